import { findRun, listRunNodes, type RunNodeRow, type RunRow } from "@/db/queries/runs";
import { insertAuditEvent } from "@/db/queries/workspaces";
import type { StoredRunMode } from "@/db/schema/runs";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { type RetryRequest, requestCancel, requestPause, requestRetry, requestRun } from "@/lib/server/flow-services/requests";

export interface StartRun {
  readonly flowId: string;
  readonly mode: StoredRunMode;
  /** ISO time with offset. */
  readonly since?: string;
  /** ISO time with offset: only records changed before it. */
  readonly until?: string;
  readonly keys?: readonly string[];
  readonly limit?: number;
  readonly input?: JsonObject;
}

/** Queues a run; answers its id. */
export async function startRun(app: App, access: Access, input: StartRun): Promise<string> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const trigger = access.userId ? "manual" : "api";
  const runId = await requestRun(app, { workspaceId, requestedBy: actor, trigger, ...input });
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "run.started", subject: runId, params: { mode: input.mode } });
  return runId;
}

export async function cancelRun(app: App, access: Access, runId: string): Promise<RunRow["status"]> {
  requirePermission(access, "run.cancel");
  const { workspaceId, actor } = access;
  const status = await requestCancel(app, { workspaceId, runId });
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "run.cancelled", subject: runId });
  return status;
}

/** Lets the runs of a flow wait, or go on. */
export async function pauseFlow(app: App, access: Access, input: { flowId: string; paused: boolean }): Promise<void> {
  requirePermission(access, "run.cancel");
  const { workspaceId, actor } = access;
  const { flowId, paused } = input;
  if (!(await requestPause(app, { workspaceId, flowId, paused }))) return;
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: paused ? "flow.paused" : "flow.resumed", subject: flowId });
}

/** `failed`: a new run over the records that failed; otherwise the run goes on where it stopped. Answers the run to look at. */
export async function retryRun(
  app: App,
  access: Access,
  input: Pick<RetryRequest, "runId" | "only" | "version">,
): Promise<string> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const { runId } = input;
  const id = await requestRetry(app, { ...input, workspaceId, requestedBy: actor });
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "run.retried", subject: runId });
  return id;
}

export async function readRun(app: App, access: Access, runId: string): Promise<RunRow> {
  const run = await findRun({ db: app.db, workspaceId: access.workspaceId, runId });
  if (!run)
    throw new AppError({
      code: "run.not_found",
      category: "notFound",
      message: `No run ${runId}`,
      details: { kind: "run", id: runId },
    });
  return run;
}

/** Figures by node; throws `run.not_found`. */
export async function readRunNodes(app: App, access: Access, runId: string): Promise<RunNodeRow[]> {
  await readRun(app, access, runId);
  return listRunNodes({ db: app.db, workspaceId: access.workspaceId, runId });
}

export const isOver = ({ status }: Pick<RunRow, "status">): boolean => status !== "queued" && status !== "running";
