import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { find } from "@/connectors/prestashop/find";
import { newRecord as record } from "@/connectors/prestashop/testing/records";
import { type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";
import { write } from "@/connectors/prestashop/write";

describe("PrestaShop 1.7, which has no PATCH", () => {
  let old: SandboxedShop;
  beforeAll(async () => {
    old = await sandboxedShop({ version: "1.7.8", demo: { products: 5, customers: 3, orders: 0 } });
  });
  afterAll(() => old.sandbox.close());

  const rowOf = (stream: string, id: number) => old.sandbox.shop.store.table(stream).get(id);

  it("an update reads the row, changes it and puts it back whole (quirk 19)", async () => {
    const before = rowOf("products", 1);
    const ctx = old.context();
    expect(await write(ctx, { stream: "products", records: [record({ price: "99" }, "1")] })).toMatchObject([
      { outcome: "updated" },
    ]);
    // The type is computed there, and its stored form is not part of the 1.7 webservice.
    const { price: _price, date_upd: _upd, type: _type, product_type: _stored, ...kept } = { ...before };
    expect(rowOf("products", 1)).toMatchObject({ ...kept, price: "99.000000" });
    expect(ctx.sent.some((sent) => sent.startsWith("PATCH"))).toBe(false);
  });

  it("a customer keeps password and shop, and is still found by e-mail (quirk 28)", async () => {
    const before = rowOf("customers", 1);
    const ctx = old.context();
    expect(await write(ctx, { stream: "customers", records: [record({ company: "ACME" }, "1")] })).toMatchObject([
      { outcome: "updated" },
    ]);
    expect(rowOf("customers", 1)).toMatchObject({
      company: "ACME",
      passwd: before?.passwd,
      secure_key: before?.secure_key,
      id_shop: before?.id_shop,
    });
    const candidates = [{ key: "k", externalRef: "r", values: { email: String(before?.email) } }];
    const [found] = await find(ctx, { stream: "customers", by: ["email"], candidates });
    expect(found?.matches).toHaveLength(1);
  });

  it("a category goes without the fields that would be refused (quirk 20)", async () => {
    const ctx = old.context();
    expect(await write(ctx, { stream: "categories", records: [record({ name: { fr: "Neuf" } }, "3")] })).toMatchObject([
      { outcome: "updated" },
    ]);
    expect(rowOf("categories", 3)?.name).toMatchObject({ "1": "Neuf" });
  });

  it("stock rows are put back whole", async () => {
    const ctx = old.context();
    const row = [...old.sandbox.shop.store.table("stock_availables").all()].find((each) => String(each.id_product) === "1");
    expect(
      await write(ctx, { stream: "stock_availables", records: [record({ quantity: "12" }, String(row?.id))] }),
    ).toMatchObject([{ outcome: "updated" }]);
    expect(String(rowOf("stock_availables", Number(row?.id))?.quantity)).toBe("12");
  });
});
