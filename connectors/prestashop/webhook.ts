import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { ConnectorWebhook } from "@/connectors/contract";
import type { PrestashopConfig } from "@/connectors/prestashop/config";
import { AppError } from "@/lib/core/errors";

const SIGNATURE_HEADER = "x-passerelle-signature";
/** A delivery that was recorded cannot be sent again later. */
const WINDOW_SECONDS = 5 * 60;

const BodySchema = z.object({
  events: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        stream: z.enum(["orders", "products", "customers", "stock_availables"]),
        key: z.string().regex(/^\d+$/),
        type: z.string().max(60),
        at: z.iso.datetime({ offset: true }),
      }),
    )
    .max(500),
});

/** Events of our module (`module/`): `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. */
export const webhook: ConnectorWebhook<PrestashopConfig> = {
  verify: ({ headers, query, body }, secret, now) => {
    const parts = new Map((headers[SIGNATURE_HEADER] ?? "").split(",").map((part) => splitOnce(part.trim())));
    const time = parts.get("t") ?? "";
    const age = Math.abs(now.getTime() / 1000 - Number(time));
    if (secret === "" || time === "" || !(age <= WINDOW_SECONDS)) return false;
    // A question has no body: what is asked is signed instead.
    const signed = query.invoice === undefined ? body : Buffer.from(`invoice:${query.invoice}`);
    const expected = createHmac("sha256", secret).update(`${time}.`).update(signed).digest();
    const given = Buffer.from(parts.get("v1") ?? "", "hex");
    return given.length === expected.length && timingSafeEqual(given, expected);
  },
  parse: ({ body }) => parseBody(body).events.map(({ id, at, ...event }) => ({ ...event, occurredAt: at, dedupeKey: id })),
};

function splitOnce(part: string): [string, string] {
  const at = part.indexOf("=");
  return [part.slice(0, at), part.slice(at + 1)];
}

function parseBody(body: Uint8Array): z.infer<typeof BodySchema> {
  try {
    return BodySchema.parse(JSON.parse(Buffer.from(body).toString("utf8")));
  } catch (cause) {
    throw new AppError({ code: "request.invalid", category: "data", message: "Not events of the module for PrestaShop", cause });
  }
}
