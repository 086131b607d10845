import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { RawRequest } from "@/connectors/contract";
import { findConnection } from "@/db/queries/connections";
import { type EndpointRow, findEndpoint } from "@/db/queries/endpoints";
import { storeEvents, tellInbound } from "@/db/queries/inbound";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { JsonSchema } from "@/lib/core/json-schema";
import type { App } from "@/lib/server/app";
import { connectorOf } from "@/lib/server/connector";
import { errorFields } from "@/lib/server/log";

/** Older signatures are refused: a delivery that was recorded cannot be sent again later. */
const WINDOW_SECONDS = 5 * 60;
const SIGNATURE_HEADER = "x-passerelle-signature";

/** One event of a delivery, ready to be stored: `payload` becomes `$trigger` of the run. */
interface InboundEvent {
  readonly dedupeKey: string;
  readonly payload: JsonObject;
}

export interface Delivery {
  readonly endpoint: EndpointRow;
  readonly events: readonly InboundEvent[];
}

/**
 * Verifies a delivery and takes it apart. With a connection its connector does both; without one the body is JSON signed
 * `x-passerelle-signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. Throws `request.not_found` for an
 * endpoint that is unknown or off, `webhook.bad_signature` otherwise: nothing unsigned is stored.
 */
export async function receiveDelivery(app: App, endpointId: string, request: RawRequest): Promise<Delivery> {
  const endpoint = await findEndpoint({ db: app.db, endpointId });
  if (!endpoint?.enabled) throw new AppError({ code: "request.not_found", category: "notFound", message: "No such endpoint" });
  const secret = app.secrets.open({ bytes: endpoint.secret, keyId: endpoint.secretKeyId }, endpoint.id);
  const events =
    endpoint.connectionId === null ? ownEvents(app, request, secret) : await connectorEvents(app, endpoint, request, secret);
  return { endpoint, events };
}

/**
 * Stores each event once; a run of the flow takes it (`flow-services/inbound-desk.ts`). Events of a flow that is off,
 * paused or not published wait until it is on again.
 */
export async function acceptDelivery(app: App, { endpoint, events }: Delivery): Promise<{ accepted: number; repeated: number }> {
  const { workspaceId, flowId, id: endpointId } = endpoint;
  const accepted = events.length === 0 ? 0 : await storeEvents({ db: app.db, workspaceId, flowId, endpointId, events });
  if (accepted > 0) {
    // The caller has its answer as soon as its events are on disk.
    tellInbound({ sql: app.sql, flowId }).catch((thrown: unknown) => app.log.warn("inbound.not_told", errorFields(thrown)));
  }
  return { accepted, repeated: events.length - accepted };
}

async function connectorEvents(app: App, endpoint: EndpointRow, request: RawRequest, secret: string): Promise<InboundEvent[]> {
  const { workspaceId, connectionId } = endpoint;
  const row = connectionId && (await findConnection({ db: app.db, workspaceId, connectionId }));
  const webhook = row ? connectorOf(row.connector).webhook : undefined;
  if (!webhook?.verify(request, secret, app.clock())) throw badSignature();
  return webhook.parse(request).map(({ dedupeKey, record, ...event }) => ({
    dedupeKey,
    payload: { ...event, ...(record ? { record } : {}) },
  }));
}

function ownEvents(app: App, request: RawRequest, secret: string): InboundEvent[] {
  verifyOwn(app, request, secret);
  const named = request.headers["x-passerelle-delivery"];
  const dedupeKey = named ?? createHash("sha256").update(request.body).digest("hex");
  return [{ dedupeKey, payload: parseBody(request.body) }];
}

function verifyOwn(app: App, request: RawRequest, secret: string): void {
  const parts = new Map((request.headers[SIGNATURE_HEADER] ?? "").split(",").map((part) => splitOnce(part.trim())));
  const time = parts.get("t") ?? "";
  const given = Buffer.from(parts.get("v1") ?? "", "hex");
  const expected = createHmac("sha256", secret).update(`${time}.`).update(request.body).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw badSignature();
  const age = Math.abs(app.clock().getTime() / 1000 - Number(time));
  if (!(age <= WINDOW_SECONDS)) {
    throw new AppError({ code: "webhook.replayed", category: "auth", message: "The signature is older than five minutes" });
  }
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf("=");
  return [part.slice(0, at), part.slice(at + 1)];
}

/** `$trigger` is an object: a list arrives as `{records: […]}`. */
function parseBody(bytes: Uint8Array): JsonObject {
  try {
    const body = JsonSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    if (isJsonObject(body)) return body;
    if (Array.isArray(body)) return { records: body };
  } catch (cause) {
    throw new AppError({ code: "request.invalid", category: "config", message: "The body is not JSON", cause });
  }
  throw new AppError({ code: "request.invalid", category: "config", message: "The body is neither an object nor a list" });
}

function badSignature(): AppError {
  return new AppError({
    code: "webhook.bad_signature",
    category: "auth",
    message: "The delivery is not signed with the endpoint's secret",
  });
}
