import { describe, expect, it } from "vitest";
import { connector, startTrial } from "@/connectors/dolibarr/testing/trial";
import type { JsonObject } from "@/lib/core/json";

const NOW = new Date("2026-11-22T12:00:00Z");

function delivery(triggercode: string, object: JsonObject, query: Record<string, string> = { token: "s3cret-token" }) {
  const body = Buffer.from(JSON.stringify({ triggercode, object }));
  return { method: "POST", headers: { "content-type": "application/json" }, query, body };
}

const parse = (triggercode: string, object: JsonObject) => connector.webhook?.parse(delivery(triggercode, object)) ?? [];

describe("webhooks of Dolibarr", () => {
  it("are unsigned: only an address with the secret is accepted, and never without a secret", () => {
    const verify = (token: string | undefined, secret: string) =>
      connector.webhook?.verify(delivery("ORDER_CREATE", {}, token === undefined ? {} : { token }), secret, NOW);
    expect(verify("s3cret-token", "s3cret-token")).toBe(true);
    expect(verify("another", "s3cret-token")).toBe(false);
    expect(verify(undefined, "s3cret-token")).toBe(false);
    expect(verify("", "")).toBe(false);
  });

  it("MCO-01 name the record that changed; a stock movement is a change of its product", () => {
    expect(parse("COMPANY_MODIFY", { id: 31, context: [], date_modification: 1795320926 })).toMatchObject([
      { stream: "thirdparties", key: "31", type: "COMPANY_MODIFY", occurredAt: "2026-11-22T04:15:26.000Z" },
    ]);
    expect(parse("STOCK_MOVEMENT", { id: 50, product_id: 81, context: [] })).toMatchObject([{ stream: "products", key: "81" }]);
    expect(parse("LINEORDER_INSERT", { id: 360 })).toEqual([]);
  });

  it("MCO-05 the echo of our own write is dropped, another program's is not", () => {
    expect(parse("COMPANY_MODIFY", { id: 31, context: { caller: "passerelle" } })).toEqual([]);
    expect(parse("COMPANY_MODIFY", { id: 31, context: { caller: "connector" } })).toHaveLength(1);
  });

  it("two deliveries of one event carry the same key, two events do not", () => {
    const keys = [1, 1, 2].map((tms) => parse("ORDER_VALIDATE", { id: "140", tms })[0]?.dedupeKey);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("a target is created non-blocking, so that our outage never stops Dolibarr, and can be removed twice", async () => {
    const trial = await startTrial();
    const target = { url: "https://hub.example.com/api/hooks/end_1", secret: "s3cret-token", events: ["ORDER_VALIDATE"] };
    const subscription = (await connector.webhook?.subscribe?.(trial.ctx, target)) ?? {};
    expect(await trial.raw(`/webhook/${String(subscription.id)}`)).toMatchObject({
      url: "https://hub.example.com/api/hooks/end_1?token=s3cret-token",
      type: "1",
      trigger_codes: "ORDER_VALIDATE",
    });
    await connector.webhook?.unsubscribe?.(trial.ctx, subscription);
    await connector.webhook?.unsubscribe?.(trial.ctx, subscription);
    await trial.sandbox.close();
  });
});
