import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { find } from "@/connectors/prestashop/find";
import { type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

let shop: SandboxedShop;
beforeAll(async () => {
  shop = await sandboxedShop({ demo: { products: 20, customers: 5, orders: 10 } });
  const products = shop.sandbox.shop.store.table("products");
  for (const [id, reference] of [
    [1, "AB[12]CD"],
    [2, "AB12CD"],
    [3, "TWICE"],
    [4, "twice"],
    [5, "A|B"],
    [6, "10,5"],
  ] as const) {
    products.update(id, { reference });
  }
  const customers = shop.sandbox.shop.store.table("customers");
  customers.update(1, { email: "anne+x@example.com" });
  customers.update(2, { email: "both@example.com", is_guest: "1" });
  customers.update(3, { email: "both@example.com", is_guest: "0" });
});
afterAll(() => shop.sandbox.close());

async function ids(stream: string, by: string[], values: JsonObject): Promise<string[]> {
  const [found] = await find(shop.context(), { stream, by, candidates: [{ key: "k", externalRef: "r", values }] });
  return found?.matches.map((match) => match.id) ?? [];
}

describe("find", () => {
  it("a reference with brackets is found, and only that one (quirk 16)", async () => {
    expect(await ids("products", ["reference"], { reference: "AB[12]CD" })).toEqual(["1"]);
    expect(await ids("products", ["reference"], { reference: "no[such]one" })).toEqual([]);
  });

  it("a reference with a bar, or that reads like a range, is itself (quirk 16)", async () => {
    expect(await ids("products", ["reference"], { reference: "A|B" })).toEqual(["5"]);
    expect(await ids("products", ["reference"], { reference: "10,5" })).toEqual(["6"]);
  });

  it("references are not unique: all hits come back, exact writing first", async () => {
    expect(await ids("products", ["reference"], { reference: "Twice" })).toEqual(["3", "4"]);
    expect(await ids("products", ["reference"], { reference: "TWICE" })).toEqual(["3"]);
  });

  it("an empty value finds nothing, not every record without one", async () => {
    expect(await ids("products", ["reference"], { reference: " " })).toEqual([]);
    expect(await ids("products", ["ean13"], {})).toEqual([]);
  });

  it("an e-mail with a plus is found, accounts before guests", async () => {
    expect(await ids("customers", ["email"], { email: "anne+x@example.com" })).toEqual(["1"]);
    expect(await ids("customers", ["email"], { email: "BOTH@example.com" })).toEqual(["3"]);
  });

  it("all fields must be equal, in any language of a translated one", async () => {
    const category = shop.sandbox.shop.store.table("categories").get(4);
    const names = category?.name;
    const english = isJsonObject(names) ? (names["2"] ?? "") : "";
    expect(english).not.toBe("");
    expect(await ids("categories", ["name", "id_parent"], { name: english, id_parent: String(category?.id_parent) })).toEqual([
      "4",
    ]);
    expect(await ids("categories", ["name", "id_parent"], { name: english, id_parent: "999" })).toEqual([]);
  });

  it("five hundred candidates cost few requests and keep their order", async () => {
    const ctx = shop.context();
    const candidates = Array.from({ length: 500 }, (_, index) => ({
      key: `k${index}`,
      externalRef: "",
      values: { reference: index === 77 ? "A|B" : `NONE-${index}` },
    }));
    const found = await find(ctx, { stream: "products", by: ["reference"], candidates });
    expect(found.map((each) => each.key)).toEqual(candidates.map((each) => each.key));
    expect(found.flatMap((each) => each.matches.map((match) => match.id))).toEqual(["5"]);
    expect(ctx.sent.length).toBeLessThanOrEqual(6);
  });

  it("PrestaShop keeps no external reference: nothing is found by it", async () => {
    const candidates = [{ key: "k", externalRef: "passerelle:1", values: {} }];
    expect(await find(shop.context(), { stream: "products", by: "externalRef", candidates })).toEqual([
      { key: "k", matches: [] },
    ]);
  });

  it("a computed field cannot be searched (quirk 17)", async () => {
    await expect(ids("products", ["manufacturer_name"], { manufacturer_name: "x" })).rejects.toMatchObject({
      code: "connector.unsupported",
    });
  });
});
