import { randomBytes } from "node:crypto";
import { deleteEndpoint as deleteRow, insertEndpoint } from "@/db/queries/endpoints";
import { findFlow } from "@/db/queries/flows";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { readConnection } from "@/lib/server/connections";
import { connectorOf } from "@/lib/server/connector";
import { flowNotFound } from "@/lib/server/flows/flows";
import { notFound } from "@/lib/server/tokens";

export interface NewEndpoint {
  readonly flowId: string;
  /** Then its connector verifies and parses; absent = the endpoint's own HMAC does. */
  readonly connectionId?: string;
}

/** An inbound address for a flow; its `secret` is answered once and cannot be shown again. */
export async function createEndpoint(
  app: App,
  access: Access,
  input: NewEndpoint,
): Promise<{ id: string; url: string; secret: string }> {
  requirePermission(access, "flow.write");
  const { workspaceId, actor } = access;
  const { flowId, connectionId } = input;
  if (!(await findFlow({ db: app.db, workspaceId, flowId }))) throw flowNotFound(flowId);
  if (connectionId) await requireWebhooks(app, access, connectionId);
  const id = newId("end");
  const secret = randomBytes(32).toString("hex");
  const { bytes, keyId } = app.secrets.seal(secret, id);
  await insertEndpoint({
    db: app.db,
    workspaceId,
    id,
    flowId,
    connectionId: connectionId ?? null,
    secret: bytes,
    secretKeyId: keyId,
  });
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "endpoint.created", subject: id });
  return { id, url: endpointUrl(app, id), secret };
}

async function requireWebhooks(app: App, access: Access, connectionId: string): Promise<void> {
  const { spec, webhook } = connectorOf((await readConnection(app, access, connectionId)).connector);
  if (webhook) return;
  throw new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `${spec.title} sends no webhooks of its own: leave the connection out`,
    details: { connector: spec.id },
  });
}

export async function deleteEndpoint(app: App, access: Access, endpointId: string): Promise<void> {
  requirePermission(access, "flow.write");
  const { workspaceId, actor } = access;
  if (!(await deleteRow({ db: app.db, workspaceId, endpointId }))) throw notFound("endpoint", endpointId);
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "endpoint.deleted", subject: endpointId });
}

export const endpointUrl = (app: App, endpointId: string): string => `${app.env.url}/api/hooks/${endpointId}`;
