import { describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import { decimal } from "@/lib/core/decimal";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { addLine, dropLine, editOrder, setQuantity } from "@/templates/testing/edit-order";
import { erpCreditNotes, erpInvoices, erpOrders, erpPayments, type ShopOrder, shopOrders } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
const reviews = (outcomes: readonly RecordOutcome[]) => outcomes.filter((one) => one.outcome === "review");
const cents = (amount: string | undefined) => decimal(amount ?? "0").toFixed(2);
const PLAIN = { "2": { order: "validated", invoice: false, payment: false } };
const DRAFT = { "2": { order: "draft", invoice: false, payment: false } };

async function within(task: (world: World) => Promise<void>, options: Parameters<typeof startWorld>[1] = {}): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { orders: 24, products: 16, customers: 8, ...options });
  try {
    await world.run("products");
    await task(world);
  } finally {
    await world.close();
  }
}

/** An order paid in the shop, in euros, with several lines. */
async function paidOrder(world: World): Promise<ShopOrder> {
  const lines = world.shop.shop.store.table("order_details");
  const found = (await shopOrders(world)).find(
    (order) =>
      order.current_state === "2" &&
      order.id_currency === "1" &&
      order.discounts.length === 0 &&
      lines.by("id_order", order.id).length > 1,
  );
  if (!found) throw new Error("the demo shop has no such order");
  return found;
}

const orderOf = async (world: World, order: ShopOrder) =>
  (await erpOrders(world)).find((each) => each.ref_client === order.reference);
const paidOf = async (world: World, order: ShopOrder) =>
  (await shopOrders(world)).find((each) => each.id === order.id)?.total_paid;
const writes = (world: World) => {
  const { total, byMethod } = world.erp.control.stats();
  return total - (byMethod.GET ?? 0);
};
const stockOf = async (world: World, product: string) =>
  ((await world.erpGet(`/products/${product}/stock`)) as { stock_reel: number | string }).stock_reel;

describe("orders changed in the shop after they were booked, not invoiced", () => {
  it("CO-38 lines added, removed and changed come to the draft order, which equals the shop again, to the cent", async () => {
    await within(async (world) => {
      const order = await paidOrder(world);
      const how = { tables: { orderStates: DRAFT } };
      expect(failures(await world.run("orders", how))).toEqual([]);
      await editOrder(world, order.id, [addLine("SAV-LAV-100", 3), dropLine(0), setQuantity(1, 5)]);
      expect(failures(await world.run("orders", how))).toEqual([]);
      const booked = await orderOf(world, order);
      expect(booked?.statut).toBe("0");
      expect(cents(booked?.total_ttc)).toBe(cents(await paidOf(world, order)));
      const sold = world.shop.shop.store.table("order_details").by("id_order", order.id);
      const goods = (booked?.lines ?? []).filter((line) => Number(line.fk_product) > 0 && line.product_type === "0");
      expect(goods.map((line) => `${line.product_ref} × ${Number(line.qty)}`).sort()).toEqual(
        sold.map((line) => `${line.product_reference} × ${line.product_quantity}`).sort(),
      );
    });
  });

  it("CO-38 a validated order is changed under its own number, its stock given back and taken anew, and left alone afterwards", async () => {
    await within(
      async (world) => {
        const order = await paidOrder(world);
        const how = { tables: { orderStates: PLAIN }, settings: { warehouse: "1" } };
        await world.run("orders", how);
        const before = await orderOf(world, order);
        const line = before?.lines.find((each) => Number(each.fk_product) > 0 && each.product_type === "0");
        const product = String(line?.fk_product);
        const [stock, sold] = [Number(await stockOf(world, product)), Number(line?.qty)];
        await editOrder(world, order.id, [setQuantity(0, sold + 4)]);
        expect(failures(await world.run("orders", how))).toEqual([]);
        const after = await orderOf(world, order);
        expect(after).toMatchObject({ id: before?.id, ref: before?.ref, statut: "1" });
        expect(cents(after?.total_ttc)).toBe(cents(await paidOf(world, order)));
        expect(Number(await stockOf(world, product))).toBe(stock - 4);
        const sent = writes(world);
        await world.run("orders", how);
        expect(writes(world)).toBe(sent);
      },
      { erp: { settings: { STOCK_CALCULATE_ON_VALIDATE_ORDER: "1" } } },
    );
  });

  it("CO-38 the difference is put to a person when the option says so, and blocks no other order", async () => {
    await within(async (world) => {
      const order = await paidOrder(world);
      const how = { tables: { orderStates: PLAIN }, settings: { editedOrders: "review" } };
      await world.run("orders", how);
      const before = await orderOf(world, order);
      await editOrder(world, order.id, [addLine("SAV-LAV-100", 2)]);
      const again = await world.run("orders", how);
      expect(reviews(again).map((one) => one.label)).toEqual([order.reference]);
      expect(failures(again)).toEqual([]);
      const question = reviews(again)[0]?.review as { record?: { difference?: string[] } } | undefined;
      expect(question?.record?.difference?.join()).toMatch(/^\+2 × /);
      expect((await orderOf(world, order))?.total_ttc).toBe(before?.total_ttc);
    });
  });
});

describe("orders changed in the shop after they were invoiced", () => {
  const OPTION = { settings: { editedInvoices: "complement" } };

  it("CO-38 an invoiced order is never changed by itself: the difference is put to a person", async () => {
    await within(async (world) => {
      const order = await paidOrder(world);
      await world.run("orders");
      const [before, sent] = [await orderOf(world, order), writes(world)];
      await editOrder(world, order.id, [dropLine(0)]);
      const again = await world.run("orders");
      expect(reviews(again).map((one) => one.label)).toEqual([order.reference]);
      expect(writes(world)).toBe(sent);
      expect((await orderOf(world, order))?.total_ttc).toBe(before?.total_ttc);
    });
  });

  it("CO-38 what was added becomes a further invoice of the order, validated, and the payment that follows is its own", async () => {
    await within(async (world) => {
      const order = await paidOrder(world);
      await world.run("orders", OPTION);
      const before = (await erpInvoices(world)).filter((each) => each.ref_client === order.reference);
      await editOrder(world, order.id, [addLine("SAV-LAV-100", 3)]);
      expect(failures(await world.run("orders", OPTION))).toEqual([]);
      const after = (await erpInvoices(world)).filter((each) => each.ref_client === order.reference);
      const made = after.find((each) => !before.some(({ id }) => id === each.id));
      expect(after.find((each) => each.id === before[0]?.id)?.total_ttc).toBe(before[0]?.total_ttc);
      expect(made?.statut).toBe("1");
      const added = decimal((await paidOf(world, order)) ?? "0").sub(decimal(order.total_paid));
      expect(cents(made?.total_ttc)).toBe(added.toFixed(2));
      world.shop.shop.store.table("order_payments").insert({
        ...{ order_reference: order.reference, id_currency: "1", amount: added.toFixed(2), payment_method: "Virement" },
        ...{ conversion_rate: "1.000000", transaction_id: "", date_add: "2026-11-21 10:00:00" },
      });
      const sent = writes(world);
      expect(failures(await world.run("orders", OPTION))).toEqual([]);
      expect(writes(world)).toBe(sent + 1);
      expect((await erpPayments(world, made ? [made] : [])).map((each) => cents(each.amount))).toEqual([added.toFixed(2)]);
      expect(reviews(await world.run("orders", OPTION)).map((one) => one.label)).toEqual([]);
    });
  });

  it("CO-38 what was taken away becomes a credit note of the invoice, once, and a later change one more", async () => {
    await within(async (world) => {
      const order = await paidOrder(world);
      await world.run("orders", OPTION);
      const ours = async () => (await erpCreditNotes(world)).filter((each) => each.ref_client === order.reference);
      const before = await ours();
      await editOrder(world, order.id, [dropLine(0)]);
      expect(failures(await world.run("orders", OPTION))).toEqual([]);
      const sent = writes(world);
      expect(failures(await world.run("orders", OPTION))).toEqual([]);
      expect(writes(world)).toBe(sent);
      const [note] = (await ours()).filter((each) => !before.some(({ id }) => id === each.id));
      const lost = decimal((await paidOf(world, order)) ?? "0").sub(decimal(order.total_paid));
      expect(cents(note?.total_ttc)).toBe(lost.toFixed(2));
      expect(note?.statut).not.toBe("0");
      await editOrder(world, order.id, [addLine("SAV-LAV-100", 1)]);
      expect(failures(await world.run("orders", OPTION))).toEqual([]);
      const invoices = (await erpInvoices(world)).filter((each) => each.ref_client === order.reference);
      const total = [...invoices, note].reduce((sum, each) => sum.add(decimal(each?.total_ttc ?? "0")), decimal("0"));
      expect(total.toFixed(2)).toBe(cents(await paidOf(world, order)));
    });
  });

  it("CO-38 an order cancelled in the shop is cancelled in Dolibarr, and its invoice credited in full when the option says so", async () => {
    await within(async (world) => {
      const order = await paidOrder(world);
      await world.run("orders");
      await world.moveShopOrder(order.id, "6");
      expect(reviews(await world.run("orders")).map((one) => one.label)).toContain(order.reference);
      const again = await world.run("orders", { settings: { cancelledInvoices: "credit" } });
      expect(failures(again)).toEqual([]);
      expect((await orderOf(world, order))?.statut).toBe("-1");
      const documents = [...(await erpInvoices(world)), ...(await erpCreditNotes(world))];
      const own = documents.filter((each) => each.ref_client === order.reference);
      expect(own.length).toBeGreaterThan(1);
      expect(own.reduce((sum, each) => sum.add(decimal(each.total_ttc)), decimal("0")).toFixed(2)).toBe("0.00");
      const sent = writes(world);
      expect(reviews(await world.run("orders", { settings: { cancelledInvoices: "credit" } }))).toEqual([]);
      expect(writes(world)).toBe(sent);
    });
  });
});
