import type { WriteOutcome } from "@/connectors/contract";
import type { Found } from "@/engine/interpreter/find-existing";
import type { Settlement } from "@/engine/interpreter/ports";
import {
  type Decision,
  decideFound,
  decideLinked,
  externalRefOf,
  failedVerdict,
  findFor,
  type HashedTask,
  idempotencyKeyOf,
  isAskable,
  keptVerdict,
  reviewDecision,
  type WriteJob,
  type WriteVerdict,
} from "@/engine/interpreter/write-decisions";
import type { ItemLink } from "@/engine/nodes/contract";
import { type AppError, type ErrorInfo, toAppError, toErrorInfo } from "@/lib/core/errors";

type Settled = { readonly verdict: WriteVerdict; readonly settlement: Settlement };
type Decided = { readonly task: HashedTask; readonly decision: Decision; readonly hadIntent: boolean };
type Sent = { readonly task: HashedTask; readonly targetId: string | undefined };

/**
 * One batch, for real: intents, links again, question to the target, write, settlement. Every intent opened here is
 * settled before this returns or throws: a held key would block other writers until the process ends.
 */
export async function writeBatch(job: WriteJob, tasks: readonly HashedTask[]): Promise<Map<string, WriteVerdict>> {
  const { ctx, scope } = job;
  const intents = tasks.map(({ key, hash }) => ({ key, contentHash: hash })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const hadIntent = await ctx.links.open(scope, intents);
  const settled = new Map<string, Settled>();
  let pageError: AppError | undefined;
  try {
    await settleBatch(job, { tasks, hadIntent, settled });
  } catch (thrown) {
    pageError = toAppError(thrown);
  }
  await ctx.links.settle(
    scope,
    tasks.map(({ key }) => settled.get(key)?.settlement ?? unwritten(key, hadIntent)),
  );
  if (pageError) throw pageError;
  return new Map([...settled].map(([key, { verdict }]) => [key, verdict]));
}

type BatchState = {
  readonly tasks: readonly HashedTask[];
  readonly hadIntent: ReadonlySet<string>;
  readonly settled: Map<string, Settled>;
};

async function settleBatch(job: WriteJob, { tasks, hadIntent, settled }: BatchState): Promise<void> {
  const decided = await decide(job, tasks, hadIntent);
  const toSend: Sent[] = [];
  for (const { task, decision, hadIntent: retried } of decided) {
    if (decision.do === "write") toSend.push({ task, targetId: decision.targetId });
    else settled.set(task.key, settleUnsent(job, { task, decision, hadIntent: retried }));
  }
  if (toSend.length === 0) return;
  // Until the answer is read, each of them may have got through: a throw below leaves them so.
  for (const { task, targetId } of toSend) settled.set(task.key, noAnswer(task, targetId));
  const outcomes = await send(job, toSend);
  for (const [index, sent] of toSend.entries()) {
    const outcome = outcomes[index];
    if (outcome !== undefined) settled.set(sent.task.key, settleOutcome(job, sent, outcome));
  }
  await askAgain(job, { toSend, outcomes, settled });
}

/** Links first: another writer may have written while we waited for the key. Then the target. */
async function decide(job: WriteJob, tasks: readonly HashedTask[], hadIntent: ReadonlySet<string>): Promise<Decided[]> {
  const keys = tasks.map(({ key }) => key);
  const links = await job.ctx.links.load(job.scope, keys);
  const found = await findFor(
    job,
    tasks.filter(({ key }) => !links.has(key)),
  );
  return tasks.map((task) => {
    const link = links.get(task.key);
    const retried = hadIntent.has(task.key);
    const decision = link ? decideLinked(job, task, link) : decideUnlinked(job, task, { found: found.get(task.key), retried });
    return { task, decision, hadIntent: retried && link === undefined };
  });
}

function decideUnlinked(job: WriteJob, task: HashedTask, state: { found: Found | undefined; retried: boolean }): Decision {
  const { found, retried } = state;
  if (found === undefined && retried && !isAskable(job, task)) {
    return reviewDecision({ task, stream: job.scope.targetStream, reason: "uncertain", matches: [] });
  }
  const isOurs = retried && found?.by === "externalRef";
  return decideFound(job, task, { matches: found?.matches ?? [], isOurs });
}

function settleUnsent(job: WriteJob, { task, decision, hadIntent }: Decided): Settled {
  const { key } = task;
  if (decision.do === "keep") {
    const { targetId, targetRef, data, hash } = decision;
    // Found with our own intent still open: it was created by an attempt whose end nobody saw.
    const verdict = keptVerdict(job, decision, hadIntent ? "created" : "unchanged");
    return { verdict, settlement: { key, status: "linked", targetId, targetRef, data, contentHash: hash } };
  }
  const verdict = decision.do === "verdict" ? decision.verdict : failedVerdict(toErrorInfo(new Error("nothing was decided")));
  const isOpen = verdict.kind === "review" && verdict.question.reason === "uncertain";
  return { verdict, settlement: { key, status: isOpen ? "uncertain" : "refused" } };
}

/** Errors that concern the whole page are thrown; any other is the error of each record of the batch. */
async function send({ connector, scope }: WriteJob, sent: readonly Sent[]): Promise<WriteOutcome[]> {
  const records = sent.map(({ task, targetId }) => ({
    key: task.key,
    externalRef: externalRefOf(scope, task.key),
    ...(targetId === undefined ? {} : { targetId }),
    data: task.record,
    idempotencyKey: idempotencyKeyOf(scope, task),
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
  for (const { task } of lost) {
    const matches = found.get(task.key)?.matches ?? [];
    const [only] = matches;
    if (only === undefined || matches.length > 1) continue;
    const kept = { targetId: only.id, targetRef: only.ref ?? "", data: only.data ?? {} };
    const settlement = { key: task.key, status: "linked", ...kept, contentHash: task.hash } as const;
    settled.set(task.key, { verdict: keptVerdict(job, kept, "created"), settlement });
  }
}

function settleOutcome(job: WriteJob, { task, targetId }: Sent, outcome: WriteOutcome): Settled {
  const { key, hash } = task;
  if (outcome.outcome === "failed") {
    if (outcome.uncertain) return { ...noAnswer(task, targetId), verdict: failedVerdict(outcome.error) };
    return { verdict: failedVerdict(outcome.error), settlement: { key, status: "refused" } };
  }
  const kept = { targetId: outcome.id, targetRef: outcome.ref ?? "", data: outcome.data ?? {} };
  const verdict = keptVerdict(job, kept, outcome.outcome satisfies ItemLink["outcome"]);
  return { verdict, settlement: { key, status: "linked", ...kept, contentHash: hash } };
}

/** An update may be sent again without harm, so only a create stays in doubt. */
function noAnswer(task: HashedTask, targetId: string | undefined): Settled {
  const error: ErrorInfo = {
    code: "connector.uncertain",
    category: "transient",
    message: "the target did not answer; it will be asked before the record is written again",
    details: { key: task.key },
  };
  const status = targetId === undefined ? "uncertain" : "refused";
  return { verdict: failedVerdict(error), settlement: { key: task.key, status } };
}

/** Nothing was sent: the intent closes, unless an earlier attempt had left it open. */
function unwritten(key: string, hadIntent: ReadonlySet<string>): Settlement {
  return { key, status: hadIntent.has(key) ? "uncertain" : "refused" };
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
