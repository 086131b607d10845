import { planWrites } from "@/engine/interpreter/plan-writes";
import { writeBatch } from "@/engine/interpreter/write-batch";
import {
  decideLinked,
  doneBefore,
  failedVerdict,
  type HashedTask,
  keptVerdict,
  type WriteJob,
  type WriteTask,
  type WriteVerdict,
} from "@/engine/interpreter/write-decisions";
import type { ErrorInfo } from "@/lib/core/errors";
import { contentHash } from "@/lib/core/hash";

/**
 * Writes each record exactly once. For each batch: links are read (equal content = nothing to do), an intent is opened
 * for what is left, links are read again (another writer may have been waited for), the target is asked for what has no
 * link, then it is written and settled. Whatever the moment of a crash, the next attempt finds the open intent or the
 * record itself. Throws only for what concerns the whole page: then nothing is left half settled.
 */
export async function writeRecords(job: WriteJob, tasks: readonly WriteTask[]): Promise<WriteVerdict[]> {
  const hashed = tasks.map((task): HashedTask => {
    const { item, key, record, rules } = task;
    return { item, key, record, rules, hash: contentHash(record) };
  });
  const leaders = new Map<string, HashedTask>();
  // What came last is written; it is told of the first item, as the verdict is.
  for (const task of hashed) {
    const earlier = leaders.get(task.key);
    leaders.set(task.key, earlier === undefined ? task : { ...task, item: earlier.item });
  }
  const isApart = leaders.size === tasks.length;
  const verdicts = await writeEach(job, isApart ? hashed : [...leaders.values()]);
  const verdictOf = (task: WriteTask): WriteVerdict => verdicts.get(task.key) ?? failedVerdict(lost(task));
  if (isApart) return tasks.map(verdictOf);
  const told = new Set<string>();
  return tasks.map((task) => {
    const isFirst = !told.has(task.key);
    told.add(task.key);
    return isFirst ? verdictOf(task) : asFollower(verdictOf(task));
  });
}

async function writeEach(job: WriteJob, tasks: readonly HashedTask[]): Promise<Map<string, WriteVerdict>> {
  const { ctx, scope } = job;
  const links = await ctx.links.load(
    scope,
    tasks.map((task) => task.key),
  );
  const verdicts = new Map<string, WriteVerdict>();
  const pending: HashedTask[] = [];
  for (const task of tasks) {
    const link = links.get(task.key);
    const decision = link === undefined ? undefined : decideLinked(job, task, link);
    if (decision?.do === "keep" && job.ctx.mode === "live")
      verdicts.set(task.key, keptVerdict(job, decision, doneBefore(link, task.item)));
    else pending.push(task);
  }
  const writeOrPlan = ctx.mode === "live" ? writeBatch : planWrites;
  for (const round of rounds(pending, job.connector)) {
    const settled = await Promise.allSettled(round.map((batch) => writeOrPlan(job, batch)));
    for (const each of settled) {
      // Only now that every batch of the round has settled its intents.
      if (each.status === "rejected") throw each.reason;
      for (const [key, verdict] of each.value) verdicts.set(key, verdict);
    }
  }
  return verdicts;
}

/** Batches under way at once, where the target takes several writes: one is written while the other is noted. */
const AT_ONCE = 2;

/**
 * Batches in order, one or more at once. Two records that a rule could take for the same target record never share a
 * round: the second must be able to find what the first created.
 */
function rounds(tasks: readonly HashedTask[], connector: WriteJob["connector"]): HashedTask[][][] {
  const made = batches(tasks, connector);
  const signatures = tasks.flatMap(signaturesOf);
  const isApart = new Set(signatures).size === signatures.length;
  const atOnce = isApart && connector.parallelWrites > 1 ? AT_ONCE : 1;
  return Array.from({ length: Math.ceil(made.length / atOnce) }, (_, index) => made.slice(index * atOnce, (index + 1) * atOnce));
}

function batches(tasks: readonly HashedTask[], { parallelWrites, writeBatch }: WriteJob["connector"]): HashedTask[][] {
  const calls = Math.max(1, Math.floor(parallelWrites / AT_ONCE));
  const size = Math.max(64, writeBatch * calls);
  const made: HashedTask[][] = [];
  const lastWith = new Map<string, number>();
  let open = 0;
  for (const task of tasks) {
    const signatures = signaturesOf(task);
    const earliest = Math.max(open, ...signatures.map((signature) => (lastWith.get(signature) ?? -1) + 1));
    let index = earliest;
    while ((made[index]?.length ?? 0) >= size) index += 1;
    while (made.length <= index) made.push([]);
    made[index]?.push(task);
    for (const signature of signatures) lastWith.set(signature, index);
    while ((made[open]?.length ?? 0) >= size) open += 1;
  }
  return made;
}

function signaturesOf({ rules }: HashedTask): string[] {
  return rules.map((rule) => JSON.stringify([rule.by, rule.values]));
}

function asFollower(verdict: WriteVerdict): WriteVerdict {
  return verdict.kind === "linked" ? { kind: "linked", link: { ...verdict.link, outcome: "unchanged" } } : verdict;
}

function lost(task: WriteTask): ErrorInfo {
  return {
    code: "system.unexpected",
    category: "system",
    message: "a record was lost while writing",
    details: { key: task.key },
  };
}
