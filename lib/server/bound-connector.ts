import { z } from "zod";
import type { Catalog, Connector, ConnectorContext, ConnectorSpec } from "@/connectors/contract";
import { createHttpClient } from "@/connectors/http";
import { findSealedConnection, type SealedConnectionRow } from "@/db/queries/connections";
import type { BoundArithmetic, BoundConnector } from "@/engine/interpreter/ports";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { connectorOf } from "@/lib/server/connector";
import { observeRequest } from "@/lib/server/metrics";
import { paceOf } from "@/lib/server/pacing";
import { traceRequest } from "@/lib/server/telemetry";
import { notFound } from "@/lib/server/tokens";

const SecretsSchema = z.record(z.string(), z.string());
export type Secrets = z.infer<typeof SecretsSchema>;

/** The secrets of a connection row, opened; `{}` where it has none. Never leaves the server. */
export function openSecrets(app: App, row: SealedConnectionRow): Secrets {
  if (!row.secrets || !row.secretsKeyId) return {};
  return SecretsSchema.parse(JSON.parse(app.secrets.open({ bytes: row.secrets, keyId: row.secretsKeyId }, row.id)));
}

export interface BindRequest {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly signal: AbortSignal;
  /** Nobody waits for it: others go first. */
  readonly isBulk?: boolean;
}

export interface Bound {
  readonly connector: Connector;
  readonly context: ConnectorContext;
  /** Requests sent so far. */
  readonly requests: () => number;
  readonly row: SealedConnectionRow;
}

/** A connector with the context of one connection: config, opened secrets, pinned and paced HTTP client. */
export async function bindContext(app: App, request: BindRequest): Promise<Bound> {
  const row = await findSealedConnection({ db: app.db, ...request });
  if (!row) throw notFound("connection", request.connectionId);
  const connector = connectorOf(row.connector);
  const sandbox = row.sandbox === null ? undefined : app.sandboxes.get(row.sandbox);
  const secrets = sandbox ? sandbox.secrets : openSecrets(app, row);
  const config = parseConfig(connector.spec, { ...row.config, ...sandbox?.config });
  const log = app.log.with({ workspaceId: row.workspaceId, connectionId: row.id });
  let sent = 0;
  const http = createHttpClient({
    baseUrl: baseAddress(config),
    secrets: Object.values(secrets),
    limits: connector.spec.limits,
    allowPrivate: sandbox !== undefined || app.env.allowPrivateNetwork,
    log,
    signal: request.signal,
    patienceMs: app.env.httpPatienceMs,
    pace: paceOf(
      app,
      { workspaceId: row.workspaceId, connectionId: row.id, limits: connector.spec.limits },
      request.isBulk ?? false,
    ),
    onRequest: () => {
      sent += 1;
    },
    onAnswer: (answer) => {
      const request = { ...answer, connector: connector.spec.id, connection: row.id };
      observeRequest(request);
      traceRequest(request);
    },
  });
  const context: ConnectorContext = { config, secrets, http, log, signal: request.signal, now: app.clock };
  return { connector, context, requests: () => sent, row };
}

/** Throws `request.invalid`, naming the fields, when a config does not fit its connector. */
export function parseConfig(spec: ConnectorSpec<JsonObject>, config: JsonObject): JsonObject {
  const parsed = spec.config.safeParse(config);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    (issue): JsonObject => ({ path: `config.${issue.path.join(".")}`, message: issue.message }),
  );
  throw new AppError({
    code: "request.invalid",
    category: "config",
    message: `The configuration of the connection does not fit ${spec.title}: ${issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ")}`,
    details: { issues },
  });
}

/** By convention of the connectors, `url` is the address below which every request goes. */
function baseAddress(config: JsonObject): string {
  if (typeof config.url === "string") return config.url;
  throw new AppError({ code: "connector.bad_request", category: "config", message: "The connection has no address" });
}

/** The engine's view of a connection. One binding per run and role: its request count is the run's. */
export async function bindConnection(app: App, request: BindRequest): Promise<BoundConnector> {
  const { connector, context, requests, row } = await bindContext(app, request);
  const { spec, arithmetic, ledger } = connector;
  let bound: Promise<BoundArithmetic> | undefined;
  let catalog: Promise<Catalog> | undefined;
  return {
    connectionId: row.id,
    connectorId: spec.id,
    title: spec.title,
    pageSize: spec.limits.pageSize,
    parallelWrites: spec.limits.parallelWrites,
    writeBatch: spec.limits.writeBatch ?? 1,
    idempotency: spec.idempotency,
    repeatable: spec.repeatable,
    read: (read) => connector.read(context, read),
    write: (write) => connector.write(context, write),
    find: (find) => connector.find(context, find),
    lookup: (lookup) => connector.lookup(context, lookup),
    count: async (asked) => (await connector.count?.(context, asked)) ?? null,
    changeField: async (stream) => {
      catalog ??= connector.discover(context);
      return (await catalog).streams.find(({ name }) => name === stream)?.cursorField;
    },
    action: (id, action) => {
      const found = connector.actions[id];
      if (!found) throw unsupportedAction(spec.title, id);
      return found.run(context, action);
    },
    ...(arithmetic
      ? {
          arithmetic: () => {
            bound ??= arithmetic.settings(context).then((settings) => ({
              unitDecimals: arithmetic.unitDecimals(settings),
              totals: (lines, currencyRate) => arithmetic.totals(lines, settings, currencyRate),
            }));
            return bound;
          },
        }
      : {}),
    ...(ledger ? { ledger } : {}),
    requests,
  };
}

function unsupportedAction(title: string, action: string): AppError {
  return new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `${title} has no action ${action}`,
    details: { action },
  });
}
