import type { WriteOutcome } from "@/connectors/contract";
import type { BoundConnector, LinkScope, NodeContext, OpenedIntents, RecordLink, Settlement } from "@/engine/interpreter/ports";
import { concernsPage } from "@/engine/interpreter/write-batch";
import {
  doneBefore,
  externalRefOf,
  failedVerdict,
  idempotencyKeyOf,
  isContent,
  keptVerdict,
  type WriteVerdict,
} from "@/engine/interpreter/write-decisions";
import type { Item, ItemLink } from "@/engine/nodes/contract";
import { type AppError, toAppError, toErrorInfo } from "@/lib/core/errors";
import { contentHash } from "@/lib/core/hash";
import type { JsonObject } from "@/lib/core/json";

export interface ActionTask {
  readonly item: Item;
  /** Once per key: the record's own, or what the node says tells its uses apart. */
  readonly key: string;
  readonly target: ItemLink;
  readonly params: JsonObject;
}

export interface ActionJob {
  readonly ctx: NodeContext;
  readonly connector: BoundConnector;
  /** `targetStream` is `action:<stream>:<id>`. */
  readonly scope: LinkScope;
  readonly actionId: string;
  readonly nodeId: string;
  readonly alias: string;
  readonly again: "never" | "onChange";
}

type HashedAction = ActionTask & { readonly hash: string };

/**
 * Does each action once and remembers it. The contract makes an action harmless to repeat, so one whose end nobody
 * saw is done again, and told so; one that is remembered makes no request.
 */
export async function runActions(job: ActionJob, tasks: readonly ActionTask[]): Promise<WriteVerdict[]> {
  const hashed = tasks.map((task) => ({ ...task, hash: contentHash({ target: task.target.id, params: task.params }) }));
  const known = await job.ctx.links.load(
    job.scope,
    tasks.map(({ key }) => key),
  );
  const todo = new Map(hashed.filter((task) => isDue(job, task, known)).map((task) => [task.key, task]));
  const verdicts = job.ctx.mode === "live" ? await doAll(job, [...todo.values()]) : planAll(job, [...todo.values()]);
  return hashed.map((task) => verdicts.get(task.key) ?? rememberedVerdict(job, task, known));
}

function isDue(job: ActionJob, task: HashedAction, known: ReadonlyMap<string, RecordLink>): boolean {
  const done = known.get(task.key);
  return done === undefined || (job.again === "onChange" && !isContent(done.contentHash, task.hash));
}

function rememberedVerdict(job: ActionJob, task: HashedAction, known: ReadonlyMap<string, RecordLink>): WriteVerdict {
  const done = known.get(task.key);
  if (done === undefined) return failedVerdict(toErrorInfo(new Error("an action was lost")));
  return keptVerdict(job, done, doneBefore(done, task.item));
}

function planAll(job: ActionJob, tasks: readonly HashedAction[]): Map<string, WriteVerdict> {
  return new Map(
    tasks.map((task): [string, WriteVerdict] => {
      const link: ItemLink = { id: task.target.id, ref: task.target.ref, outcome: "updated", stream: job.scope.targetStream };
      const { nodeId, alias } = job;
      const after = { action: job.actionId, params: task.params };
      job.ctx.plan(task.item, { nodeId, alias, stream: link.stream, outcome: "updated", before: null, after, link });
      const done = { key: task.key, targetId: link.id, targetRef: link.ref, contentHash: task.hash, data: {} };
      job.ctx.links.remember?.(job.scope, [{ link: done, isNew: false }]);
      return [task.key, { kind: "linked", link }];
    }),
  );
}

/** Actions whose intents are opened, and settled, together. */
const ROUND = 64;

async function doAll(job: ActionJob, tasks: readonly HashedAction[]): Promise<Map<string, WriteVerdict>> {
  const verdicts = new Map<string, WriteVerdict>();
  for (let start = 0; start < tasks.length; start += ROUND) {
    for (const [key, verdict] of await doRound(job, tasks.slice(start, start + ROUND))) verdicts.set(key, verdict);
  }
  return verdicts;
}

/** As many at once as the target takes. After an error that concerns the page no other is begun. */
async function doRound(job: ActionJob, tasks: readonly HashedAction[]): Promise<Map<string, WriteVerdict>> {
  const { ctx, scope } = job;
  const intents = tasks.map(({ key, hash }) => ({ key, contentHash: hash })).sort((a, b) => (a.key < b.key ? -1 : 1));
  // Another writer may have done it while we waited for the key.
  const opened = await ctx.links.open(scope, intents, []);
  const settlements = new Map<string, Settlement>(tasks.map(({ key }) => [key, { key, status: "refused" }]));
  const verdicts = new Map<string, WriteVerdict>();
  let pageError: AppError | undefined;
  try {
    const atOnce = Math.max(1, job.connector.parallelWrites);
    for (let start = 0; start < tasks.length && !pageError; start += atOnce) {
      const answers = await Promise.all(tasks.slice(start, start + atOnce).map((task) => doOne(job, task, opened)));
      for (const { key, verdict, settlement, error } of answers) {
        verdicts.set(key, verdict);
        settlements.set(key, settlement);
        pageError ??= error;
      }
    }
  } catch (thrown) {
    pageError = toAppError(thrown);
  }
  await ctx.links.settle(scope, [...settlements.values()]);
  if (pageError) throw pageError;
  return verdicts;
}

type Answer = { key: string; verdict: WriteVerdict; settlement: Settlement; error?: AppError };

async function doOne(job: ActionJob, task: HashedAction, { links, before }: OpenedIntents): Promise<Answer> {
  const { key, hash } = task;
  if (!isDue(job, task, links)) {
    const verdict = rememberedVerdict(job, task, links);
    return { key, verdict, settlement: { key, status: "refused" } };
  }
  const { outcome, error } = await callAction(job, task, before.has(key));
  if (outcome.outcome === "failed") {
    const settlement: Settlement = { key, status: outcome.uncertain ? "uncertain" : "refused" };
    return { key, verdict: failedVerdict(outcome.error), settlement, ...(error ? { error } : {}) };
  }
  const kept = { targetId: outcome.id, targetRef: outcome.ref ?? "", data: outcome.data ?? {} };
  const verdict = keptVerdict(job, kept, outcome.outcome);
  const written = outcome.outcome === "unchanged" ? {} : { done: { item: task.item.key, outcome: outcome.outcome } };
  return { key, verdict, settlement: { key, status: "linked", ...kept, contentHash: hash, ...written } };
}

async function callAction(
  job: ActionJob,
  task: HashedAction,
  isAgain: boolean,
): Promise<{ outcome: WriteOutcome; error?: AppError }> {
  const { scope, connector, actionId } = job;
  const request = {
    targetId: task.target.id,
    externalRef: externalRefOf(scope, task.key),
    params: task.params,
    idempotencyKey: idempotencyKeyOf(scope, task),
    ...(isAgain ? { again: true as const } : {}),
  };
  try {
    return { outcome: await connector.action(actionId, request) };
  } catch (thrown) {
    const error = toAppError(thrown);
    const outcome: WriteOutcome = { outcome: "failed", error: toErrorInfo(error), uncertain: true };
    return concernsPage(error) ? { outcome, error } : { outcome };
  }
}
