import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { type PrestashopSandbox, startSandbox } from "../index";
import { number, text } from "../shop";

const CLOCK = () => new Date("2026-11-22T10:00:00Z");
const money = (row: Row, field: string) => Decimal.of(text(row, field));

describe("demo shop", () => {
  let sandbox: PrestashopSandbox;
  const rows = (name: string) => [...sandbox.shop.store.table(name).all()];
  const of = (name: string, field: string, value: string | number) => sandbox.shop.store.table(name).by(field, value);
  beforeAll(async () => {
    sandbox = await startSandbox({ clock: CLOCK });
  });
  afterAll(() => sandbox.close());

  it("has 60 products, 40 customers and 120 orders in every state, over three months that end today", () => {
    expect([rows("products").length, rows("customers").length, rows("orders").length]).toEqual([60, 40, 120]);
    const states = new Set(rows("orders").map((order) => number(order, "current_state")));
    expect([...states].sort((left, right) => left - right)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    const dates = rows("orders").map((order) => text(order, "date_add").slice(0, 10));
    expect([dates[0], dates.at(-1)]).toEqual(["2026-08-24", "2026-11-22"]);
    expect([...dates].sort()).toEqual(dates);
  });

  it("shows what integrations stumble on: guests, companies, exempt and foreign buyers, a second currency, discounts, wrapping, refunds", () => {
    expect(rows("customers").some((row) => text(row, "is_guest") === "1")).toBe(true);
    expect(rows("addresses").some((row) => text(row, "vat_number").startsWith("DE"))).toBe(true);
    expect(rows("order_details").some((row) => JSON.stringify(row["@taxes"]) === '[{"id":"0"}]')).toBe(true);
    expect(new Set(rows("orders").map((row) => text(row, "id_currency")))).toEqual(new Set(["1", "2"]));
    expect(rows("orders").some((row) => text(row, "gift") === "1" && !money(row, "total_wrapping").isZero())).toBe(true);
    expect(rows("order_cart_rules").some((row) => text(row, "free_shipping") === "1")).toBe(true);
    expect(rows("order_slip").length).toBeGreaterThan(3);
    const rates = new Set(rows("order_details").map((row) => JSON.stringify(row["@taxes"])));
    expect(rates.size).toBeGreaterThan(5);
  });

  it("obeys PrestaShop's order money: lines, products, discounts, amount paid, payments and invoices", () => {
    for (const order of rows("orders")) {
      const details = of("order_details", "id_order", order.id);
      const rules = of("order_cart_rules", "id_order", order.id);
      const pieces = (row: Row) => Decimal.of(number(row, "product_quantity"));
      for (const line of details) {
        expect(money(line, "total_price_tax_incl").equals(money(line, "unit_price_tax_incl").mul(pieces(line)).round(2))).toBe(
          true,
        );
      }
      const gross = Decimal.sum(details.map((line) => money(line, "total_price_tax_incl")));
      expect(money(order, "total_products_wt").equals(gross)).toBe(true);
      const raw = Decimal.sum(details.map((line) => money(line, "unit_price_tax_incl").mul(pieces(line)))).round(2);
      const due = raw
        .sub(money(order, "total_discounts_tax_incl"))
        .add(money(order, "total_shipping_tax_incl"))
        .add(money(order, "total_wrapping_tax_incl"));
      expect(money(order, "total_paid_tax_incl").toFixed(2)).toBe(due.toFixed(2));
      const isFreeTwice = rules.filter((rule) => text(rule, "free_shipping") === "1").length > 1;
      const discounts = Decimal.sum(rules.map((rule) => money(rule, "value"))).round(2);
      if (!isFreeTwice) expect(money(order, "total_discounts").toFixed(2)).toBe(discounts.toFixed(2));
      const paid = Decimal.sum(
        of("order_payments", "order_reference", text(order, "reference")).map((row) => money(row, "amount")),
      );
      expect(money(order, "total_paid_real").equals(paid)).toBe(true);
      const invoice = of("order_invoices", "id_order", order.id)[0];
      expect(text(order, "invoice_number")).toBe(invoice ? text(invoice, "number") : "0");
      if (invoice) expect(text(invoice, "total_paid_tax_incl")).toBe(text(order, "total_paid_tax_incl"));
      expect(text(order, "valid")).toBe(["2", "3", "4", "5", "11"].includes(text(order, "current_state")) ? "1" : "0");
    }
  });

  it("is the same every time for the same clock", async () => {
    const other = await startSandbox({ clock: CLOCK });
    expect([...other.shop.store.table("orders").all()]).toEqual(rows("orders"));
    expect([...other.shop.store.table("order_details").all()]).toEqual(rows("order_details"));
    await other.close();
  });

  it("generates more of the same over HTTP, with unique references", async () => {
    const reply = await fetch(`${sandbox.url}/__sandbox/generate`, {
      method: "POST",
      body: JSON.stringify({ orders: 300, products: 65, customers: 20 }),
    });
    expect(await reply.json()).toEqual({ products: 65, customers: 20, orders: 300 });
    expect([rows("products").length, rows("customers").length, rows("orders").length]).toEqual([125, 60, 420]);
    expect(new Set(rows("orders").map((row) => text(row, "reference"))).size).toBe(420);
    expect(new Set(rows("products").map((row) => text(row, "reference"))).size).toBe(125);
    sandbox.control.reset();
    expect(rows("orders").length).toBe(120);
  });
});
