import type { ReadPage } from "@/connectors/contract";
import type { Found, Match } from "@/engine/interpreter/find-existing";
import type { PlannedWrite, RecordLink } from "@/engine/interpreter/ports";
import { concernsPage } from "@/engine/interpreter/write-batch";
import { applyAnswers, decideFoundOnes } from "@/engine/interpreter/write-conflicts";
import {
  type Decision,
  decideLinked,
  findFor,
  type HashedTask,
  isContent,
  type WriteJob,
  type WriteVerdict,
} from "@/engine/interpreter/write-decisions";
import type { ItemLink } from "@/engine/nodes/contract";
import { toAppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** Id of a record that a simulation would create; never sent anywhere. */
const PLANNED_ID = "planned";

/** The same decisions as a live batch, told to `ctx.plan` with what is there before and after; nothing is written. */
export async function planWrites(job: WriteJob, tasks: readonly HashedTask[]): Promise<Map<string, WriteVerdict>> {
  const { ctx, scope } = job;
  const links = await ctx.links.load(
    scope,
    tasks.map(({ key }) => key),
  );
  const asked = tasks.filter((task) => !isContent(links.get(task.key)?.contentHash, task.hash));
  const found = await findFor(job, asked);
  const decided = await decideAll(job, tasks, links, found);
  const read = await readTargets(job, { links, found, decided });
  const verdicts = new Map<string, WriteVerdict>();
  for (const task of tasks) {
    const decision = decided.get(task.key);
    if (decision === undefined) continue;
    const target = decision.do === "verdict" ? undefined : decision.targetId;
    const known = recordBefore(links.get(task.key), found.get(task.key)?.matches ?? []);
    const before = (target === undefined ? undefined : read.get(target)) ?? known;
    const planned = planOne(job, task, {
      decision,
      before,
      ref: refOf(links.get(task.key), found.get(task.key)?.matches ?? [], target),
    });
    ctx.plan(task.item, planned.write);
    verdicts.set(task.key, planned.verdict);
    rememberPlanned(job, task, { link: planned.write.link, isNew: decision.do === "write" && decision.targetId === undefined });
  }
  return verdicts;
}

/** What stands in the target now, of records that would be updated and that no question to it has brought. */
async function readTargets(
  { connector, scope, ctx }: WriteJob,
  state: {
    links: ReadonlyMap<string, RecordLink>;
    found: ReadonlyMap<string, Found>;
    decided: ReadonlyMap<string, Decision>;
  },
): Promise<ReadonlyMap<string, JsonObject>> {
  const read = new Map<string, JsonObject>();
  const keys = [...state.decided].flatMap(([key, decision]) => {
    if (decision.do !== "write" || decision.targetId === undefined || decision.targetId.startsWith(`${PLANNED_ID}:`)) return [];
    const isKnown = state.found.get(key)?.matches.some(({ id }) => id === decision.targetId);
    return isKnown ? [] : [decision.targetId];
  });
  if (keys.length === 0) return read;
  try {
    let cursor: Json | null = null;
    do {
      const page: ReadPage = await connector.read({
        stream: scope.targetStream,
        pageSize: connector.pageSize,
        since: null,
        cursor,
        keys,
      });
      for (const { key, data } of page.records) read.set(key, data);
      cursor = page.nextCursor;
    } while (cursor !== null && !ctx.signal.aborted);
  } catch (thrown) {
    const error = toAppError(thrown);
    // What can only be written is shown with what the link remembers of it.
    if (concernsPage(error)) throw error;
  }
  return read;
}

/** The next record that has to do with it finds it as a live run would. */
function rememberPlanned(
  { ctx, scope }: WriteJob,
  { key, hash, record }: HashedTask,
  { link, isNew }: { link: ItemLink | undefined; isNew: boolean },
): void {
  if (link === undefined) return;
  const known = { key, targetId: link.id, targetRef: link.ref, contentHash: hash, data: link.data ?? record };
  ctx.links.remember?.(scope, [{ link: known, isNew }]);
}

async function decideAll(
  job: WriteJob,
  tasks: readonly HashedTask[],
  links: ReadonlyMap<string, RecordLink>,
  found: ReadonlyMap<string, Found>,
): Promise<Map<string, Decision>> {
  const withHash = tasks.map((task) => ({ task, openHash: undefined }));
  const linked = withHash.filter(({ task }) => links.has(task.key));
  const unlinked = withHash.filter(({ task }) => !links.has(task.key));
  const decided = await decideFoundOnes(job, unlinked, found);
  for (const { task } of linked) {
    const link = links.get(task.key);
    if (link) decided.set(task.key, decideLinked(job, task, link));
  }
  await applyAnswers(job, linked, decided);
  return decided;
}

function recordBefore(link: RecordLink | undefined, matches: readonly Match[]): JsonObject | null {
  const match = link === undefined ? matches[0] : matches.find(({ id }) => id === link.targetId);
  return match?.data ?? link?.data ?? null;
}

/** What the target calls the record that would be updated. */
function refOf(link: RecordLink | undefined, matches: readonly Match[], targetId: string | undefined): string {
  return link?.targetRef || matches.find(({ id }) => id === targetId)?.ref || "";
}

function planOne(
  job: WriteJob,
  task: HashedTask,
  state: { decision: Decision; before: JsonObject | null; ref: string },
): { verdict: WriteVerdict; write: PlannedWrite } {
  const { decision, before, ref } = state;
  const common = {
    nodeId: job.options.nodeId,
    alias: job.options.alias,
    stream: job.scope.targetStream,
    before,
    after: { ...task.record, ...(decision.do === "write" ? decision.kept : {}) },
  };
  if (decision.do === "verdict") {
    const outcome = decision.verdict.kind === "review" ? ("review" as const) : ("ignored" as const);
    return { verdict: decision.verdict, write: { ...common, outcome } satisfies PlannedWrite };
  }
  const outcome = outcomeOf(task, state);
  const link: ItemLink = { ...targetOf(decision, task, ref), outcome, stream: job.scope.targetStream };
  const verdict: WriteVerdict = { kind: "linked", link };
  return { verdict, write: { ...common, outcome, link } satisfies PlannedWrite };
}

function outcomeOf(task: HashedTask, { decision, before }: { decision: Decision; before: JsonObject | null }) {
  if (decision.do === "keep") return "unchanged";
  if (decision.do === "write" && decision.targetId === undefined) return "created";
  return before !== null && contains(before, task.record) ? "unchanged" : "updated";
}

function targetOf(decision: Decision, task: HashedTask, ref: string): { id: string; ref: string; data?: JsonObject } {
  if (decision.do === "keep") return { id: decision.targetId, ref: decision.targetRef, data: decision.data };
  const targetId = decision.do === "write" ? decision.targetId : undefined;
  return targetId === undefined ? { id: `${PLANNED_ID}:${task.key}`, ref: "", data: task.record } : { id: targetId, ref };
}

/** Does `whole` already say everything that `part` says? */
function contains(whole: Json | undefined, part: Json): boolean {
  if (isJsonObject(part)) return isJsonObject(whole) && Object.entries(part).every(([key, value]) => contains(whole[key], value));
  if (Array.isArray(part)) {
    return Array.isArray(whole) && whole.length === part.length && part.every((entry, index) => contains(whole[index], entry));
  }
  return whole === part;
}
