import type { WriteOutcome } from "@/connectors/contract";
import type { Found } from "@/engine/interpreter/find-existing";
import type { LinkedWrite, OpenedIntents, Settlement } from "@/engine/interpreter/ports";
import { applyAnswers, decideUnlinked } from "@/engine/interpreter/write-conflicts";
import {
  type Decision,
  decideLinked,
  externalRefOf,
  failedVerdict,
  findFor,
  type HashedTask,
  idempotencyKeyOf,
  isAskable,
  isRepeatable,
  keptVerdict,
  reviewDecision,
  type WriteJob,
  type WriteVerdict,
} from "@/engine/interpreter/write-decisions";
import type { ItemLink } from "@/engine/nodes/contract";
import { type AppError, type ErrorInfo, toAppError, toErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

type Settled = { readonly verdict: WriteVerdict; readonly settlement: Settlement };
type Decided = { readonly task: HashedTask; readonly decision: Decision; readonly openHash: string | undefined };
type Sent = { readonly task: HashedTask } & Omit<Extract<Decision, { do: "write" }>, "do">;

/**
 * One batch, for real: intents, links again, question to the target, write, settlement. Every intent opened here is
 * settled before this returns or throws: a held key would block other writers until the process ends.
 */
export async function writeBatch(job: WriteJob, tasks: readonly HashedTask[]): Promise<Map<string, WriteVerdict>> {
  const { ctx, scope } = job;
  const intents = tasks.map(({ key, hash }) => ({ key, contentHash: hash })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const opened = await ctx.links.open(scope, intents, guardsOf(job, tasks));
  const settled = new Map<string, Settled>();
  let pageError: AppError | undefined;
  try {
    await settleBatch(job, { tasks, opened, settled });
  } catch (thrown) {
    pageError = toAppError(thrown);
  }
  await ctx.links.settle(
    scope,
    tasks.map(({ key }) => settled.get(key)?.settlement ?? unwritten(key, opened)),
  );
  if (pageError) throw pageError;
  return new Map([...settled].map(([key, { verdict }]) => [key, verdict]));
}

/** Two writers that would recognise the same target record must not look for it at once: both would create it. */
function guardsOf({ scope }: WriteJob, tasks: readonly HashedTask[]): string[] {
  const { targetConnectionId, targetStream } = scope;
  const named = tasks.flatMap(({ rules }) => rules.map(({ by, values }) => JSON.stringify([by, values])));
  return [...new Set(named)].map((name) => JSON.stringify([targetConnectionId, targetStream, name]));
}

type BatchState = {
  readonly tasks: readonly HashedTask[];
  readonly opened: OpenedIntents;
  readonly settled: Map<string, Settled>;
};

async function settleBatch(job: WriteJob, { tasks, opened, settled }: BatchState): Promise<void> {
  const toSend: Sent[] = [];
  for (const decided of await decide(job, tasks, opened)) {
    const { task, decision } = decided;
    if (decision.do === "write") toSend.push({ ...decision, task });
    else settled.set(task.key, settleUnsent(job, decided));
  }
  if (toSend.length === 0) return;
  // Until the answer is read, each of them may have got through: a throw below leaves them so.
  for (const sent of toSend) settled.set(sent.task.key, noAnswer(job, sent));
  const outcomes = await send(job, toSend);
  for (const [index, sent] of toSend.entries()) {
    const outcome = outcomes[index];
    if (outcome !== undefined) settled.set(sent.task.key, settleOutcome(job, sent, outcome));
  }
  await askAgain(job, { toSend, outcomes, settled });
}

/** Links first: another writer may have written while we waited for the key. Then the target. */
async function decide(job: WriteJob, tasks: readonly HashedTask[], { before, links }: OpenedIntents): Promise<Decided[]> {
  const withHash = tasks.map((task) => ({ task, openHash: before.get(task.key) }));
  const linked = withHash.filter(({ task }) => links.has(task.key));
  const decided = await decideUnlinked(
    job,
    withHash.filter(({ task }) => !links.has(task.key)),
  );
  for (const { task } of linked) {
    const link = links.get(task.key);
    if (link) decided.set(task.key, decideLinked(job, task, link));
  }
  await applyAnswers(job, linked, decided);
  return withHash.flatMap(({ task, openHash }) => {
    const decision = decided.get(task.key);
    return decision ? [{ task, decision, openHash: links.has(task.key) ? undefined : openHash }] : [];
  });
}

function settleUnsent(job: WriteJob, { task, decision, openHash }: Decided): Settled {
  const { key } = task;
  if (decision.do === "keep") {
    const { targetId, targetRef, data, hash } = decision;
    // Found with our own intent still open: it was created by an attempt whose end nobody saw.
    const isCreated = openHash !== undefined;
    const verdict = keptVerdict(job, decision, isCreated ? "created" : "unchanged");
    const done = isCreated ? doneFor(task, "created") : {};
    return { verdict, settlement: { key, status: "linked", targetId, targetRef, data, contentHash: hash, ...done } };
  }
  const verdict = decision.do === "verdict" ? decision.verdict : failedVerdict(toErrorInfo(new Error("nothing was decided")));
  // A question does not settle what an earlier attempt may have done.
  const isOpen = verdict.kind === "review" && openHash !== undefined;
  return { verdict, settlement: { key, status: isOpen ? "uncertain" : "refused" } };
}

/** Errors that concern the whole page are thrown; any other is the error of each record of the batch. */
async function send({ connector, scope }: WriteJob, sent: readonly Sent[]): Promise<WriteOutcome[]> {
  const records = sent.map(({ task, targetId, kept }) => ({
    key: task.key,
    externalRef: externalRefOf(scope, task.key),
    ...(targetId === undefined ? {} : { targetId }),
    data: { ...task.record, ...kept },
    // Few systems take one: it is not worth hashing for the others.
    get idempotencyKey() {
      return idempotencyKeyOf(scope, task);
    },
  }));
  try {
    return await connector.write({ stream: scope.targetStream, records });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (concernsPage(error)) throw error;
    return sent.map(() => ({ outcome: "failed", error: toErrorInfo(error), uncertain: true }));
  }
}

/** A lost reply: the target is asked at once whether the record is there; if it is not, the next attempt asks again. */
async function askAgain(
  job: WriteJob,
  state: { toSend: readonly Sent[]; outcomes: readonly WriteOutcome[]; settled: Map<string, Settled> },
): Promise<void> {
  const { toSend, outcomes, settled } = state;
  const lost = toSend.filter(({ task, targetId }, index) => {
    const outcome = outcomes[index];
    return targetId === undefined && outcome?.outcome === "failed" && outcome.uncertain && isAskable(job, task);
  });
  if (lost.length === 0) return;
  const found = await findFor(
    job,
    lost.map(({ task }) => task),
  ).catch(() => new Map<string, Found>());
  for (const { task, kept: changed, despite } of lost) {
    const { matches = [], by } = found.get(task.key) ?? {};
    const [only] = matches;
    // What a rule finds may be what stood there before.
    const isOurs = by === "externalRef" || despite === undefined;
    if (only === undefined || matches.length > 1 || !isOurs) continue;
    const kept = { targetId: only.id, targetRef: only.ref ?? "", data: withKept(only.data, changed) };
    const done = doneFor(task, "created");
    const settlement = { key: task.key, status: "linked", ...kept, contentHash: task.hash, ...done } as const;
    settled.set(task.key, { verdict: keptVerdict(job, kept, "created"), settlement });
  }
}

function settleOutcome(job: WriteJob, sent: Sent, outcome: WriteOutcome): Settled {
  const { task, targetId } = sent;
  const { key, hash } = task;
  if (outcome.outcome === "failed") {
    if (!outcome.uncertain) return { verdict: failedVerdict(outcome.error), settlement: { key, status: "refused" } };
    if (targetId === undefined && !isAskable(job, task) && !isRepeatable(job)) return settleUnknowable(job, task);
    return { ...noAnswer(job, sent), verdict: failedVerdict(outcome.error) };
  }
  const kept = { targetId: outcome.id, targetRef: outcome.ref ?? "", data: withKept(outcome.data, sent.kept) };
  const verdict = keptVerdict(job, kept, outcome.outcome satisfies ItemLink["outcome"]);
  return { verdict, settlement: { key, status: "linked", ...kept, contentHash: hash, ...doneFor(task, outcome.outcome) } };
}

function doneFor({ item }: HashedTask, outcome: ItemLink["outcome"]): { done?: LinkedWrite } {
  return outcome === "created" || outcome === "updated" ? { done: { item: item.key, outcome } } : {};
}

/** The target cannot be asked whether it was created: only a person can tell. */
function settleUnknowable(job: WriteJob, task: HashedTask): Settled {
  const decision = reviewDecision(job, task, { reason: "uncertain", matches: [] });
  return settleUnsent(job, { task, decision, openHash: task.hash });
}

function withKept(data: JsonObject | undefined, kept: JsonObject | undefined): JsonObject {
  return { ...data, ...(kept === undefined ? {} : { kept }) };
}

/** An update, or what is set, may be sent again without harm, so only a create stays in doubt. */
function noAnswer(job: WriteJob, { task, targetId }: Sent): Settled {
  const error: ErrorInfo = {
    code: "connector.uncertain",
    category: "transient",
    message: "the target did not answer; it will be asked before the record is written again",
    details: { key: task.key },
  };
  const status = targetId === undefined && !isRepeatable(job) ? "uncertain" : "refused";
  return { verdict: failedVerdict(error), settlement: { key: task.key, status } };
}

/** Nothing was sent: the intent closes, unless an earlier attempt had left it open. */
function unwritten(key: string, { before }: OpenedIntents): Settlement {
  return { key, status: before.has(key) ? "uncertain" : "refused" };
}

/** Nobody's record is at fault: the connection is, or the run was cancelled. */
export function concernsPage(error: AppError): boolean {
  return (
    error.category === "auth" ||
    error.category === "rateLimit" ||
    error.category === "transient" ||
    error.category === "cancelled"
  );
}
