import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReadPage, ReadRequest, SourceRecord } from "@/connectors/contract";
import { read } from "@/connectors/prestashop/read";
import { type CountedContext, type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";
import { decimal } from "@/lib/core/decimal";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

let shop: SandboxedShop;
beforeAll(async () => {
  shop = await sandboxedShop({ demo: { products: 240, customers: 30, orders: 250 } });
});
afterAll(() => shop.sandbox.close());

const first = (stream: string, more: Partial<ReadRequest> = {}): ReadRequest => ({
  stream,
  cursor: null,
  pageSize: 100,
  since: null,
  ...more,
});

async function readAll(
  ctx: CountedContext,
  request: ReadRequest,
): Promise<{ records: SourceRecord[]; last: ReadPage; pages: number }> {
  const records: SourceRecord[] = [];
  let page = await read(ctx, request);
  let pages = 1;
  records.push(...page.records);
  while (page.nextCursor !== null) {
    page = await read(ctx, { ...request, cursor: page.nextCursor });
    pages += 1;
    records.push(...page.records);
  }
  return { records, last: page, pages };
}

function rows(record: SourceRecord | undefined, field: string): JsonObject[] {
  const value = record?.data[field];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function table(name: string) {
  return shop.sandbox.shop.store.table(name);
}

async function patch(resource: string, body: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${shop.sandbox.key}:`).toString("base64")}`;
  const xml = `<prestashop><${body}</prestashop>`;
  const answer = await fetch(`${shop.sandbox.url}/api/${resource}`, { method: "PATCH", body: xml, headers: { authorization } });
  expect(answer.status).toBe(200);
}

describe("reading pages", () => {
  it("every record once, by ascending id, although the shop's own order is another (quirk 14)", async () => {
    const { records } = await readAll(shop.context(), first("products", { pageSize: 37 }));
    const ids = records.map((record) => Number(record.key));
    expect(ids).toEqual([...table("products").all()].map((row) => Number(row.id)).sort((a, b) => a - b));
  });

  it("100 products with stock, prices and combinations cost at most 6 requests", async () => {
    const ctx = shop.context();
    const include = ["stock", "prices", "combinations"];
    const page = await read(ctx, first("products", { include }));
    expect(page.records).toHaveLength(100);
    const lists = ctx.sent.filter((sent) => /languages|configurations/.test(sent));
    expect(ctx.sent.length - lists.length).toBeLessThanOrEqual(6);
    const before = ctx.sent.length;
    await read(ctx, first("products", { include, cursor: page.nextCursor }));
    expect(ctx.sent.length - before).toBeLessThanOrEqual(4);
  });

  it("100 orders in full cost eleven requests, the shop's lists once per run", async () => {
    const ctx = shop.context();
    const page = await read(ctx, first("orders"));
    expect(page.records).toHaveLength(100);
    const before = ctx.sent.length;
    await read(ctx, first("orders", { cursor: page.nextCursor }));
    expect(ctx.sent.length - before).toBeLessThanOrEqual(11);
    expect(before).toBeLessThanOrEqual(19);
  });

  it("a limit of one page leaves no empty page behind", async () => {
    const { pages } = await readAll(shop.context(), first("customers", { pageSize: 30 }));
    expect(pages).toBe(1);
  });

  it("only the asked keys are read, in one request per page", async () => {
    const ctx = shop.context();
    const page = await read(ctx, first("products", { keys: ["5", "3", "999999"] }));
    expect(page.records.map((record) => record.key)).toEqual(["3", "5"]);
    expect(page.nextCursor).toBeNull();
    expect(ctx.sent.filter((sent) => sent.endsWith("products"))).toHaveLength(1);
  });

  it("conditions of several values are narrowed by the shop, not here", async () => {
    const states = ["2", "5"];
    const { records } = await readAll(
      shop.context(),
      first("orders", { where: [{ field: "current_state", op: "in", values: states }], include: [] }),
    );
    const expected = [...table("orders").all()].filter((row) => states.includes(String(row.current_state)));
    expect(records.map((record) => record.key).sort()).toEqual(expected.map((row) => String(row.id)).sort());
  });

  it("a bounded range of ids ends at its bound", async () => {
    const where = [{ field: "id", op: "between" as const, values: ["10", "30"] }];
    const { records } = await readAll(shop.context(), first("products", { where, pageSize: 8 }));
    expect(records.map((record) => Number(record.key))).toEqual(Array.from({ length: 21 }, (_, index) => index + 10));
  });

  it("a PHP crash in the middle of a read is asked again, a 503 too", async () => {
    shop.sandbox.control.faults({
      next: [
        { fault: "500", path: "order_details" },
        { fault: "503", path: "order_payments" },
      ],
      retryAfterSeconds: 0,
    });
    const page = await read(shop.context(), first("orders", { pageSize: 5 }));
    expect(page.records).toHaveLength(5);
    shop.sandbox.control.faults({});
  });

  it("a webservice switched off is a matter of configuration, said in words", async () => {
    shop.sandbox.settings.webservice = false;
    await expect(read(shop.context(), first("products"))).rejects.toMatchObject({ category: "config" });
    shop.sandbox.settings.webservice = true;
  });

  it("a key without the resource names it", async () => {
    const ctx = shop.context({ key: shop.sandbox.readOnlyKey });
    await expect(read(ctx, first("customers"))).rejects.toMatchObject({ code: "connector.forbidden", category: "auth" });
  });

  it("an unknown stream is connector.unsupported", async () => {
    await expect(read(shop.context(), first("wishlists"))).rejects.toMatchObject({ code: "connector.unsupported" });
  });
});

describe("reading what changed", () => {
  it("GEN-02 the watermark is the newest change, never after the start of the read, and the next read begins there", async () => {
    const before = Date.now();
    const { last } = await readAll(shop.context(), first("products"));
    const { at } = last.watermark as { at: string };
    expect(Date.parse(at)).toBeLessThanOrEqual(before);
    await patch("products", "product><id>7</id><price>9.99</price></product>");
    const changed = await readAll(shop.context(), first("products", { since: last.watermark }));
    expect(changed.records.map((record) => record.key)).toContain("7");
    expect(Date.parse((changed.last.watermark as { at: string }).at)).toBeGreaterThanOrEqual(Date.parse(at));
  });

  it("a record changed behind the reader is not skipped: the next read finds it", async () => {
    const ctx = shop.context();
    const page = await read(ctx, first("products", { pageSize: 100 }));
    await patch("products", "product><id>2</id><price>1.11</price></product>");
    let last = page;
    while (last.nextCursor !== null) last = await read(ctx, first("products", { cursor: last.nextCursor }));
    const next = await readAll(shop.context(), first("products", { since: last.watermark }));
    expect(next.records.find((record) => record.key === "2")?.data.price).toBe("1.110000");
  });

  it("nothing new leaves the watermark where it was", async () => {
    const since = { at: "2030-01-01T00:00:00.000Z" };
    const page = await read(shop.context(), first("customers", { since }));
    expect(page.records).toEqual([]);
    expect(page.watermark).toEqual(since);
  });

  it("a stock change does not move its product's date: stock is a stream of its own (quirk 27)", async () => {
    const { last } = await readAll(shop.context(), first("products"));
    const since = { at: new Date(Date.parse((last.watermark as { at: string }).at) + 3_600_000).toISOString() };
    const row = [...table("stock_availables").all()].find((each) => String(each.id_product) === "9");
    await patch("stock_availables", `stock_available><id>${row?.id}</id><quantity>77</quantity></stock_available>`);
    expect((await read(shop.context(), first("products", { since }))).records).toEqual([]);
    const stock = await readAll(shop.context(), first("stock_availables", { pageSize: 500 }));
    expect(stock.records.find((record) => record.key === String(row?.id))?.data.quantity).toBe("77");
    expect(stock.last.watermark).toBeNull();
  });

  it("lists that only grow are read on from their last id", async () => {
    const { records, last } = await readAll(shop.context(), first("order_histories", { pageSize: 500 }));
    expect(last.watermark).toEqual({ id: Math.max(...records.map((record) => Number(record.key))) });
    const next = await readAll(shop.context(), first("order_histories", { since: last.watermark }));
    expect(next.records.length).toBeLessThanOrEqual(50);
  });
});

describe("records", () => {
  it("have field-standard types: ids and amounts as text, flags as booleans, dates with offset, texts by language", async () => {
    const [product] = (await read(shop.context(), first("products", { keys: ["1"] }))).records;
    expect(product?.data).toMatchObject({
      id: "1",
      active: true,
      available_date: null,
      name: { fr: expect.any(String), en: expect.any(String) },
    });
    expect(product?.data.price).toMatch(/^\d+\.\d+$/);
    expect(product?.data.date_add).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:00$/);
  });

  it("no password, no secure key leaves the connector", async () => {
    const { records } = await readAll(shop.context(), first("customers"));
    const orders = await read(shop.context(), first("orders", { pageSize: 10 }));
    const text = JSON.stringify([...records, ...orders.records]);
    expect(text).not.toMatch(/passwd|secure_key/);
  });

  it("the product's own quantity, always 0, is replaced by the stock's (quirk 18)", async () => {
    const [bare] = (await read(shop.context(), first("products", { keys: ["9"] }))).records;
    expect(bare?.data).not.toHaveProperty("quantity");
    const [full] = (await read(shop.context(), first("products", { keys: ["9"], include: ["stock"] }))).records;
    expect(full?.data.quantity).toBe("77");
  });

  it("combinations name their options and values, with their quantity", async () => {
    const { records } = await readAll(shop.context(), first("products", { include: ["combinations", "stock"] }));
    const [combination] = records.flatMap((record) => record.data.combinations as JsonObject[]);
    expect(combination).toMatchObject({ quantity: expect.stringMatching(/^\d+$/) });
    expect(combination?.options).toMatchObject([
      { option: { name: { fr: expect.any(String) } }, value: { name: { fr: expect.any(String) } } },
    ]);
  });

  it("a shop with one language writes bare texts, which stay by language (quirk 5)", async () => {
    const single = await sandboxedShop({ demo: { products: 3, customers: 1, orders: 0 } });
    const languages = single.sandbox.shop.store.table("languages");
    const english = languages.get(2);
    if (english) languages.put({ ...english, active: "0" });
    const [product] = (await read(single.context(), first("products"))).records;
    expect(product?.data.name).toEqual({ fr: expect.stringMatching(/\w/) });
    await single.sandbox.close();
  });

  it("a tax that was deleted leaves its lines without rate, not the page without orders", async () => {
    const other = await sandboxedShop({ demo: { products: 10, customers: 5, orders: 5 } });
    other.sandbox.shop.store.table("taxes").delete(1);
    const { records } = await read(other.context(), first("orders"));
    expect(records).toHaveLength(5);
    const lines = records.flatMap((record) => record.data.lines as { taxes: { id: string; rate: string | null }[] }[]);
    expect(
      lines
        .flatMap((line) => line.taxes)
        .filter((tax) => tax.id === "1")
        .every((tax) => tax.rate === null),
    ).toBe(true);
    await other.sandbox.close();
  });
});

describe("orders", () => {
  it("are whole documents: lines with rates, payments, states, addresses with ISO codes, carrier by reference", async () => {
    const { records } = await readAll(shop.context(), first("orders"));
    const paid = records.find((record) => (record.data.payments as JsonObject[]).length > 0 && record.data.id_carrier !== "0");
    expect(paid?.data).toMatchObject({
      currency: { iso_code: expect.stringMatching(/^[A-Z]{3}$/) },
      state: { paid: expect.any(Boolean), name: { fr: expect.any(String) } },
      carrier: { id_reference: expect.any(String) },
      customer: { email: expect.stringContaining("@") },
      invoiceAddress: { country: { iso_code: expect.stringMatching(/^[A-Z]{2}$/) } },
      deliveryAddress: { city: expect.any(String) },
      language: "fr",
    });
    expect(rows(paid, "lines")[0]?.taxes).toMatchObject([{ rate: expect.stringMatching(/^\d+\.\d+$/) }]);
    expect(rows(paid, "histories").length).toBeGreaterThan(0);
    expect(paid?.data.associations).toBeUndefined();
  });

  it("every order is a sale of exactly what the customer pays", async () => {
    const { records } = await readAll(shop.context(), first("orders", { include: [] }));
    for (const { data } of records) {
      expect(data.saleProblem).toBeNull();
      const sale = data.sale as { totals: { due: string } };
      expect(decimal(sale.totals.due).equals(decimal(String(data.total_paid)))).toBe(true);
    }
  });

  it("only named parts are read", async () => {
    const ctx = shop.context();
    const [order] = (await read(ctx, first("orders", { pageSize: 1, include: ["customer"] }))).records;
    expect(order?.data.customer).toBeTruthy();
    expect(order?.data).not.toHaveProperty("payments");
    expect(ctx.sent.filter((sent) => /order_payments|order_slip|addresses/.test(sent))).toEqual([]);
  });

  it("payments are found by the order's reference: they have no order id", async () => {
    const { records } = await readAll(shop.context(), first("orders", { include: ["payments"] }));
    const payments = [...table("order_payments").all()];
    expect(records.reduce((count, record) => count + (record.data.payments as JsonObject[]).length, 0)).toBe(payments.length);
  });

  it("GEN-10 can be chosen by date, in the shop's local time (quirk 15)", async () => {
    const day = String([...table("orders").all()][100]?.date_add).slice(0, 10);
    const where = [{ field: "date_add", op: "between" as const, values: [day, day] }];
    const { records } = await readAll(shop.context(), first("orders", { where, include: [] }));
    const expected = [...table("orders").all()].filter((row) => String(row.date_add).startsWith(day));
    expect(records).toHaveLength(expected.length);
    for (const record of records) expect(String(record.data.date_add).slice(0, 10)).toBe(day);
  });
});
