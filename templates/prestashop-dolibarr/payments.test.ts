import { describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import { type Decimal, decimal } from "@/lib/core/decimal";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { erpCreditNotes, erpInvoices, erpPayments, type ShopOrder, shopOrders } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
const writes = (world: World) => {
  const { total, byMethod } = world.erp.control.stats();
  return total - (byMethod.GET ?? 0);
};

async function within(task: (world: World, order: ShopOrder) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { orders: 16, products: 8, customers: 6 });
  try {
    const order = (await shopOrders(world)).find((each) => each.current_state === "2" && each.id_currency === "1");
    if (!order) throw new Error("the demo shop has no order that is paid");
    const payments = world.shop.shop.store.table("order_payments");
    for (const payment of payments.by("order_reference", order.reference)) payments.delete(payment.id);
    await task(world, order);
  } finally {
    await world.close();
  }
}

function pay(world: World, order: ShopOrder, amount: Decimal, method: string): void {
  world.shop.shop.store.table("order_payments").insert({
    ...{ order_reference: order.reference, id_currency: "1", amount: amount.toFixed(2), payment_method: method },
    ...{ conversion_rate: "1.000000", transaction_id: "", date_add: "2026-11-21 10:00:00" },
  });
}

async function invoiceOf(world: World, order: ShopOrder) {
  const invoice = (await erpInvoices(world)).find((each) => each.ref_client === order.reference);
  if (!invoice) throw new Error("the order has no invoice");
  const paid = await erpPayments(world, [invoice]);
  return { status: invoice.statut, paid: paid.map((payment) => decimal(payment.amount).toFixed(2)) };
}

describe("payments of an order", () => {
  it("CO-37 a first instalment leaves the invoice open, the others close it when they come, each booked once", async () => {
    await within(async (world, order) => {
      const due = decimal(order.total_paid);
      const [first, second] = [due.div(decimal("3"), 2), due.div(decimal("4"), 2)];
      pay(world, order, first, "Carte");
      expect(failures(await world.run("orders"))).toEqual([]);
      expect(await invoiceOf(world, order)).toEqual({ status: "1", paid: [first.toFixed(2)] });
      pay(world, order, second, "Chèque cadeau");
      expect(failures(await world.run("orders"))).toEqual([]);
      expect(await invoiceOf(world, order)).toEqual({ status: "1", paid: [first.toFixed(2), second.toFixed(2)] });
      const rest = due.sub(first).sub(second);
      pay(world, order, rest, "Carte");
      expect(failures(await world.run("orders"))).toEqual([]);
      const closed = await invoiceOf(world, order);
      expect(closed).toEqual({ status: "2", paid: [first, second, rest].map((amount) => amount.toFixed(2)) });
      const sent = writes(world);
      await world.run("orders");
      expect(writes(world)).toBe(sent);
    });
  });

  it("EBP-90 the row of payment module and currency says the type, and whether the payment is recorded at all", async () => {
    await within(async (world, order) => {
      pay(world, order, decimal(order.total_paid), "Carte");
      const module = String(world.shop.shop.store.table("orders").get(Number(order.id))?.module);
      const row = { paymentType: "7", bankAccount: "1" };
      const off = { [`${module}?currency=EUR`]: { ...row, create: false }, [`${module}?currency=USD`]: { ...row, create: true } };
      expect(failures(await world.run("orders", { tables: { paymentModes: off } }))).toEqual([]);
      expect(await invoiceOf(world, order)).toEqual({ status: "1", paid: [] });
      const on = { ...off, [`${module}?currency=EUR`]: { ...row, create: true } };
      expect(failures(await world.run("orders", { tables: { paymentModes: on } }))).toEqual([]);
      expect((await invoiceOf(world, order)).status).toBe("2");
      const invoice = (await erpInvoices(world)).filter((each) => each.ref_client === order.reference);
      expect((await erpPayments(world, invoice)).map(({ type }) => type)).toEqual(["CHQ"]);
    });
  });

  it("CO-02 what is refunded after the invoice is paid becomes a credit note, and the payments stay", async () => {
    await within(async (world, order) => {
      pay(world, order, decimal(order.total_paid), "Carte");
      await world.run("orders");
      const before = await invoiceOf(world, order);
      const { store } = world.shop.shop;
      const [line] = store.table("order_details").by("id_order", order.id);
      const amounts = {
        unit_price_tax_excl: String(line?.unit_price_tax_excl),
        unit_price_tax_incl: String(line?.unit_price_tax_incl),
      };
      const [net, gross] = [amounts.unit_price_tax_excl, amounts.unit_price_tax_incl].map((each) => decimal(each).toFixed(2));
      const detail = {
        id_order_detail: String(line?.id),
        product_quantity: "1",
        amount_tax_excl: String(net),
        amount_tax_incl: String(gross),
      };
      store.table("order_slip").insert({
        ...{ id_customer: "1", id_order: order.id, conversion_rate: "1.000000", amount: String(gross), partial: "1" },
        ...{ total_products_tax_excl: String(net), total_products_tax_incl: String(gross) },
        ...{ total_shipping_tax_excl: "0.000000", total_shipping_tax_incl: "0.000000", shipping_cost: "0" },
        ...{
          shipping_cost_amount: "0.00",
          order_slip_type: "0",
          date_add: "2026-11-21 10:00:00",
          date_upd: "2026-11-21 10:00:00",
        },
        "@order_slip_details": [detail],
      });
      expect(failures(await world.run("credits"))).toEqual([]);
      const notes = (await erpCreditNotes(world)).filter((each) => each.ref_client === order.reference);
      expect(notes.map((note) => decimal(note.total_ttc).toFixed(2))).toEqual([`-${gross}`]);
      expect(await invoiceOf(world, order)).toEqual(before);
    });
  });
});
