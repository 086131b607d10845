import { listFlows } from "@/db/queries/flows";
import { findIntegration } from "@/db/queries/integrations";
import { forgetActions, forgetContent, forgetTarget, forgetUnder, type LinkedTarget } from "@/db/queries/links";
import {
  type DifferenceRow,
  endMend,
  endReconciliation,
  findDifferences,
  listReconciliations,
  markDifferences,
} from "@/db/queries/reconcile";
import type { RunRow } from "@/db/queries/runs";
import { insertAuditEvent } from "@/db/queries/workspaces";
import type { RunEnding } from "@/engine/functions/ports";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { insertRunAndEvent, requestRun } from "@/lib/server/flow-services/requests";
import { isWithdrawable, withdraw } from "@/lib/server/reconcile/withdraw";
import { notFound } from "@/lib/server/tokens";

/** Key of the flow that compares, in every template that has one. */
export const RECONCILE_FLOW = "reconcile";
/** Differences that one call works on at the most. */
export const MOST_DIFFERENCES = 500;

export interface Period {
  /** Days, both included: `2026-01-31`. Absent = as the settings say. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Compares now. Answers the run. Throws `flow.not_found` where the template compares nothing, or its area is off. */
export async function startReconcile(app: App, access: Access, input: Period & { integrationId: string }): Promise<string> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const { integrationId } = input;
  const flowId = await comparisonOf(app, { workspaceId, integrationId });
  const trigger = access.userId ? ("manual" as const) : ("api" as const);
  const runId = await requestRun(app, {
    ...{ workspaceId, flowId, mode: "live", trigger, requestedBy: actor, input: periodInput(input) },
  });
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "reconcile.started", subject: runId });
  return runId;
}

function periodInput({ from, to }: Period): JsonObject {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

async function comparisonOf(app: App, input: { workspaceId: string; integrationId: string }): Promise<string> {
  if (!(await findIntegration({ db: app.db, ...input }))) throw notFound("integration", input.integrationId);
  const flow = (await listFlows({ db: app.db, ...input })).find(({ key }) => key === RECONCILE_FLOW);
  if (flow?.enabled) return flow.id;
  throw new AppError({
    code: "flow.not_found",
    category: "notFound",
    message: flow ? "The comparison is switched off in the settings" : "This integration has no comparison",
    details: { kind: "flow", id: RECONCILE_FLOW },
  });
}

/**
 * Sets them right: what was forgotten or changed in the target is made again by runs of exactly these records, one for
 * each flow. Of what only the target has, drafts that nothing came of are set aside there; the rest is for a person.
 * Answers how many, and the runs.
 */
export async function mendDifferences(
  app: App,
  access: Access,
  ids: readonly string[],
): Promise<{ count: number; runs: string[] }> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const found = await findDifferences({ db: app.db, workspaceId, ids });
  const mendable = found.filter(({ status, flow, key }) => status !== "mending" && flow !== null && key !== null);
  const groups = new Map<string, DifferenceRow[]>();
  for (const row of mendable) {
    const place = `${row.integrationId} ${row.flow}`;
    groups.set(place, [...(groups.get(place) ?? []), row]);
  }
  const runs: string[] = [];
  for (const rows of groups.values()) {
    const flowId = await flowOf(app, workspaceId, rows[0]);
    if (flowId === undefined) continue;
    runs.push(await mendWith(app, { workspaceId, actor, flowId, rows }));
  }
  app.wakeRelay();
  for (const runId of runs)
    await insertAuditEvent({ db: app.db, workspaceId, actor, action: "reconcile.mended", subject: runId });
  const extra = found.filter((row) => row.status !== "mending" && isWithdrawable(row));
  return { count: mendable.length + (await withdrawAll(app, access, extra)), runs };
}

/** Both sides are compared again afterwards, where no run that mends does so. */
async function withdrawAll(app: App, { workspaceId, actor }: Access, rows: readonly DifferenceRow[]): Promise<number> {
  const done: DifferenceRow[] = [];
  for (const row of rows) if (await withdraw(app, workspaceId, row)) done.push(row);
  const ids = done.map(({ id }) => id);
  await markDifferences({ db: app.db, workspaceId, ids, values: { status: "mended", closedBy: actor } });
  for (const id of ids) await insertAuditEvent({ db: app.db, workspaceId, actor, action: "reconcile.mended", subject: id });
  for (const integrationId of new Set(done.map((row) => row.integrationId))) {
    await compareAgain(app, { workspaceId, integrationId, requestedBy: actor });
  }
  return ids.length;
}

async function flowOf(app: App, workspaceId: string, row: DifferenceRow | undefined): Promise<string | undefined> {
  if (!row) return undefined;
  const flows = await listFlows({ db: app.db, workspaceId, integrationId: row.integrationId });
  return flows.find(({ key, enabled, publishedVersionId }) => key === row.flow && enabled && publishedVersionId !== null)?.id;
}

/** What is forgotten and the run that makes it again stand or fall together. */
async function mendWith(
  app: App,
  input: { workspaceId: string; actor: string; flowId: string; rows: readonly DifferenceRow[] },
): Promise<string> {
  const { workspaceId, actor, flowId, rows } = input;
  const keys = [...new Set(rows.flatMap(({ key }) => key ?? []))];
  return app.db.transaction(async (db) => {
    for (const row of rows) await forget(row, { db, workspaceId });
    const request = { workspaceId, flowId, mode: "live" as const, trigger: "manual" as const, requestedBy: actor, keys };
    const runId = await insertRunAndEvent(db, { ...request, input: { mends: true } });
    await markDifferences({ db, workspaceId, ids: rows.map(({ id }) => id), values: { status: "mending", mendRunId: runId } });
    return runId;
  });
}

async function forget(row: DifferenceRow, scope: Pick<LinkedTarget, "db" | "workspaceId">): Promise<void> {
  const { kind, stream, targetId, connectionId, integrationId, fields } = row;
  if (targetId === "") return;
  const target = { ...scope, owner: integrationId, targetConnectionId: connectionId, targetStream: stream, targetId };
  const payments = { ...target, targetStream: "payments" };
  await forgetActions(target);
  if (kind === "missing") {
    await forgetTarget(target);
    if (stream === "invoices") await forgetUnder(payments);
    return;
  }
  await forgetContent(target);
  if (fields.some(({ field }) => field === "paid")) await forgetUnder(payments);
}

/** They are right as they are, a person says. They come back when they change. Answers how many. */
export async function dismissDifferences(
  app: App,
  access: Access,
  { ids, reason }: { ids: readonly string[]; reason: string },
): Promise<number> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const values = { status: "dismissed" as const, reason, closedBy: actor };
  const count = await markDifferences({ db: app.db, workspaceId, ids, values });
  for (const id of ids.slice(0, 20)) {
    await insertAuditEvent({ db: app.db, workspaceId, actor, action: "reconcile.dismissed", subject: id, params: { reason } });
  }
  return count;
}

/**
 * A run is over. One that compared: what it did not see again is gone. One that mended: both sides are compared again,
 * over the period of the last comparison. Answers how many open differences a comparison leaves; undefined for others.
 */
export async function afterRun(app: App, run: RunRow, status: RunEnding["status"]): Promise<number | undefined> {
  if (run.integrationId === null || status === "paused") return undefined;
  const { workspaceId, id: runId } = run;
  const found = await endReconciliation({ db: app.db, workspaceId, runId, at: app.clock(), complete: status === "succeeded" });
  if (run.input.mends !== true) return found;
  const integrationId = await endMend({ db: app.db, workspaceId, runId });
  if (integrationId === undefined) return found;
  await compareAgain(app, { workspaceId, integrationId, requestedBy: run.requestedBy });
  return found;
}

/** Over the days of the last comparison. */
export async function compareAgain(
  app: App,
  { workspaceId, integrationId, requestedBy }: { workspaceId: string; integrationId: string; requestedBy: string },
): Promise<void> {
  const [last] = await listReconciliations({ db: app.db, workspaceId, integrationId, limit: 1 });
  const flowId = await comparisonOf(app, { workspaceId, integrationId }).catch(() => undefined);
  if (flowId === undefined) return;
  const input = periodInput({ from: last?.fromDay ?? undefined, to: last?.toDay ?? undefined });
  await requestRun(app, { workspaceId, flowId, mode: "live", trigger: "manual", requestedBy, input });
}
