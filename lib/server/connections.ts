import { z } from "zod";
import type { Catalog, CheckResult, ConnectorSpec, LookupItem } from "@/connectors/contract";
import {
  type ConnectionRow,
  deleteConnection as deleteRow,
  findCatalog,
  findConnection,
  findSealedConnection,
  insertConnection,
  listSealedWithOtherKey,
  noteCheck,
  saveCatalog,
  updateConnection,
} from "@/db/queries/connections";
import { listEndpointsWithOtherKey, updateEndpointSecret } from "@/db/queries/endpoints";
import { listIntegrations } from "@/db/queries/integrations";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { AppError, type ErrorCode, toAppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { Locale } from "@/lib/core/text";
import { translatorFor } from "@/lib/i18n/messages";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { bindContext, openSecrets, parseConfig, type Secrets } from "@/lib/server/bound-connector";
import { connectorOf } from "@/lib/server/connector";
import { EVENT_SECRET } from "@/lib/server/real-time/event-secret";
import { notFound } from "@/lib/server/tokens";

export const NewConnectionSchema = z.strictObject({
  connector: z.string(),
  name: z.string().trim().min(1).max(120),
  config: JsonObjectSchema.default({}),
  secrets: z.record(z.string(), z.string().max(10_000)).default({}),
});
export type NewConnection = z.infer<typeof NewConnectionSchema>;

/** Secrets that are left out stay as they are; an empty one is removed. */
export const ConnectionPatchSchema = NewConnectionSchema.omit({ connector: true }).partial();
export type ConnectionPatch = z.infer<typeof ConnectionPatchSchema>;

/** A call a person waits for. */
const INTERACTIVE_MS = 30_000;
const CATALOG_MINUTES = 60;

/** Stores a connection, its secrets sealed. Throws `request.invalid` when config or secrets do not fit the connector. */
export async function createConnection(app: App, access: Access, input: NewConnection): Promise<string> {
  requirePermission(access, "connection.write");
  const { spec } = connectorOf(input.connector);
  parseConfig(spec, input.config);
  checkSecrets(spec, input.secrets);
  const id = newId("con");
  const { workspaceId, actor } = access;
  await app.db.transaction(async (db) => {
    const values = { id, workspaceId, connector: spec.id, name: input.name, config: input.config };
    await insertConnection({ db, values: { ...values, ...sealed(app, id, input.secrets) } });
    await insertAuditEvent({ db, workspaceId, actor, action: "connection.created", subject: id });
  });
  return id;
}

export async function patchConnection(app: App, access: Access, connectionId: string, patch: ConnectionPatch): Promise<void> {
  requirePermission(access, "connection.write");
  const { workspaceId, actor } = access;
  await app.db.transaction(async (db) => {
    const row = await findSealedConnection({ db, workspaceId, connectionId });
    if (!row) throw notFound("connection", connectionId);
    const { spec } = connectorOf(row.connector);
    if (patch.config && row.sandbox === null) parseConfig(spec, patch.config);
    const merged = Object.entries({ ...openSecrets(app, row), ...patch.secrets }).filter(([, value]) => value !== "");
    const secrets = Object.fromEntries(merged);
    const { [EVENT_SECRET]: _own, ...typed } = secrets;
    if (patch.secrets) checkSecrets(spec, typed);
    await updateConnection({
      db,
      workspaceId,
      connectionId,
      values: {
        ...(patch.name === undefined ? {} : { name: patch.name }),
        ...(patch.config === undefined ? {} : { config: patch.config }),
        ...(patch.secrets === undefined ? {} : sealed(app, connectionId, secrets)),
      },
    });
    await insertAuditEvent({ db, workspaceId, actor, action: "connection.changed", subject: connectionId });
  });
}

/** Without its secrets; throws `request.not_found`. */
export async function readConnection(app: App, access: Access, connectionId: string): Promise<ConnectionRow> {
  const row = await findConnection({ db: app.db, workspaceId: access.workspaceId, connectionId });
  if (!row) throw notFound("connection", connectionId);
  return row;
}

/** Throws `request.conflict` while an integration uses it. */
export async function deleteConnection(app: App, access: Access, connectionId: string): Promise<void> {
  requirePermission(access, "connection.write");
  const { workspaceId, actor } = access;
  const users = (await listIntegrations({ db: app.db, workspaceId })).filter((integration) =>
    Object.values(integration.connections).includes(connectionId),
  );
  if (users.length > 0) {
    const names = users.map((integration) => integration.name);
    throw new AppError({
      code: "request.conflict",
      category: "conflict",
      message: `The connection is used by ${names.join(", ")}`,
      details: { integrations: names },
    });
  }
  if (!(await deleteRow({ db: app.db, workspaceId, connectionId }))) throw notFound("connection", connectionId);
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "connection.deleted", subject: connectionId });
}

/** Asks the system; what it cannot do is part of the answer, which is kept with the connection. */
export async function checkConnection(app: App, access: Access, connectionId: string): Promise<CheckResult> {
  requirePermission(access, "connection.check");
  const { workspaceId } = access;
  const signal = AbortSignal.timeout(INTERACTIVE_MS);
  await readConnection(app, access, connectionId);
  const result = await askSystem(app, { workspaceId, connectionId, signal }).catch(toRefusal);
  await noteCheck({ db: app.db, workspaceId, connectionId, result: JsonObjectSchema.parse(JSON.parse(JSON.stringify(result))) });
  return result;
}

/**
 * Sets right what a check found, where the connector can, and asks again. Throws `request.not_found` for a mend it does
 * not have, and what the system says when it refuses.
 */
export async function mendConnection(
  app: App,
  access: Access,
  { connectionId, mend }: { connectionId: string; mend: string },
): Promise<CheckResult> {
  requirePermission(access, "connection.write");
  const { workspaceId, actor } = access;
  const signal = AbortSignal.timeout(INTERACTIVE_MS);
  const { connector, context } = await bindContext(app, { workspaceId, connectionId, signal });
  const found = connector.mends?.[mend];
  if (!found) throw notFound("mend", mend);
  await found.run(context);
  await insertAuditEvent({
    db: app.db,
    workspaceId,
    actor,
    action: "connection.mended",
    subject: connectionId,
    params: { mend },
  });
  return checkConnection(app, access, connectionId);
}

async function askSystem(app: App, target: Parameters<typeof bindContext>[1]): Promise<CheckResult> {
  const { connector, context } = await bindContext(app, target);
  return connector.check(context);
}

/** In the words of the connector, else in ours for its code: never the technical message alone. */
function toRefusal(thrown: unknown): CheckResult {
  const error = toAppError(thrown);
  if (error.code === "system.unexpected") throw error;
  const message = error.advice ?? { en: textOfCode("en", error.code), fr: textOfCode("fr", error.code) };
  return { ok: false, message, problems: [] };
}

function textOfCode(locale: Locale, code: ErrorCode): string {
  return translatorFor(locale)(`errors.${code}`);
}

/** Values of a look-up, straight from the system. */
export async function lookupValues(
  app: App,
  access: Access,
  input: { connectionId: string; lookup: string; query?: string },
): Promise<readonly LookupItem[]> {
  const { workspaceId } = access;
  const signal = AbortSignal.timeout(INTERACTIVE_MS);
  const { connector, context } = await bindContext(app, { workspaceId, connectionId: input.connectionId, signal });
  return (await connector.lookup(context, { lookup: input.lookup, query: input.query })).items;
}

/** The store does not keep the order of an object's names: each schema lists those of its fields. */
function withOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(withOrder);
  if (!isJsonObject(value)) return value;
  const inside = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withOrder(each)]));
  return isJsonObject(value.properties) ? { ...inside, "x-order": Object.keys(value.properties) } : inside;
}

/** What the connection offers: kept for an hour, asked again on `refresh`. */
export async function discoverCatalog(
  app: App,
  access: Access,
  input: { connectionId: string; refresh?: boolean },
): Promise<JsonObject> {
  const { workspaceId } = access;
  const { connectionId } = input;
  await readConnection(app, access, connectionId);
  const kept = input.refresh ? undefined : await findCatalog({ db: app.db, workspaceId, connectionId });
  const isFresh = kept && app.clock().getTime() - kept.fetchedAt.getTime() < CATALOG_MINUTES * 60_000;
  if (isFresh) return kept.catalog;
  const signal = AbortSignal.timeout(INTERACTIVE_MS);
  const { connector, context } = await bindContext(app, { workspaceId, connectionId, signal });
  const found: Catalog = await connector.discover(context);
  const catalog = JsonObjectSchema.parse(withOrder(JSON.parse(JSON.stringify(found))));
  await saveCatalog({ db: app.db, workspaceId, connectionId, catalog });
  return catalog;
}

/** Seals again what a former key sealed; at every start, so that the former key can be dropped afterwards. */
export async function rotateSecrets(app: App): Promise<number> {
  const rows = await listSealedWithOtherKey({ db: app.db, keyId: app.secrets.keyId });
  for (const row of rows) {
    const values = sealed(app, row.id, openSecrets(app, row));
    await updateConnection({ db: app.db, workspaceId: row.workspaceId, connectionId: row.id, values });
  }
  const endpoints = await listEndpointsWithOtherKey({ db: app.db, keyId: app.secrets.keyId });
  for (const { id, workspaceId, secret, secretKeyId } of endpoints) {
    const { bytes, keyId } = app.secrets.seal(app.secrets.open({ bytes: secret, keyId: secretKeyId }, id), id);
    await updateEndpointSecret({ db: app.db, workspaceId, endpointId: id, secret: bytes, secretKeyId: keyId });
  }
  const rotated = rows.length + endpoints.length;
  if (rotated > 0) app.log.info("secrets.rotated", { rotated });
  return rotated;
}

export function sealed(app: App, connectionId: string, secrets: Secrets) {
  const names = Object.keys(secrets).filter((name) => name !== EVENT_SECRET);
  if (Object.keys(secrets).length === 0) return { secrets: null, secretsKeyId: null, secretNames: [] };
  const { bytes, keyId } = app.secrets.seal(JSON.stringify(secrets), connectionId);
  return { secrets: bytes, secretsKeyId: keyId, secretNames: names };
}

function checkSecrets(spec: ConnectorSpec<JsonObject>, secrets: Secrets): void {
  const fields = spec.fields.filter((field) => field.control === "secret");
  const unknown = Object.keys(secrets).filter((name) => !fields.some((field) => field.name === name));
  const missing = fields.filter((field) => field.required && !secrets[field.name]).map((field) => field.name);
  const issues: JsonObject[] = [
    ...unknown.map((name) => ({ path: `secrets.${name}`, message: "unknown" })),
    ...missing.map((name) => ({ path: `secrets.${name}`, message: "required" })),
  ];
  if (issues.length === 0) return;
  throw new AppError({
    code: "request.invalid",
    category: "config",
    message: `The secrets of the connection do not fit ${spec.title}, which has ${fields.map((field) => field.name).join(", ")}`,
    details: { issues },
  });
}
