import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOOKUP_NAMES, lookup } from "@/connectors/prestashop/lookup";
import { type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";

let shop: SandboxedShop;
beforeAll(async () => {
  shop = await sandboxedShop({ demo: { products: 10, customers: 5, orders: 20 } });
});
afterAll(() => shop.sandbox.close());

function table(name: string) {
  return shop.sandbox.shop.store.table(name);
}

describe("lookups", () => {
  it.each(LOOKUP_NAMES)("%s have unique ids and labels", async (name) => {
    const { items } = await lookup(shop.context(), { lookup: name });
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
    for (const item of items) expect(item.label.trim()).not.toBe("");
  });

  it("taxes are one row per rate, keyed as mapping tables are, the home country's first", async () => {
    table("taxes").insert({ rate: "20.000", active: "1", deleted: "0", name: { "1": "USt. AT 20%", "2": "USt. AT 20%" } });
    const { items } = await lookup(shop.context(), { lookup: "taxes" });
    expect(items.slice(0, 3).map((item) => item.id)).toEqual(["20", "10", "5.5"]);
    expect(items[0]).toMatchObject({
      label: "TVA FR 20\u00a0%",
      match: { rate: "20" },
      extra: { home: true, taxIds: ["1", expect.any(String)] },
    });
    expect(items.some((item) => item.id === "0")).toBe(true);
  });

  it("carriers are known by what survives an edit, deleted ones are gone (quirk 32)", async () => {
    const [first] = [...table("carriers").all()];
    table("carriers").update(Number(first?.id), { deleted: "1" });
    const edited = table("carriers").insert({ ...first, deleted: "0", name: "Edited" });
    const { items } = await lookup(shop.context(), { lookup: "carriers" });
    expect(items.filter((item) => item.id === String(first?.id_reference))).toMatchObject([
      { label: "Edited", extra: { idCarrier: String(edited.id) } },
    ]);
  });

  it("payment modules are those seen on orders, with their label: PrestaShop has no list", async () => {
    const { items } = await lookup(shop.context(), { lookup: "paymentModules" });
    const used = new Set([...table("orders").all()].map((order) => String(order.module)));
    expect(new Set(items.map((item) => item.id))).toEqual(used);
  });

  it("order states carry their flags", async () => {
    const { items } = await lookup(shop.context(), { lookup: "orderStates" });
    expect(items.find((item) => item.id === "4")?.extra).toMatchObject({ shipped: true, paid: true });
  });

  it("countries are found by a query without accents, in the main language", async () => {
    const { items } = await lookup(shop.context(), { lookup: "countries", query: "belgiqUE" });
    expect(items).toMatchObject([{ match: { iso: "BE" } }]);
    const english = await lookup(shop.context({ config: { language: "en" } }), { lookup: "countries", query: "belgium" });
    expect(english.items).toMatchObject([{ match: { iso: "BE" } }]);
  });

  it("an unknown lookup is connector.unsupported", async () => {
    await expect(lookup(shop.context(), { lookup: "moons" })).rejects.toMatchObject({ code: "connector.unsupported" });
  });
});
