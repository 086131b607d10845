import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WriteOutcome } from "@/connectors/contract";
import { find } from "@/connectors/prestashop/find";
import { newRecord as record } from "@/connectors/prestashop/testing/records";
import { type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";
import { write } from "@/connectors/prestashop/write";
import type { JsonObject } from "@/lib/core/json";

let shop: SandboxedShop;
beforeAll(async () => {
  shop = await sandboxedShop({ demo: { products: 60, customers: 10, orders: 0 } });
});
afterAll(() => shop.sandbox.close());

function table(name: string) {
  return shop.sandbox.shop.store.table(name);
}

function row(name: string, id: string | undefined) {
  return table(name).get(Number(id));
}

function idOf(outcome: WriteOutcome | undefined): string {
  return outcome && outcome.outcome !== "failed" ? outcome.id : `failed: ${JSON.stringify(outcome)}`;
}

async function writeOne(stream: string, data: JsonObject, targetId?: string): Promise<WriteOutcome | undefined> {
  const [outcome] = await write(shop.context(), { stream, records: [record(data, targetId)] });
  return outcome;
}

const name = { fr: "Tasse", en: "Mug" };

describe("creating", () => {
  it("a product is visible: what PrestaShop would store as 0 is set (quirk 22)", async () => {
    const outcome = await writeOne("products", { reference: "W-1", name, price: "12.345678" });
    expect(outcome).toMatchObject({ outcome: "created", ref: "W-1" });
    expect(row("products", idOf(outcome))).toMatchObject({
      state: "1",
      active: "1",
      minimal_quantity: "1",
      available_for_order: "1",
      show_price: "1",
      price: "12.345678",
    });
  });

  it("the stored row comes back, not the echo of what was sent (quirk 25)", async () => {
    const outcome = await writeOne("products", { reference: "W-2", name, price: 5 });
    expect(outcome).toMatchObject({
      outcome: "created",
      data: { price: "5.000000", name, date_add: expect.stringContaining("T") },
    });
  });

  it("a text without language goes to all of them, with a link made of the name", async () => {
    const outcome = await writeOne("categories", { name: "Thé & infusions", id_parent: "2" });
    expect(outcome).toMatchObject({
      outcome: "created",
      data: {
        active: true,
        name: { fr: "Thé & infusions", en: "Thé & infusions" },
        link_rewrite: { fr: "the-infusions", en: "the-infusions" },
      },
    });
  });

  it("a name keeps no sign that PrestaShop refuses, and is cut to its column (isCatalogName)", async () => {
    const id = idOf(await writeOne("products", { reference: "W-SIGNS", name: "Vis {M6} #8; lot = <10>", price: "1" }));
    expect(row("products", id)).toMatchObject({ name: { "1": "Vis M6 8 lot 10" }, link_rewrite: { "1": "vis-m6-8-lot-10" } });
    await writeOne("products", { name: { fr: "É".repeat(200) } }, id);
    expect(row("products", id)).toMatchObject({ name: { "1": "É".repeat(128) } });
    const category = idOf(await writeOne("categories", { name: "Bois; métal", id_parent: "2" }));
    const candidate = { key: "1", externalRef: "", values: { name: "Bois; métal", id_parent: "2" } };
    const [found] = await find(shop.context(), { stream: "categories", by: ["name", "id_parent"], candidates: [candidate] });
    expect(found?.matches.map(({ id: match }) => match)).toEqual([category]);
  });

  it("a category of associations given as ids is set", async () => {
    const outcome = await writeOne("products", { reference: "W-3", name, price: "1", categories: ["2", "3"] });
    expect(outcome).toMatchObject({ data: { associations: { categories: [{ id: "2" }, { id: "3" }] } } });
  });

  it("a customer gets a password nobody knows, the shop's language and group", async () => {
    const outcome = await writeOne("customers", { email: "new@example.com", firstname: "Ann", lastname: "Neuve" });
    expect(outcome).toMatchObject({ outcome: "created", data: { active: true, id_default_group: "3", id_lang: "1" } });
  });

  it("a refusal has the shop's own words and is certain (quirk 28)", async () => {
    const outcome = await writeOne("customers", { email: "new@example.com", firstname: "Ann", lastname: "Neuve" });
    expect(outcome).toMatchObject({
      outcome: "failed",
      uncertain: false,
      error: {
        code: "connector.rejected",
        category: "data",
        details: { shopCode: 140 },
        advice: { en: expect.stringContaining("email is already used") },
      },
    });
  });

  it("a field PrestaShop does not have is refused here: it would be ignored silently (quirk 23)", async () => {
    const outcome = await writeOne("products", { reference: "W-4", name, price: "1", pricce: "2" });
    expect(outcome).toMatchObject({ outcome: "failed", error: { details: { field: "pricce" } } });
    expect(table("products").by("reference", "W-4")).toEqual([]);
  });

  it("a quantity on a product is sent to the stock stream in words, not dropped (quirk 18)", async () => {
    const outcome = await writeOne("products", { reference: "W-5", name, price: "1", quantity: "3" });
    expect(outcome).toMatchObject({
      outcome: "failed",
      uncertain: false,
      error: { advice: { fr: expect.stringContaining("Stocks") } },
    });
  });

  it("several products go in one request", async () => {
    const ctx = shop.context();
    const records = Array.from({ length: 20 }, (_, index) => record({ reference: `BULK-${index}`, name, price: "1" }));
    const outcomes = await write(ctx, { stream: "products", records });
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(records.map(() => "created"));
    expect(ctx.sent.filter((sent) => sent.startsWith("POST"))).toHaveLength(1);
    for (const [index, outcome] of outcomes.entries()) expect(row("products", idOf(outcome))?.reference).toBe(`BULK-${index}`);
  });

  it("a batch with a refused product creates each of the others exactly once (quirk 24)", async () => {
    const references = ["HALF-1", "HALF-2", "HALF-3", "HALF-4"];
    const records = references.map((reference) => record({ reference, name, price: reference === "HALF-3" ? "abc" : "1" }));
    const outcomes = await write(shop.context(), { stream: "products", records });
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(["created", "created", "failed", "created"]);
    for (const [index, reference] of references.entries()) {
      const rows = table("products").by("reference", reference);
      expect(rows.map((each) => String(each.id))).toEqual(index === 2 ? [] : [idOf(outcomes[index])]);
    }
  });

  it("GEN-01 a lost reply is uncertain, is not sent twice, and the record is found afterwards", async () => {
    const ctx = shop.context();
    shop.sandbox.control.faults({ next: [{ fault: "lostReply", method: "POST" }] });
    const lost = record({ reference: "LOST-1", name, price: "1" });
    const [outcome] = await write(ctx, { stream: "products", records: [lost] });
    expect(outcome).toMatchObject({ outcome: "failed", uncertain: true, error: { code: "connector.uncertain" } });
    const candidates = [{ key: lost.key, externalRef: lost.externalRef, values: { reference: "LOST-1" } }];
    const [found] = await find(ctx, { stream: "products", by: ["reference"], candidates });
    expect(found?.matches).toHaveLength(1);
  });

  it("an empty 500 may have done half the work: uncertain (quirk 12)", async () => {
    const data = { id_product: "1", price: "3", id_product_attribute: "0", from_quantity: "4" };
    const outcome = await writeOne("specific_prices", data);
    expect(outcome).toMatchObject({ outcome: "created" });
    expect(await writeOne("specific_prices", data)).toMatchObject({ outcome: "failed", uncertain: true });
  });

  it("a record that crashes PHP in a batch stops none of the others, at this try or the next (quirk 12)", async () => {
    const product = idOf(await writeOne("products", { reference: "CRASH", name, price: "1" }));
    const combination = (reference: string, isDefault: boolean) =>
      record({ id_product: product, reference, default_on: isDefault });
    const records = [combination("CR-1", true), combination("CR-2", true), combination("CR-3", false)];
    const outcomes = await write(shop.context(), { stream: "combinations", records });
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(["created", "failed", "created"]);
    for (const reference of ["CR-1", "CR-3"]) expect(table("combinations").by("reference", reference)).toHaveLength(1);
  });

  it("GEN-01 what was created is told even when the shop fails right after", async () => {
    const ctx = shop.context();
    shop.sandbox.control.faults({ next: [{ fault: "500", method: "GET", path: "/customers", count: 3 }] });
    const outcomes = await write(ctx, {
      stream: "customers",
      records: [record({ email: "after@example.com", firstname: "Ann", lastname: "Apres" })],
    });
    expect(outcomes).toMatchObject([{ outcome: "created" }]);
    shop.sandbox.control.faults({});
  });

  it("a refused key fails the batch, not its records", async () => {
    const ctx = shop.context({ key: shop.sandbox.readOnlyKey });
    await expect(
      write(ctx, { stream: "products", records: [record({ reference: "X", name, price: "1" })] }),
    ).rejects.toMatchObject({
      code: "connector.forbidden",
    });
  });

  it("a stream that cannot be written is connector.unsupported", async () => {
    await expect(write(shop.context(), { stream: "order_details", records: [record({})] })).rejects.toMatchObject({
      code: "connector.unsupported",
    });
  });
});

describe("updating", () => {
  it("only what is given changes", async () => {
    const id = idOf(await writeOne("products", { reference: "U-1", name, price: "1", weight: "0.5" }));
    expect(await writeOne("products", { price: "2" }, id)).toMatchObject({ outcome: "updated", id });
    expect(row("products", id)).toMatchObject({ price: "2.000000", weight: "0.500000", reference: "U-1", active: "1" });
  });

  it("one language sent keeps the others, which PrestaShop alone would wipe (quirk 21)", async () => {
    const id = idOf(await writeOne("products", { reference: "U-2", name, price: "1" }));
    await writeOne("products", { name: { fr: "Bol" } }, id);
    expect(row("products", id)?.name).toEqual({ "1": "Bol", "2": "Mug" });
    await writeOne("products", { name: "Assiette" }, id);
    expect(row("products", id)?.name).toEqual({ "1": "Assiette", "2": "Mug" });
  });

  it("a category that moves keeps no wrong depth: a PATCH of its parent alone would leave it", async () => {
    const above = idOf(await writeOne("categories", { name: "Above", id_parent: "2" }));
    const id = idOf(await writeOne("categories", { name: "Below", id_parent: "2", description: "kept" }));
    await writeOne("categories", { name: "Below", id_parent: above }, id);
    expect(row("categories", id)).toMatchObject({
      id_parent: above,
      level_depth: "3",
      active: "1",
      description: { "1": "kept" },
    });
    await writeOne("categories", { name: "Renamed", id_parent: above }, id);
    expect(row("categories", id)).toMatchObject({ level_depth: "3", name: { "1": "Renamed" } });
  });

  it("a hundred prices go in two requests", async () => {
    const ctx = shop.context();
    const ids = [...table("products").all()].map((each) => String(each.id)).slice(0, 100);
    const outcomes = await write(ctx, { stream: "products", records: ids.map((id) => record({ price: "7.5" }, id)) });
    expect(outcomes.every((outcome) => outcome.outcome === "updated")).toBe(true);
    expect(ctx.sent.filter((sent) => sent.startsWith("PATCH")).length).toBeLessThanOrEqual(2);
    for (const id of ids) expect(row("products", id)?.price).toBe("7.500000");
  });

  it("one bad record of a batch fails alone; the others are written (quirk 24)", async () => {
    const ctx = shop.context();
    const records = ["1", "2", "999999", "4", "5"].map((id) => record({ price: "8" }, id));
    const outcomes = await write(ctx, { stream: "products", records });
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(["updated", "updated", "failed", "updated", "updated"]);
    expect(outcomes[2]).toMatchObject({ uncertain: false, error: { code: "connector.not_found" } });
  });

  it("an update that crashes PHP stops none of the others (quirk 12)", async () => {
    const records = [record({ active: true }, "3"), record({ id_parent: "9999" }, "4"), record({ active: true }, "5")];
    const outcomes = await write(shop.context(), { stream: "categories", records });
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(["updated", "failed", "updated"]);
  });

  it("a lost reply to an update is sent again, which is harmless", async () => {
    shop.sandbox.control.faults({ next: [{ fault: "lostReply", method: "PATCH" }] });
    expect(await writeOne("products", { price: "3.21" }, "3")).toMatchObject({ outcome: "updated" });
    expect(row("products", "3")?.price).toBe("3.210000");
  });

  it("associations sent replace what was there, empty ones clear it (quirk 23)", async () => {
    const id = idOf(await writeOne("products", { reference: "U-3", name, price: "1", categories: ["2", "3"] }));
    await writeOne("products", { associations: { categories: [{ id: "4" }] } }, id);
    const [found] = await find(shop.context(), {
      stream: "products",
      by: ["reference"],
      candidates: [{ key: "k", externalRef: "r", values: { reference: "U-3" } }],
    });
    expect(found?.matches[0]?.data?.associations).toMatchObject({ categories: [{ id: "4" }] });
  });
});
