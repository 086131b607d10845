import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CountRequest } from "@/connectors/contract";
import { count } from "@/connectors/prestashop/count";
import { read } from "@/connectors/prestashop/read";
import { type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";
import type { Json } from "@/lib/core/json";

let shop: SandboxedShop;
beforeAll(async () => {
  shop = await sandboxedShop({ demo: { products: 240, customers: 30, orders: 150 } });
});
afterAll(() => shop.sandbox.close());

async function readIn(request: CountRequest): Promise<number> {
  let cursor: Json | null = null;
  let records = 0;
  do {
    const page = await read(shop.context(), { ...request, cursor, pageSize: 100, include: ["none"] });
    records += page.records.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return records;
}

describe("counting what a read would bring", () => {
  it.each([
    ["a whole stream", { stream: "products", since: null }],
    [
      "orders of some states",
      { stream: "orders", since: null, where: [{ field: "current_state", op: "in", values: ["2", "5"] }] },
    ],
    ["orders from an id on", { stream: "orders", since: null, where: [{ field: "id", op: "gte", values: ["101"] }] }],
    ["what changed since then", { stream: "customers", since: "2026-01-01T00:00:00Z" }],
    ["records by key", { stream: "products", since: null, keys: ["3", "4", "9"] }],
  ] satisfies [string, CountRequest][])("CO-09 agrees with reading: %s", async (_what, request) => {
    expect(await count(shop.context(), request)).toBe(await readIn(request));
  });

  it("asks small questions only, a dozen or so", async () => {
    const ctx = shop.context();
    await count(ctx, { stream: "products", since: null });
    expect(ctx.sent.length).toBeLessThan(18);
  });

  it("does not guess at streams made of several lists", async () => {
    expect(await count(shop.context(), { stream: "images", since: null })).toBeNull();
  });
});
