import type { Queryable } from "@/db/client";
import { listDueDrivers } from "@/db/queries/dead-letters";
import { findFlow, findVersion } from "@/db/queries/flows";
import { deleteRunWrites } from "@/db/queries/links";
import { endNodes } from "@/db/queries/outcomes";
import { findPageError, listPassStates } from "@/db/queries/pages";
import { appendLog } from "@/db/queries/run-log";
import { findTurn, listFailedDrivers, lockRun, lockTurn, type RunRow, updateRun } from "@/db/queries/runs";
import { saveWatermark } from "@/db/queries/watermarks";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { type Begun, type BegunPass, type DriverPass, passId, type RunEnding } from "@/engine/functions/ports";
import { type Plan, planFlow } from "@/engine/interpreter/plan";
import { AppError } from "@/lib/core/errors";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { App } from "@/lib/server/app";
import { freezeInputs } from "@/lib/server/flow-services/frozen";
import { notifyRun } from "@/lib/server/flow-services/live";
import { callWaiting } from "@/lib/server/flow-services/requests";
import { tellOfRun } from "@/lib/server/notifications/news";

/** One live run of a flow at a time; the others wait, queued, in the order they were asked for. */
export async function beginRun(app: App, input: { runId: string; executionId: string }): Promise<Begun> {
  const { runId, executionId } = input;
  return app.db.transaction(async (db) => {
    const run = await lockRun({ db, runId });
    if (!run) return { state: "over" };
    if (run.status === "running") {
      return run.executionId === executionId ? { state: "running", passes: await passesOf(db, run) } : { state: "over" };
    }
    if (run.status !== "queued" || run.cancelRequested) return { state: "over" };
    if (run.mode === "live" && !(await isItsTurn(db, run))) return { state: "waiting" };
    const frozen = JsonObjectSchema.parse(await freezeInputs(db, run));
    const { workspaceId } = run;
    const startedAt = run.startedAt ?? app.clock();
    const lines = [{ level: "info" as const, key: "started", params: { attempt: run.attempt } }];
    const logSeq = await appendLog({ db, workspaceId, runId, seq: run.logSeq, lines });
    const values = { status: "running" as const, executionId, frozen, startedAt, heartbeatAt: app.clock(), logSeq };
    await updateRun({ db, workspaceId, runId, values });
    await notifyRun(db, run);
    return { state: "running", passes: await passesOf(db, { ...run, ...values }) };
  });
}

async function isItsTurn(db: Queryable, run: RunRow): Promise<boolean> {
  await lockTurn({ db, flowId: run.flowId });
  const { workspaceId, flowId } = run;
  const { running, next } = await findTurn({ db, workspaceId, flowId });
  const flow = await findFlow({ db, workspaceId, flowId });
  return running === undefined && next?.id === run.id && flow?.pausedAt === null;
}

/** What is left to do: each driver of the plan from the ledger's next page, failed records of earlier runs first. */
async function passesOf(db: Queryable, run: RunRow): Promise<BegunPass[]> {
  const { workspaceId, id: runId } = run;
  const version = await findVersion({ db, workspaceId, versionId: run.versionId });
  if (!version) throw new AppError({ code: "flow.not_published", category: "config", message: "The version is gone" });
  const plan = planFlow(FlowDocumentSchema.parse(version.document));
  const wanted = await wantedPasses(db, run, plan);
  const states = new Map((await listPassStates({ db, workspaceId, runId })).map((state) => [state.driver, state]));
  return wanted.flatMap((pass) => {
    const state = states.get(passId(pass));
    return state?.last ? [] : [{ ...pass, page: state ? state.page + 1 : 0, ...(run.takesEvents ? { inline: true } : {}) }];
  });
}

async function wantedPasses(db: Queryable, run: RunRow, plan: Plan): Promise<DriverPass[]> {
  const { workspaceId } = run;
  if (run.retryOf !== null) {
    const failed = await listFailedDrivers({ db, workspaceId, runId: run.retryOf });
    const nodes = new Set(failed.map((driver) => driver.replace(/~retry$/, "")));
    return plan.drivers.filter(({ nodeId }) => nodes.has(nodeId)).map(({ nodeId }) => ({ nodeId, pass: "retry" }));
  }
  const { flowId } = run;
  if (run.letters !== null) {
    const chosen = await listDueDrivers({ db, workspaceId, flowId, due: { ids: run.letters } });
    return plan.drivers.filter(({ nodeId }) => chosen.includes(nodeId)).map(({ nodeId }) => ({ nodeId, pass: "retry" }));
  }
  const isWhole = run.mode === "live" && run.keys === null && run.limit === null && run.until === null;
  const before = run.startedAt ?? new Date();
  const again = isWhole ? await listDueDrivers({ db, workspaceId, flowId, due: { before } }) : [];
  return plan.drivers.flatMap(({ nodeId, kind, usesWatermark }): DriverPass[] => [
    // A driver that reads everything each time meets its failed records anyway.
    ...((usesWatermark || kind === "trigger") && again.includes(nodeId) ? [{ nodeId, pass: "retry" as const }] : []),
    { nodeId, pass: "main" },
  ]);
}

/** Closes a run and gives the turn to the next one of its flow. Answers the run as it was. */
export async function endRun(
  app: App,
  input: { runId: string; ending: RunEnding; executionId?: string },
): Promise<RunRow | undefined> {
  const { runId, ending, executionId } = input;
  const ended = await app.db.transaction(async (db) => {
    const run = await lockRun({ db, runId });
    if (!run) return undefined;
    if (executionId !== undefined && !isOf(run, executionId)) return undefined;
    if (ending.status === "paused") return park(db, run);
    if (run.status === "queued" || run.status === "running") await close(app, db, run, ending);
    await callNext(db, run);
    return run;
  });
  app.wakeRelay();
  return ended;
}

/** Another execution may have been given the run meanwhile. One that could not even begin is its first one's to end. */
function isOf(run: RunRow, executionId: string): boolean {
  return run.executionId === null ? run.mends === 0 : run.executionId === executionId;
}

/** Back among those that wait: it goes on at its next page when the flow is resumed. */
async function park(db: Queryable, run: RunRow): Promise<RunRow> {
  if (run.status !== "running") return run;
  const { workspaceId, id: runId, attempt } = run;
  const logSeq = await appendLog({ db, workspaceId, runId, seq: run.logSeq, lines: [{ level: "info", key: "paused" }] });
  const values = { status: "queued" as const, executionId: null, attempt: attempt + 1, logSeq };
  await updateRun({ db, workspaceId, runId, values });
  await notifyRun(db, run);
  return run;
}

type Ending = Exclude<RunEnding, { status: "paused" }>;

async function close(app: App, db: Queryable, run: RunRow, ending: Ending): Promise<void> {
  const { workspaceId, id: runId } = run;
  const error = ending.status === "failed" ? ((await findPageError({ db, workspaceId, runId })) ?? ending.error) : null;
  const params = { total: run.total, failed: run.failed, ...(error ? { code: error.code, message: error.message } : {}) };
  const level = ending.status === "succeeded" ? "info" : ending.status === "cancelled" ? "warn" : "error";
  const logSeq = await appendLog({ db, workspaceId, runId, seq: run.logSeq, lines: [{ level, key: ending.status, params }] });
  await updateRun({ db, workspaceId, runId, values: { status: ending.status, error, endedAt: app.clock(), logSeq } });
  await deleteRunWrites({ db, runId, isOver: ending.status === "succeeded" });
  await endNodes({ db, workspaceId, runId, status: ending.status === "succeeded" ? "done" : "failed" });
  if (ending.status === "succeeded") await saveWatermarks(db, run);
  await tellOfRun(app, db, { run, ending, error: error ?? null });
  await notifyRun(db, run);
}

/**
 * Only a run that read everything from where the last one ended moves the watermarks, and only now that all its
 * writes are committed (GEN-02); connectors see to it that they never pass the start of the read.
 */
async function saveWatermarks(db: Queryable, run: RunRow): Promise<void> {
  const isPartial = [run.since, run.until, run.keys, run.limit, run.retryOf, run.letters].some((part) => part !== null);
  if (run.mode !== "live" || isPartial) return;
  const { workspaceId, flowId, id: runId } = run;
  for (const state of await listPassStates({ db, workspaceId, runId })) {
    if (!state.last || state.watermark === null || state.driver.endsWith("~retry")) continue;
    await saveWatermark({ db, workspaceId, flowId, driver: state.driver, value: state.watermark, runId });
  }
}

async function callNext(db: Queryable, { mode, workspaceId, flowId, id, attempt }: RunRow): Promise<void> {
  if (mode === "live") await callWaiting(db, { workspaceId, flowId, cause: `${id}:${attempt}` });
}
