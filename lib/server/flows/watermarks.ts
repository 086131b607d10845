import { findFlow, findVersion } from "@/db/queries/flows";
import { findTurn, lockTurn } from "@/db/queries/runs";
import { deleteWatermark, listWatermarks, saveWatermark, type WatermarkRow } from "@/db/queries/watermarks";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { type Driver, planFlow } from "@/engine/interpreter/plan";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound } from "@/lib/server/flows/flows";
import { notFound } from "@/lib/server/tokens";

/** Where the next run of each driver of a flow starts. Throws `flow.not_found`. */
export async function readWatermarks(app: App, { workspaceId }: Access, flowId: string): Promise<WatermarkRow[]> {
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  if (!flow) throw flowNotFound(flowId);
  return listWatermarks({ db: app.db, workspaceId, flowId });
}

export interface Mark {
  readonly driver: string;
  readonly label: string;
  readonly stream: string;
  /** Null = the next run reads everything. */
  readonly value: Json | null;
  /** ISO; when it was moved last. */
  readonly movedAt: string | null;
}

/** The same with a name for each stream, those that were never read included. */
export async function readMarks(app: App, access: Access, flowId: string): Promise<Mark[]> {
  const rows = new Map((await readWatermarks(app, access, flowId)).map((row) => [row.driver, row]));
  return (await driversOf(app, access, flowId)).flatMap(({ nodeId, node, stream = "", usesWatermark }) => {
    const row = rows.get(nodeId);
    if (!usesWatermark) return [];
    const movedAt = row?.updatedAt.toISOString() ?? null;
    return [{ driver: nodeId, label: node.label ?? nodeId, stream, value: row?.value ?? null, movedAt }];
  });
}

async function driversOf(app: App, { workspaceId }: Access, flowId: string): Promise<Driver[]> {
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  if (!flow) throw flowNotFound(flowId);
  const version = await findVersion({ db: app.db, workspaceId, versionId: flow.publishedVersionId ?? "" });
  return version ? [...planFlow(FlowDocumentSchema.parse(version.document)).drivers] : [];
}

/**
 * Has the next run of a driver start elsewhere, or from the beginning (`null`). Throws `flow.not_found`,
 * `request.not_found` for a node that keeps no watermark, `flow.already_running`: the run that goes on would overwrite it.
 */
export async function changeWatermark(
  app: App,
  access: Access,
  input: { flowId: string; driver: string; value: Json },
): Promise<void> {
  requirePermission(access, "flow.write");
  const { workspaceId, actor } = access;
  const { flowId, driver, value } = input;
  const drivers = await driversOf(app, access, flowId);
  if (!drivers.some(({ nodeId, usesWatermark }) => nodeId === driver && usesWatermark)) throw notFound("watermark", driver);
  await app.db.transaction(async (db) => {
    await lockTurn({ db, flowId });
    const { running } = await findTurn({ db, workspaceId, flowId });
    if (running) throw alreadyRunning(running.id);
    const one = { db, workspaceId, flowId, driver };
    if (value === null) await deleteWatermark(one);
    else await saveWatermark({ ...one, value, runId: actor });
    await insertAuditEvent({ db, workspaceId, actor, action: "watermark.changed", subject: flowId, params: { driver, value } });
  });
}

function alreadyRunning(runId: string): AppError {
  return new AppError({
    code: "flow.already_running",
    category: "conflict",
    message: "A run of the flow goes on; it would overwrite the watermark",
    details: { runId },
  });
}
