import { createHash, timingSafeEqual } from "node:crypto";
import type { ConnectorWebhook, WebhookEvent } from "@/connectors/contract";
import { CALLER, type Context, change, createdId } from "@/connectors/dolibarr/client";
import { numericId } from "@/connectors/dolibarr/guards";
import type { DolibarrConfig } from "@/connectors/dolibarr/spec";
import { textOf } from "@/connectors/dolibarr/values";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** Triggers of a target, and the stream whose record changed; others are of no use to a flow. */
const STREAMS: readonly (readonly [RegExp, string])[] = [
  [/^COMPANY_(CREATE|MODIFY|DELETE)$/, "thirdparties"],
  [/^CONTACT_(CREATE|MODIFY|DELETE)$/, "contacts"],
  [/^CATEGORY_(CREATE|MODIFY|DELETE)$/, "categories"],
  [/^PRODUCT_/, "products"],
  [/^STOCK_MOVEMENT$/, "products"],
  [/^ORDER_/, "orders"],
  [/^BILL_/, "invoices"],
];
const DEFAULT_TRIGGERS = [
  "COMPANY_CREATE",
  "COMPANY_MODIFY",
  "PRODUCT_CREATE",
  "PRODUCT_MODIFY",
  "PRODUCT_PRICE_MODIFY",
  "STOCK_MOVEMENT",
  "ORDER_CREATE",
  "ORDER_VALIDATE",
  "ORDER_CLOSE",
  "BILL_CREATE",
  "BILL_VALIDATE",
  "BILL_PAYED",
];
/** A blocking target (0) makes Dolibarr's own action fail with the receiver. */
const NON_BLOCKING = 1;

/**
 * Dolibarr signs nothing, so the secret is part of the address it calls (`?token=`). It calls before it commits and
 * never again: an event only says what to read, and is no promise that it can be read at once.
 */
export const webhook: ConnectorWebhook<DolibarrConfig> = {
  verify: ({ query }, secret) => secret !== "" && sameText(query.token ?? "", secret),
  parse: ({ body }) => {
    const event = toEvent(Buffer.from(body));
    return event ? [event] : [];
  },
  subscribe: async (ctx: Context, { url, secret, events }) => {
    const target = new URL(url);
    target.searchParams.set("token", secret);
    const body = {
      ref: `passerelle-${createHash("sha256").update(url).digest("hex").slice(0, 12)}`,
      label: "Passerelle",
      url: target.href,
      status: 1,
      type: NON_BLOCKING,
      trigger_codes: (events.length > 0 ? events : DEFAULT_TRIGGERS).join(","),
    };
    return { id: createdId(await change(ctx, { method: "POST", path: "/webhook", body, repeatable: false }), "/webhook") };
  },
  unsubscribe: async (ctx: Context, subscription) => {
    const path = `/webhook/${numericId(textOf(subscription.id))}`;
    try {
      await change(ctx, { method: "DELETE", path, repeatable: true });
    } catch (thrown) {
      if (!(thrown instanceof AppError && thrown.code === "connector.not_found")) throw thrown;
    }
  },
};

function sameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** null for triggers without a stream and for the echo of our own writes. */
function toEvent(body: Buffer): WebhookEvent | null {
  const sent = parseBody(body);
  const { triggercode, object } = sent;
  const type = textOf(triggercode);
  const stream = STREAMS.find(([pattern]) => pattern.test(type))?.[1];
  if (stream === undefined || !isJsonObject(object)) return null;
  if (isJsonObject(object.context) && object.context.caller === CALLER) return null;
  const key = textOf(type === "STOCK_MOVEMENT" ? object.product_id : object.id);
  if (key === "") return null;
  const changed = Number(textOf(object.date_modification) || textOf(object.tms) || Number.NaN);
  const occurredAt = (Number.isFinite(changed) ? new Date(changed * 1000) : new Date()).toISOString();
  const dedupeKey = `${type}:${textOf(object.id)}:${createHash("sha256").update(body).digest("hex").slice(0, 16)}`;
  return { stream, key, type, occurredAt, dedupeKey };
}

function parseBody(body: Buffer): JsonObject {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    if (isJsonObject(parsed)) return parsed;
  } catch (cause) {
    throw new AppError({ code: "request.invalid", category: "data", message: "A webhook of Dolibarr must be JSON", cause });
  }
  throw new AppError({ code: "request.invalid", category: "data", message: "A webhook of Dolibarr must be an object" });
}
