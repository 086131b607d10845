import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prestashop } from "@/connectors/prestashop";
import { type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";

let shop: SandboxedShop;
beforeAll(async () => {
  shop = await sandboxedShop({ demo: { products: 4, customers: 2, orders: 2 } });
  shop.sandbox.settings.rewriting = false;
});
afterAll(() => shop.sandbox.close());

const READ = { stream: "products", cursor: null, pageSize: 10, since: null };

describe("a host that rewrites no addresses", () => {
  it("CO-05 the connection works through the script behind /api, asked of /api only once", async () => {
    const context = shop.context();
    expect((await prestashop.check(context)).ok).toBe(true);
    context.sent.length = 0;
    expect((await prestashop.read(context, READ)).records.length).toBeGreaterThan(0);
    expect(context.sent.filter((sent) => sent.includes("api"))).toEqual([]);
  });

  it("records are written there too", async () => {
    const context = shop.context();
    const { records } = await prestashop.read(context, READ);
    const [product] = records;
    const outcomes = await prestashop.write(context, {
      stream: "products",
      records: [{ key: "1", externalRef: "x", targetId: product?.key, data: { weight: "1.5" }, idempotencyKey: "k" }],
    });
    expect(outcomes.map((one) => one.outcome)).toEqual(["updated"]);
  });

  it("a key the shop does not know is said to be wrong, not the address", async () => {
    const result = await prestashop.check(shop.context({ key: "A".repeat(32) }));
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).toMatch(/clé|key/i);
  });
});
