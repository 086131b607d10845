import type { Queryable } from "@/db/client";
import { findFlow, findVersion } from "@/db/queries/flows";
import { putEvent } from "@/db/queries/outbox";
import { forgetPages } from "@/db/queries/pages";
import { setPaused } from "@/db/queries/pauses";
import { appendLog } from "@/db/queries/run-log";
import { findRun, findTurn, insertRun, lockRun, lockTurn, type RunRow, updateRun } from "@/db/queries/runs";
import type { RunTrigger, StoredRunMode } from "@/db/schema";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { eventIds, RUN_CANCEL, RUN_REQUESTED } from "@/engine/functions/events";
import { planFlow } from "@/engine/interpreter/plan";
import { AppError } from "@/lib/core/errors";
import { canonicalJson, type JsonObject } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { notifyRun } from "@/lib/server/flow-services/live";

/**
 * How runs are asked for, stopped and done again. Rights are checked by the caller. The run's row and its event are
 * written in one transaction, so that neither is ever without the other.
 */
export interface RunRequest {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly mode: StoredRunMode;
  readonly trigger: RunTrigger;
  /** User or token id, or `system`. */
  readonly requestedBy: string;
  /** ISO time with offset: read from there instead of the watermark. */
  readonly since?: string | null;
  /** ISO time with offset: only records changed before it. */
  readonly until?: string | null;
  /** Only these source records. */
  readonly keys?: readonly string[] | null;
  readonly limit?: number | null;
  /** Dead letters, by id: their records only, and what a person made of them. */
  readonly letters?: readonly string[] | null;
  /** `$trigger`. */
  readonly input?: JsonObject;
  /** Its pages are the events that wait for the flow. */
  readonly takesEvents?: boolean;
  /** It does not begin earlier. */
  readonly notBefore?: Date;
}

/** Seconds by which runs people or webhooks wait for overtake scheduled ones. */
const INTERACTIVE = 120;

export function priorityOf(trigger: RunTrigger): number {
  return trigger === "schedule" ? 0 : INTERACTIVE;
}

/** Queues a run of the published version. Throws `flow.not_found`, `flow.not_published`. Answers its id. */
export async function requestRun(app: App, request: RunRequest): Promise<string> {
  const runId = await app.db.transaction((db) => insertRunAndEvent(db, request));
  app.wakeRelay();
  return runId;
}

/** The same inside a transaction of the caller, who calls `app.wakeRelay()` after it (a webhook stores its event with it). */
export async function insertRunAndEvent(db: Queryable, request: RunRequest): Promise<string> {
  const { workspaceId, flowId, mode, trigger, requestedBy } = request;
  const flow = await findFlow({ db, workspaceId, flowId });
  if (!flow) throw new AppError({ code: "flow.not_found", category: "notFound", message: `No flow ${flowId}` });
  if (!flow.publishedVersionId) {
    throw new AppError({ code: "flow.not_published", category: "config", message: "The flow has no published version" });
  }
  const runId = await insertRun({
    db,
    workspaceId,
    values: {
      flowId,
      integrationId: flow.integrationId,
      versionId: flow.publishedVersionId,
      mode,
      trigger,
      requestedBy,
      since: request.since ?? null,
      until: request.until ?? null,
      letters: request.letters ? [...request.letters] : null,
      keys: request.keys ? [...request.keys] : null,
      limit: request.limit ?? null,
      input: request.input ?? {},
      takesEvents: request.takesEvents ?? false,
    },
  });
  await putRequested(db, { id: runId, workspaceId, flowId, trigger, attempt: 1, notBefore: request.notBefore });
  return runId;
}

type Requested = Pick<RunRow, "id" | "workspaceId" | "flowId" | "trigger" | "attempt"> & {
  readonly notBefore?: Date | undefined;
};

/** Has a run called; `cause` tells calls of the same attempt apart. */
export async function putRequested(db: Queryable, run: Requested, cause?: string): Promise<void> {
  const id = cause === undefined ? eventIds.requested(run.id, run.attempt) : eventIds.turn(run.id, cause);
  const payload = { runId: run.id, flowId: run.flowId, priority: priorityOf(run.trigger) };
  await putEvent({ db, workspaceId: run.workspaceId, event: { id, name: RUN_REQUESTED, payload, notBefore: run.notBefore } });
}

/**
 * Lets the runs of a flow wait: the one that goes on parks after its page, and none begins until the flow is resumed.
 * They are still asked for. False when it was so already. Throws `flow.not_found`.
 */
export async function requestPause(
  app: App,
  { workspaceId, flowId, paused }: { workspaceId: string; flowId: string; paused: boolean },
): Promise<boolean> {
  const changed = await app.db.transaction(async (db) => {
    const flow = await findFlow({ db, workspaceId, flowId });
    if (!flow) throw new AppError({ code: "flow.not_found", category: "notFound", message: `No flow ${flowId}` });
    const at = app.clock();
    const isNew = await setPaused({ db, workspaceId, flowId, pausedAt: paused ? at : null });
    if (isNew && !paused) await callWaiting(db, { workspaceId, flowId, cause: `resume:${at.getTime()}` });
    return isNew;
  });
  app.wakeRelay();
  return changed;
}

/** Calls the run of a flow that has waited longest, unless one goes on. */
export async function callWaiting(
  db: Queryable,
  { workspaceId, flowId, cause }: { workspaceId: string; flowId: string; cause: string },
): Promise<void> {
  await lockTurn({ db, flowId });
  const { running, next } = await findTurn({ db, workspaceId, flowId });
  if (!running && next) await putRequested(db, next, cause);
}

/**
 * Asks a run to stop: a queued one is cancelled at once, one that goes on stops within two seconds.
 * Answers its status, unchanged for a run that has ended. Throws `run.not_found`.
 */
export async function requestCancel(app: App, input: { workspaceId: string; runId: string }): Promise<RunRow["status"]> {
  const { workspaceId, runId } = input;
  const status = await app.db.transaction(async (db) => {
    const run = await lockOwn(db, input);
    if (run.status !== "queued" && run.status !== "running") return run.status;
    const isQueued = run.status === "queued";
    const logSeq = await appendLog({
      db,
      workspaceId,
      runId,
      seq: run.logSeq,
      lines: [{ level: "warn", key: "cancelRequested" }],
    });
    const ended = isQueued ? { status: "cancelled" as const, endedAt: app.clock() } : {};
    await updateRun({ db, workspaceId, runId, values: { cancelRequested: true, logSeq, ...ended } });
    const id = eventIds.cancel(runId, run.attempt);
    await putEvent({ db, workspaceId, event: { id, name: RUN_CANCEL, payload: { runId } } });
    await notifyRun(db, run);
    return isQueued ? ("cancelled" as const) : run.status;
  });
  app.wakeRelay();
  return status;
}

export interface RetryRequest {
  readonly workspaceId: string;
  readonly runId: string;
  readonly requestedBy: string;
  /** A new run over the records that failed. Otherwise the same run goes on at the page where it stopped. */
  readonly only?: "failed" | undefined;
  /** `latest`: the version that is published now, instead of the one the run began with. */
  readonly version?: "same" | "latest" | undefined;
}

/** Answers the id of the run to look at. Throws `run.not_found`, and `request.conflict` when there is nothing to do again. */
export async function requestRetry(app: App, input: RetryRequest): Promise<string> {
  const runId = await app.db.transaction((db) => (input.only === "failed" ? retryFailed(db, input) : resume(db, input)));
  app.wakeRelay();
  return runId;
}

async function retryFailed(db: Queryable, input: RetryRequest): Promise<string> {
  const { workspaceId, runId, requestedBy } = input;
  const run = await findRun({ db, workspaceId, runId });
  if (!run) throw runNotFound(runId);
  if (run.failed === 0) throw nothingToRetry(runId, "No record of this run has failed");
  const { flowId, integrationId, mode } = run;
  const { versionId } = await chosenVersion(db, run, input.version);
  const values = {
    flowId,
    integrationId,
    versionId,
    mode,
    requestedBy,
    trigger: "retry" as const,
    input: run.input,
    retryOf: runId,
  };
  const id = await insertRun({ db, workspaceId, values });
  await putRequested(db, { id, workspaceId, flowId, trigger: "retry", attempt: 1 });
  return id;
}

/** On another version, pages of a driver that reads otherwise now are read from the first again. */
async function resume(db: Queryable, input: RetryRequest): Promise<string> {
  const { workspaceId, runId } = input;
  const run = await lockOwn(db, input);
  if (run.status !== "failed" && run.status !== "cancelled") throw nothingToRetry(runId, "The run has not failed");
  const attempt = run.attempt + 1;
  const logSeq = await appendLog({ db, workspaceId, runId, seq: run.logSeq, lines: [{ level: "info", key: "resumed" }] });
  const { versionId, changed } = await chosenVersion(db, run, input.version);
  await forgetPages({ db, workspaceId, runId, drivers: changed });
  const values = {
    status: "queued" as const,
    versionId,
    attempt,
    logSeq,
    cancelRequested: false,
    error: null,
    endedAt: null,
    executionId: null,
  };
  await updateRun({ db, workspaceId, runId, values });
  await putRequested(db, { ...run, attempt });
  await notifyRun(db, run);
  return runId;
}

/** The version to go on with, and the drivers of it that differ from those the run began with. */
async function chosenVersion(
  db: Queryable,
  { workspaceId, flowId, versionId }: RunRow,
  wanted: RetryRequest["version"],
): Promise<{ versionId: string; changed: string[] }> {
  if (wanted !== "latest") return { versionId, changed: [] };
  const flow = await findFlow({ db, workspaceId, flowId });
  const latest = flow?.publishedVersionId;
  if (!latest || latest === versionId) return { versionId, changed: [] };
  const [before, after] = await Promise.all([driversOf(db, workspaceId, versionId), driversOf(db, workspaceId, latest)]);
  const changed = [...before].filter(([nodeId, config]) => after.get(nodeId) !== config).map(([nodeId]) => nodeId);
  return { versionId: latest, changed };
}

async function driversOf(db: Queryable, workspaceId: string, versionId: string): Promise<Map<string, string>> {
  const version = await findVersion({ db, workspaceId, versionId });
  const drivers = version ? planFlow(FlowDocumentSchema.parse(version.document)).drivers : [];
  return new Map(drivers.map(({ nodeId, node }) => [nodeId, canonicalJson(node.config)]));
}

async function lockOwn(db: Queryable, { workspaceId, runId }: { workspaceId: string; runId: string }): Promise<RunRow> {
  const run = await lockRun({ db, runId });
  if (!run || run.workspaceId !== workspaceId) throw runNotFound(runId);
  return run;
}

function runNotFound(runId: string): AppError {
  return new AppError({ code: "run.not_found", category: "notFound", message: `No run ${runId}` });
}

function nothingToRetry(runId: string, message: string): AppError {
  return new AppError({ code: "request.conflict", category: "conflict", message, details: { runId } });
}
