import { type Found, findExisting } from "@/engine/interpreter/find-existing";
import type { ReviewAnswer } from "@/engine/interpreter/ports";
import {
  type Decision,
  decideFound,
  externalRefOf,
  findFor,
  type HashedTask,
  isAskable,
  isRepeatable,
  reviewDecision,
  type WriteJob,
} from "@/engine/interpreter/write-decisions";

/** A task without a link, and the content hash of the attempt that left its intent open, where there is one. */
export interface Unlinked {
  readonly task: HashedTask;
  readonly openHash: string | undefined;
}

/** Numbers tried for a reference that is taken. */
const MOST_NUMBERS = 50;

/**
 * Asks the target for tasks without a link and decides what becomes of each. A record that is linked to another source
 * record, or that another task of the batch has just taken, is nobody else's; what a person answered before is not
 * asked again.
 */
export async function decideUnlinked(job: WriteJob, unlinked: readonly Unlinked[]): Promise<Map<string, Decision>> {
  const found = await findFor(
    job,
    unlinked.map(({ task }) => task),
  );
  return decideFoundOnes(job, unlinked, found);
}

/** The same, once the target has answered. */
export async function decideFoundOnes(
  job: WriteJob,
  unlinked: readonly Unlinked[],
  found: ReadonlyMap<string, Found>,
): Promise<Map<string, Decision>> {
  const holders = new Map(await holdersOf(job, found));
  const decided = new Map<string, Decision>();
  for (const { task, openHash } of unlinked) {
    const decision = decideOne(job, { task, openHash }, { found: found.get(task.key), holders });
    const adopted = decision.do === "verdict" ? undefined : decision.targetId;
    if (adopted !== undefined && job.options.onTaken !== "share") holders.set(adopted, task.key);
    decided.set(task.key, decision);
  }
  await applyAnswers(job, unlinked, decided);
  if (job.options.onTaken === "increment") await addNumbers(job, unlinked, decided);
  return decided;
}

function decideOne(
  job: WriteJob,
  { task, openHash }: Unlinked,
  state: { found: Found | undefined; holders: ReadonlyMap<string, string> },
): Decision {
  const { found } = state;
  if (found === undefined && openHash !== undefined && !isAskable(job, task) && !isRepeatable(job)) {
    return reviewDecision(job, task, { reason: "uncertain", matches: [] });
  }
  // The reference says it is ours; the hash, whether what got through is what we would send now.
  const isReferenced = found?.by === "externalRef";
  const isOurs = isReferenced && openHash === task.hash;
  return decideFound(job, task, { matches: found?.matches ?? [], isOurs, holders: isReferenced ? new Map() : state.holders });
}

/** Only what a rule found can be somebody else's: our reference names one source record. */
export async function holdersOf(job: WriteJob, found: ReadonlyMap<string, Found>): Promise<ReadonlyMap<string, string>> {
  if (job.options.onTaken === "share") return new Map();
  const ids = [...found.values()].flatMap(({ by, matches }) => (by === "rule" ? matches.map(({ id }) => id) : []));
  return ids.length === 0 ? new Map() : job.ctx.links.holders(job.scope, [...new Set(ids)]);
}

/** What would be asked now may have been answered before. */
export async function applyAnswers(
  { ctx, scope }: WriteJob,
  asked: readonly Unlinked[],
  decided: Map<string, Decision>,
): Promise<void> {
  const questions = asked.filter(({ task }) => questionOf(decided.get(task.key)) !== undefined);
  if (questions.length === 0) return;
  const answers = await ctx.links.answers(
    scope,
    questions.map(({ task }) => task.key),
  );
  for (const each of questions) {
    const answer = answers.get(each.task.key);
    const decision = answer && answered(each, answer, decided.get(each.task.key));
    if (decision) decided.set(each.task.key, decision);
  }
}

function answered({ task, openHash }: Unlinked, answer: ReviewAnswer, decision: Decision | undefined): Decision | undefined {
  if (answer.kind === "ignore") {
    if (answer.contentHash !== task.hash) return undefined;
    return { do: "verdict", verdict: { kind: "ignored", reason: { code: "dismissed", text: answer.reason } } };
  }
  const question = questionOf(decision);
  if (question === undefined || question.reason === "changed") return undefined;
  const added = question.candidates.filter(({ id }) => !answer.candidates.includes(id));
  if (openHash === undefined || added.length === 0) return { do: "write", targetId: undefined, despite: true };
  // It was being created when nobody saw the end: what has come since is ours, if it is one.
  const [only] = added;
  if (only === undefined || added.length > 1) return undefined;
  return { do: "keep", targetId: only.id, targetRef: only.label, data: only.data ?? {}, hash: task.hash };
}

function questionOf(decision: Decision | undefined) {
  if (decision?.do !== "verdict" || decision.verdict.kind !== "review") return undefined;
  return decision.verdict.question;
}

/** References that are taken get the first number that is free: `ABC`, `ABC-2`, `ABC-3`. */
async function addNumbers(job: WriteJob, unlinked: readonly Unlinked[], decided: Map<string, Decision>): Promise<void> {
  const field = job.options.incrementField;
  if (field === undefined) return;
  let open = unlinked.filter(({ task }) => questionOf(decided.get(task.key))?.reason === "taken");
  const given = new Set<string>();
  for (let number = 2; open.length > 0 && number <= MOST_NUMBERS; number += 1) {
    const left: Unlinked[] = [];
    const tried = open.map((each) => ({ each, value: numbered(each.task.record[field], number) }));
    const found = await findNumbered(job, field, tried);
    const holders = await holdersOf({ ...job, options: { ...job.options, onTaken: "review" } }, found);
    for (const { each, value } of tried) {
      const { task, openHash } = each;
      const matches = (found.get(task.key)?.matches ?? []).filter(({ id }) => !holders.has(id));
      const isNew = !found.has(task.key) && !given.has(value);
      const [only] = matches;
      if (isNew) decided.set(task.key, { do: "write", targetId: undefined, kept: { [field]: value }, despite: true });
      else if (openHash !== undefined && only !== undefined && matches.length === 1) {
        decided.set(task.key, { do: "write", targetId: only.id, kept: { [field]: value } });
      } else left.push(each);
      if (isNew) given.add(value);
    }
    open = left;
  }
}

function numbered(value: unknown, number: number): string {
  return `${String(value ?? "")}-${number}`;
}

function findNumbered({ connector, scope }: WriteJob, field: string, tried: readonly { each: Unlinked; value: string }[]) {
  return findExisting({
    connector,
    byReference: false,
    stream: scope.targetStream,
    candidates: tried.map(({ each: { task }, value }) => ({
      key: task.key,
      externalRef: externalRefOf(scope, task.key),
      rules: [{ by: [field], values: { [field]: value } }],
    })),
  });
}
