import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WriteOutcome } from "@/connectors/contract";
import { newRecord as record } from "@/connectors/prestashop/testing/records";
import { type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";
import { write } from "@/connectors/prestashop/write";
import type { JsonObject } from "@/lib/core/json";

let shop: SandboxedShop;
beforeAll(async () => {
  shop = await sandboxedShop({ demo: { products: 60, customers: 0, orders: 0 } });
});
afterAll(() => shop.sandbox.close());

function table(name: string) {
  return shop.sandbox.shop.store.table(name);
}

async function writeOne(stream: string, data: JsonObject): Promise<WriteOutcome | undefined> {
  const [outcome] = await write(shop.context(), { stream, records: [record(data)] });
  return outcome;
}

describe("stock", () => {
  it("1,000 rows go in at most 12 requests, found by their product", async () => {
    const big = await sandboxedShop({ demo: { products: 1_000, customers: 0, orders: 0 } });
    const stock = [...big.sandbox.shop.store.table("stock_availables").all()];
    const parents = new Set(stock.filter((each) => String(each.id_product_attribute) !== "0").map((each) => each.id_product));
    const writable = stock.filter((each) => String(each.id_product_attribute) !== "0" || !parents.has(each.id_product));
    const ctx = big.context();
    const records = writable.slice(0, 1_000).map((each, index) => {
      const data = { id_product: String(each.id_product), id_product_attribute: String(each.id_product_attribute) };
      return record({ ...data, quantity: String(10_000 + index) });
    });
    const outcomes = await write(ctx, { stream: "stock_availables", records });
    expect(records).toHaveLength(1_000);
    expect(outcomes.every((outcome) => outcome.outcome === "updated")).toBe(true);
    expect(ctx.sent.length).toBeLessThanOrEqual(12);
    const written = [...big.sandbox.shop.store.table("stock_availables").all()].map((each) => String(each.quantity));
    for (const { data } of records) expect(written).toContain(data.quantity);
    await big.sandbox.close();
  });

  it("a quantity that is right already costs no write", async () => {
    const [first] = [...table("stock_availables").all()];
    const ctx = shop.context();
    const records = [record({ id_product: String(first?.id_product), quantity: `${first?.quantity}.000` })];
    expect(await write(ctx, { stream: "stock_availables", records })).toMatchObject([{ outcome: "unchanged" }]);
    expect(ctx.sent.some((sent) => sent.startsWith("PATCH"))).toBe(false);
  });

  it("the quantity of a combination is written on its row; the product's own becomes the sum (quirk 26)", async () => {
    const combination = [...table("stock_availables").all()].find((each) => String(each.id_product_attribute) !== "0");
    const product = String(combination?.id_product);
    const outcome = await writeOne("stock_availables", {
      id_product: product,
      id_product_attribute: String(combination?.id_product_attribute),
      quantity: "41",
    });
    expect(outcome).toMatchObject({ outcome: "updated" });
    const rows = table("stock_availables").by("id_product", product);
    const total = rows
      .filter((each) => String(each.id_product_attribute) !== "0")
      .reduce((sum, each) => sum + Number(each.quantity), 0);
    expect(Number(rows.find((each) => String(each.id_product_attribute) === "0")?.quantity)).toBe(total);
    expect(await writeOne("stock_availables", { id_product: product, quantity: "5" })).toMatchObject({
      outcome: "failed",
      error: { category: "data" },
    });
  });

  it("a fraction of a piece and an unknown product are refused in words", async () => {
    expect(await writeOne("stock_availables", { id_product: "1", quantity: "1.5" })).toMatchObject({
      outcome: "failed",
      error: { category: "data" },
    });
    expect(await writeOne("stock_availables", { id_product: "99999", quantity: "1" })).toMatchObject({ outcome: "failed" });
  });
});
