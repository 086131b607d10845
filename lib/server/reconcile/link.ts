import { findVersion, listFlows } from "@/db/queries/flows";
import { findIntegration } from "@/db/queries/integrations";
import { findLinks, forgetTarget, settleIntents } from "@/db/queries/links";
import { type DifferenceRow, findDifferences, listDifferences, markDifferences } from "@/db/queries/reconcile";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { type ReconcileConfig, ReconcileConfigSchema } from "@/engine/nodes/reconcile/definition";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { bindConnection } from "@/lib/server/bound-connector";
import { compareAgain, RECONCILE_FLOW } from "@/lib/server/reconcile/reconcile";
import { notFound } from "@/lib/server/tokens";

const READ_MS = 30_000;

/** A document of the target that a person says to be the one of an order. */
export interface LinkRequest {
  readonly differenceId: string;
  /** Reference of the order in the shop, or its id. */
  readonly order: string;
}

/**
 * Links a document that is too many to an order of the shop, as if a flow had made it; both sides are compared again.
 * Throws `reconcile.no_order` where there is no such order, `reconcile.several_orders` where several carry the reference,
 * `reconcile.order_taken` where the order has a document of its own.
 */
export async function linkDifference(app: App, access: Access, { differenceId, order }: LinkRequest): Promise<{ key: string }> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const [row] = await findDifferences({ db: app.db, workspaceId, ids: [differenceId] });
  if (!row) throw notFound("difference", differenceId);
  const reference = await referenceOf(app, row);
  if (!reference) throw refusal("reconcile.not_linkable", "Only an open document too many can be linked to an order");
  const key = await findOrder(app, row, { reference, order: order.trim() });
  const sourceStream = `${reference.connection.replace(/^role:/, "")}:${reference.stream}`;
  const target = { owner: row.integrationId, targetConnectionId: row.connectionId, targetStream: row.stream };
  const scope = { sql: app.sql, workspaceId, sourceStream, ...target };
  await requireFree(app, row, { key, held: await findLinks({ ...scope, keys: [key] }) });
  const { targetId, targetRef } = row;
  // Linked to a record that is gone: it can only be one's.
  await forgetTarget({ db: app.db, workspaceId, ...target, targetId });
  await settleIntents({ ...scope, results: [{ key, status: "linked", targetId, targetRef, contentHash: "" }] });
  await markDifferences({ db: app.db, workspaceId, ids: [row.id], values: { status: "mended", closedBy: actor } });
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "reconcile.linked", subject: row.id, params: { order, key } });
  await compareAgain(app, { workspaceId, integrationId: row.integrationId, requestedBy: actor });
  return { key };
}

/** Whether a document can be linked to an order at all. */
export function isLinkable({ kind, status }: Pick<DifferenceRow, "kind" | "status">): boolean {
  return kind === "extra" && status === "open";
}

type Reference = NonNullable<ReconcileConfig["reference"]>;

/** Where the comparison that found it looks for the orders. */
async function referenceOf(app: App, row: DifferenceRow): Promise<Reference | undefined> {
  if (!isLinkable(row)) return undefined;
  const { workspaceId, integrationId } = row;
  const flow = (await listFlows({ db: app.db, workspaceId, integrationId })).find(({ key }) => key === RECONCILE_FLOW);
  const version =
    flow?.publishedVersionId && (await findVersion({ db: app.db, workspaceId, versionId: flow.publishedVersionId }));
  if (!version) return undefined;
  const { nodes } = FlowDocumentSchema.parse(version.document);
  const looks = nodes.filter(({ kind }) => kind === "reconcile").map(({ config }) => ReconcileConfigSchema.parse(config));
  return looks.find(({ look, streams }) => look === "extra" && streams.includes(row.stream))?.reference;
}

/** The id of the order that a person names. */
async function findOrder(app: App, row: DifferenceRow, { reference, order }: { reference: Reference; order: string }) {
  const { workspaceId, integrationId } = row;
  const integration = await findIntegration({ db: app.db, workspaceId, integrationId });
  const connectionId = integration?.connections[reference.connection.replace(/^role:/, "")] ?? reference.connection;
  const source = await bindConnection(app, { workspaceId, connectionId, signal: AbortSignal.timeout(READ_MS) });
  const request = { stream: reference.stream, cursor: null, pageSize: source.pageSize, since: null, include: ["none"] };
  const where = [{ field: reference.field, op: "in" as const, values: [order] }];
  const named = (await source.read({ ...request, where })).records;
  const found = named.length > 0 || !/^\d+$/.test(order) ? named : (await source.read({ ...request, keys: [order] })).records;
  const [one, ...others] = found.map(({ key }) => key);
  if (one === undefined) throw refusal("reconcile.no_order", `The shop has no order ${order}`, { order });
  if (others.length > 0) {
    throw refusal("reconcile.several_orders", `Several orders carry ${order}`, { ids: found.map(({ key }) => key).join(", ") });
  }
  return one;
}

/** An order has one document of a kind; its own must be missing from the target for another to take its place. */
async function requireFree(
  app: App,
  { workspaceId, integrationId, stream, targetId }: DifferenceRow,
  { key, held }: { key: string; held: readonly { targetId: string; targetRef: string }[] },
): Promise<void> {
  const [own] = held;
  if (!own || own.targetId === targetId) return;
  const missing = await listDifferences({
    ...{ db: app.db, workspaceId, integrationId },
    ...{ statuses: ["open"], kind: "missing", limit: 5000 },
  });
  if (missing.some((each) => each.stream === stream && each.key === key)) return;
  throw refusal("reconcile.order_taken", `The order has a document of its own: ${own.targetRef}`, { targetRef: own.targetRef });
}

function refusal(code: ErrorCode, message: string, details?: JsonObject): AppError {
  return new AppError({ code, category: "conflict", message, ...(details ? { details } : {}) });
}
