import { describe, expect, it } from "vitest";
import type { ReadRequest } from "@/connectors/contract";
import { prestashop } from "@/connectors/prestashop";
import { read } from "@/connectors/prestashop/read";
import { RESOURCES, resourceOf } from "@/connectors/prestashop/resources";
import { sandboxedShop } from "@/connectors/prestashop/testing/sandbox";
import { basics, stubShop } from "@/connectors/prestashop/testing/stub";
import { toRecord } from "@/connectors/prestashop/values";
import { write } from "@/connectors/prestashop/write";
import type { JsonObject } from "@/lib/core/json";

const first = (stream: string, more: Partial<ReadRequest> = {}): ReadRequest => ({
  stream,
  cursor: null,
  pageSize: 50,
  since: null,
  ...more,
});
const reading = { languages: [{ id: "1", iso: "en", active: true }], zone: "Europe/Paris" };

describe("what every request does", () => {
  it("reads ask for JSON in capitals, in full, sorted by id (quirks 1, 2, 14)", async () => {
    const { ctx, requests } = stubShop((request) => basics(request) ?? { body: "[]" });
    await read(ctx, first("orders"));
    await read(ctx, first("products", { include: ["stock", "combinations", "prices"] }));
    for (const { query, path } of requests) {
      expect(query).toMatchObject({ output_format: "JSON", sort: "[id_ASC]" });
      if (path !== "api/configurations") expect(query?.display).toBe("full");
    }
  });

  it("writes are XML whatever comes back (quirk 1)", async () => {
    const reply = '<?xml version="1.0"?><prestashop><product><id><![CDATA[9]]></id></product></prestashop>';
    const { ctx, requests } = stubShop(
      (request) => basics(request) ?? (request.method === "GET" ? { body: "[]" } : { status: 201, body: reply }),
    );
    const records = [{ key: "k", externalRef: "r", idempotencyKey: "i", data: { reference: "A", name: "Mug", price: "1" } }];
    expect(await write(ctx, { stream: "products", records })).toMatchObject([{ outcome: "created", id: "9" }]);
    const post = requests.find((request) => request.method === "POST");
    expect(post?.headers?.["content-type"]).toContain("text/xml");
    expect(post?.body).toMatch(/^<\?xml/);
    expect(post?.body).not.toContain("<product><id>");
    expect(post?.idempotent).toBe(false);
  });

  it("the shop of the connection goes with every request", async () => {
    const { ctx, requests } = stubShop((request) => basics(request) ?? { body: "[]" }, { shopId: "all" });
    await read(ctx, first("orders"));
    expect(requests.every((request) => request.query?.id_shop === "all")).toBe(true);
  });

  it("nothing is ever deleted (GEN-06, quirk 32)", () => {
    for (const action of Object.keys(prestashop.actions)) expect(action).not.toMatch(/delete/i);
    for (const resource of RESOURCES.values()) expect(resource.modes).not.toContain("delete");
  });

  it("dates are never asked for on lists without them, where PrestaShop dies (quirk 15)", async () => {
    const { ctx, requests } = stubShop((request) => basics(request) ?? { body: "[]" });
    const since = { at: "2026-01-01T00:00:00Z" };
    for (const stream of ["stock_availables", "combinations", "order_details"]) await read(ctx, first(stream, { since }));
    expect(requests.every((request) => request.query?.date === undefined)).toBe(true);
  });

  it("an order is never made, only changed: it needs a cart and a payment module (quirk 30)", async () => {
    const { ctx } = stubShop((request) => basics(request) ?? { body: "[]" });
    const records = [{ key: "k", externalRef: "r", idempotencyKey: "i", data: { note: "x" } }];
    await expect(write(ctx, { stream: "orders", records })).rejects.toMatchObject({ code: "connector.unsupported" });
  });
});

describe("how values are written", () => {
  const raw = {
    id: 7,
    quantity: 3,
    id_product: 12,
    id_product_attribute: "0",
    depends_on_stock: 1,
    out_of_stock: 2,
    location: "",
  };

  it("numbers and strings mean the same (quirk 3)", () => {
    const strings = { ...raw, id: "7", quantity: "3", id_product: "12", depends_on_stock: "1", out_of_stock: "2" };
    const stock = resourceOf("stock_availables");
    expect(toRecord(stock, raw, reading)).toEqual(toRecord(stock, strings, reading));
    expect(toRecord(stock, raw, reading)).toMatchObject({ id: "7", quantity: "3", depends_on_stock: true });
  });

  it("false stands for an empty name of the manufacturer (quirk 3)", () => {
    expect(toRecord(resourceOf("products"), { id: 1, manufacturer_name: false }, reading).manufacturer_name).toBe("");
  });

  it("a tiny amount as JSON number is no exponent", () => {
    expect(toRecord(resourceOf("products"), { id: 1, price: 1e-7 }, reading).price).toBe("0.0000001");
  });

  it("associations left out because empty are empty lists (quirk 6)", () => {
    const { associations } = toRecord(resourceOf("categories"), { id: 3, name: "A" }, reading);
    expect(associations).toEqual({ categories: [], products: [] });
  });

  it("a text in a language that is not installed any more is dropped", () => {
    const name = [
      { id: "1", value: "Mug" },
      { id: 9, value: "Becher" },
    ];
    expect(toRecord(resourceOf("products"), { id: 1, name }, reading).name).toEqual({ en: "Mug" });
  });
});

describe("versions", () => {
  it.each(["1.7.8", "9.0"] as const)("records of %s are those of 8.2, types included", async (version) => {
    const clock = () => new Date("2026-11-22T10:00:00Z");
    const demo = { products: 10, customers: 5, orders: 5 };
    const [one, other] = await Promise.all([sandboxedShop({ clock, demo }), sandboxedShop({ clock, demo, version })]);
    for (const stream of ["products", "customers", "addresses", "orders", "stock_availables", "categories"]) {
      const [expected, actual] = await Promise.all([read(one.context(), first(stream)), read(other.context(), first(stream))]);
      const known = (records: readonly { data: JsonObject }[]) =>
        records.map(({ data }) => pick(data, Object.keys(actual.records[0]?.data ?? {})));
      expect(actual.records.length).toBe(expected.records.length);
      expect(known(actual.records)).toEqual(
        known(expected.records).map((data, index) => ({ ...data, ...ownAddress(actual.records[index]?.data) })),
      );
    }
    await Promise.all([one.sandbox.close(), other.sandbox.close()]);
  });
});

/** Fields both versions have. */
function pick(data: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (name in data ? [[name, data[name] ?? null]] : [])));
}

/** The two sandboxes live at different addresses. */
function ownAddress(data: JsonObject | undefined): JsonObject {
  return data && "images" in data ? { images: data.images ?? [] } : {};
}
