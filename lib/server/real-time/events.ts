import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { RawRequest } from "@/connectors/contract";
import { findSealedConnection, type SealedConnectionRow, updateConnection } from "@/db/queries/connections";
import { findConnectionOfEvents } from "@/db/queries/real-time";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { AppError } from "@/lib/core/errors";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { bindContext, openSecrets } from "@/lib/server/bound-connector";
import { sealed } from "@/lib/server/connections";
import { connectorOf } from "@/lib/server/connector";
import { EVENT_SECRET } from "@/lib/server/real-time/event-secret";
import { noteHints } from "@/lib/server/real-time/hints";
import { notFound } from "@/lib/server/tokens";

const SUBSCRIBE_MS = 30_000;

/** Where the system of a connection sends its events. */
const eventAddress = (app: App, connectionId: string): string => `${app.env.url}/api/hooks/${connectionId}`;

/**
 * A new address and secret for the events of a connection; the former secret is void. A system with webhooks of its own is
 * told of them; for the others a person copies both. Throws what the system says when it refuses.
 */
export async function enableEvents(
  app: App,
  access: Access,
  connectionId: string,
): Promise<{ url: string; secret: string; isTold: boolean }> {
  requirePermission(access, "connection.write");
  const { workspaceId, actor } = access;
  const row = await findSealedConnection({ db: app.db, workspaceId, connectionId });
  if (!row) throw notFound("connection", connectionId);
  const { spec, webhook } = connectorOf(row.connector);
  if (!webhook) {
    throw new AppError({
      code: "connector.unsupported",
      category: "config",
      message: `${spec.title} sends no events`,
      details: { connector: spec.id },
    });
  }
  const secret = randomBytes(32).toString("hex");
  const values = sealed(app, connectionId, { ...openSecrets(app, row), [EVENT_SECRET]: secret });
  await updateConnection({ db: app.db, workspaceId, connectionId, values });
  const url = eventAddress(app, connectionId);
  if (webhook.subscribe) {
    const signal = AbortSignal.timeout(SUBSCRIBE_MS);
    const { context } = await bindContext(app, { workspaceId, connectionId, signal });
    await webhook.subscribe(context, { url, secret, events: [] });
  }
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "connection.events", subject: connectionId });
  return { url, secret, isTold: webhook.subscribe !== undefined };
}

/** Verifies who asks. Throws `request.not_found` for no such connection, `webhook.bad_signature` otherwise. */
export async function verifiedConnection(app: App, connectionId: string, request: RawRequest): Promise<SealedConnectionRow> {
  const row = await findConnectionOfEvents({ db: app.db, connectionId });
  const secret = row && openSecrets(app, row)[EVENT_SECRET];
  const webhook = row && connectorOf(row.connector).webhook;
  if (!row || !secret || !webhook) {
    throw new AppError({ code: "request.not_found", category: "notFound", message: "No such endpoint" });
  }
  if (webhook.verify(request, secret, app.clock())) return row;
  throw new AppError({
    code: "webhook.bad_signature",
    category: "auth",
    message: "The delivery is not signed with the secret of the connection",
  });
}

/** An event is a hint: the flows concerned read the record themselves and trust only that. Answers how many were heard. */
export async function receiveEvents(app: App, connectionId: string, request: RawRequest): Promise<{ accepted: number }> {
  const { workspaceId, connector } = await verifiedConnection(app, connectionId, request);
  const events = connectorOf(connector).webhook?.parse(request) ?? [];
  const hints = events.map(({ stream, key, type }) => ({ stream, key, isAsked: type.endsWith(".sync") }));
  await noteHints(app, { workspaceId, connectionId, hints });
  return { accepted: events.length };
}

export const InvoiceQuerySchema = z.object({ invoice: z.string().regex(/^\d{1,12}$/) });
