import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import { Decimal, decimal } from "@/lib/core/decimal";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import {
  type ErpDocument,
  type ErpLine,
  erpInvoices,
  erpOrders,
  erpPayments,
  type ShopOrder,
  shopOrders,
} from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

const byReference = (orders: readonly ErpDocument[]) => new Map(orders.map((order) => [order.ref_client ?? "", order]));
const count = (outcomes: readonly RecordOutcome[], outcome: string) => outcomes.filter((one) => one.outcome === outcome).length;
const writesSent = (world: World) => {
  const { total, byMethod } = world.erp.control.stats();
  return total - (byMethod.GET ?? 0);
};
const grossOf = (document: ErpDocument) => decimal(document.total_ttc);
const isForeign = (order: ShopOrder) => order.id_currency !== "1";

describe("orders become Dolibarr documents", () => {
  let world: World;
  let outcomes: RecordOutcome[];
  let shop: ShopOrder[];
  let orders: ErpDocument[];
  let invoices: ErpDocument[];

  beforeAll(async () => {
    world = await startWorld(prestashopDolibarr);
    await world.run("products");
    outcomes = await world.run("orders");
    shop = await shopOrders(world);
    orders = await erpOrders(world);
    invoices = await erpInvoices(world);
  });
  afterAll(() => world.close());

  const lineOf = (find: (line: ErpLine) => boolean) => orders.flatMap((order) => order.lines).find(find);

  it("GEN-04 every order is counted once: created, ignored or failed add up to the total", () => {
    expect(outcomes).toHaveLength(shop.length);
    expect(count(outcomes, "created") + count(outcomes, "ignored") + count(outcomes, "failed")).toBe(shop.length);
    expect(outcomes.filter((one) => one.outcome === "failed").map((one) => one.error?.message)).toEqual([]);
  });

  it("GEN-01 an order is created once, carries the identity of the shop's order, and a second run writes nothing", async () => {
    const created = count(outcomes, "created");
    expect(orders).toHaveLength(created);
    expect(new Set(orders.map((order) => order.ref_ext)).size).toBe(created);
    const before = writesSent(world);
    const again = await world.run("orders");
    expect(count(again, "unchanged")).toBe(created);
    expect(count(again, "created") + count(again, "updated")).toBe(0);
    expect(writesSent(world)).toBe(before);
  });

  it("CO-26 order, invoice and payment are made from the first state flagged for invoices on", () => {
    const flagged = shop.filter((order) => order.state.invoice && order.current_state !== "6");
    const known = byReference(orders);
    expect(flagged.length).toBeGreaterThan(50);
    expect(flagged.filter((order) => !known.has(order.reference))).toEqual([]);
    expect(invoices).toHaveLength(flagged.length);
  });

  it("CO-27 each state's row decides on order, invoice and payment apart", async () => {
    const other = await startWorld(prestashopDolibarr, { orders: 40 });
    try {
      const rows = {
        "2": { order: "draft", invoice: true, payment: true },
        "4": { order: "validated", invoice: false, payment: true },
      };
      const ran = await other.run("orders", { tables: { orderStates: rows } });
      expect(count(ran, "failed")).toBe(0);
      const states = new Map((await shopOrders(other)).map((order) => [order.reference, order.current_state]));
      const made = await erpOrders(other);
      const ofState = (state: string) => made.filter((order) => states.get(order.ref_client ?? "") === state);
      expect(ofState("2").length).toBeGreaterThan(0);
      expect(ofState("2").every((order) => order.statut === "0")).toBe(true);
      expect(ofState("4").every((order) => order.statut === "1")).toBe(true);
      const billed = new Set((await erpInvoices(other)).map((invoice) => states.get(invoice.ref_client ?? "")));
      expect(billed.has("2") || billed.has("4")).toBe(false);
    } finally {
      await other.close();
    }
  });

  it("GEN-07 the gross of every document is what the customer pays, to the cent", () => {
    const known = byReference(orders);
    const wrong = shop
      .filter((order) => !isForeign(order) && known.has(order.reference))
      .filter((order) => {
        const document = known.get(order.reference);
        return document !== undefined && !grossOf(document).equals(decimal(order.total_paid).round(2));
      });
    expect(wrong.map((order) => order.reference)).toEqual([]);
  });

  it("CO-35 an order in dollars is booked in dollars, to the cent", () => {
    const known = byReference(orders);
    const foreign = shop.filter((order) => isForeign(order) && known.has(order.reference));
    expect(foreign.length).toBeGreaterThan(3);
    const booked = foreign.map((order) => known.get(order.reference));
    expect(booked.map((document) => document?.multicurrency_code)).toEqual(foreign.map(() => "USD"));
    expect(booked.map((document) => decimal(document?.multicurrency_total_ttc ?? "0").toFixed(2))).toEqual(
      foreign.map((order) => decimal(order.total_paid).toFixed(2)),
    );
  });

  it("net and VAT of every document are the shop's, to the cent", () => {
    const known = byReference(orders);
    const wrong = shop.filter((order) => {
      const document = known.get(order.reference);
      return (
        document !== undefined &&
        !isForeign(order) &&
        !decimal(document.total_ht).equals(decimal(order.total_paid_tax_excl).round(2))
      );
    });
    expect(wrong.map((order) => order.reference)).toEqual([]);
  });

  it("an invoice comes to its order, is validated and has a definitive number", () => {
    const totals = new Map(orders.map((order) => [order.ref_client, order.total_ttc]));
    expect(invoices.filter((invoice) => totals.get(invoice.ref_client) !== invoice.total_ttc)).toEqual([]);
    expect(invoices.filter((invoice) => invoice.ref.includes("PROV"))).toEqual([]);
  });

  it("CO-29 the shop's reference is the customer reference of order and invoice, unless the option is off; no recording shows that Dolibarr keeps a number sent for an order", async () => {
    expect(orders.every((order) => shop.some((one) => one.reference === order.ref_client))).toBe(true);
    const other = await startWorld(prestashopDolibarr, { orders: 10 });
    try {
      await other.run("orders", { settings: { customerReference: false } });
      expect((await erpOrders(other)).every((order) => !order.ref_client)).toBe(true);
    } finally {
      await other.close();
    }
  });

  it("CO-30 services for shipping, wrapping and discounts are created on demand, at no price, on sale and purchase", async () => {
    const services = (await world.erpGet("/products?mode=2&limit=100")) as Record<string, string>[];
    const presta = services.filter((service) => service.ref?.startsWith("Presta"));
    expect(presta.map((service) => service.ref)).toEqual(
      expect.arrayContaining(["PrestaDiscount", "PrestaShipping", "PrestaWrapping"]),
    );
    expect(
      presta.every((service) => decimal(service.price ?? "1").isZero() && service.status === "1" && service.status_buy === "1"),
    ).toBe(true);
  });

  it("CO-31 each discount of the shop is a line of its own, or all of them one line per rate", async () => {
    const withTwo = shop.find((order) => byReference(orders).has(order.reference) && order.discounts.length > 1);
    const separate = withTwo
      ? byReference(orders)
          .get(withTwo.reference)
          ?.lines.filter((line) => line.desc?.startsWith("Remise"))
      : [];
    expect(new Set(separate?.map((line) => line.desc)).size).toBe(withTwo?.discounts.length);
    const other = await startWorld(prestashopDolibarr);
    try {
      await other.run("orders", { settings: { discountLines: "one" }, keys: [withTwo?.id ?? ""] });
      const [document] = await erpOrders(other);
      const lines = document?.lines.filter((line) => line.desc?.startsWith("Remise")) ?? [];
      expect(lines.length).toBe(new Set(lines.map((line) => line.tva_tx)).size);
      expect(document?.total_ttc).toBe(byReference(orders).get(withTwo?.reference ?? "")?.total_ttc);
    } finally {
      await other.close();
    }
  });

  it("CO-32 wrapping is a line of its own with its VAT", () => {
    const wrapping = lineOf((line) => line.desc === "Emballage cadeau");
    expect(decimal(wrapping?.tva_tx ?? "0").toString()).toBe("20");
    expect(decimal(wrapping?.total_ht ?? "0").compare(Decimal.ZERO)).toBe(1);
  });

  it("CO-33 the carrier's name follows the shipping label", () => {
    const shipping = orders.flatMap((order) => order.lines).filter((line) => line.desc?.startsWith("Frais de port"));
    expect(shipping.length).toBeGreaterThan(20);
    expect(shipping.every((line) => /^Frais de port – \S/.test(line.desc ?? ""))).toBe(true);
  });

  it("CO-37 payments are recorded with the mapped type, on the mapped bank account", async () => {
    const accounts = (await world.erpGet("/bankaccounts")) as Record<string, string>[];
    const payments = await erpPayments(world, invoices.slice(0, 40));
    expect(payments.length).toBeGreaterThan(20);
    expect(new Set(payments.map((payment) => payment.type))).not.toContain("");
    const moved = await Promise.all(accounts.map((account) => world.erpGet(`/bankaccounts/${account.id}/lines`)));
    expect(moved.flat().length).toBeGreaterThan(20);
  });

  it("CO-38 a cancelled state cancels an order already booked, and a delivered one closes it", async () => {
    const other = await startWorld(prestashopDolibarr, { orders: 20 });
    try {
      await other.run("orders");
      const [first, second] = (await erpOrders(other)).filter((order) => order.statut === "1");
      const idOf = async (reference: string | null | undefined) =>
        (await shopOrders(other)).find((order) => order.reference === reference)?.id ?? "";
      const [cancelled, delivered] = [await idOf(first?.ref_client), await idOf(second?.ref_client)];
      await other.moveShopOrder(cancelled, "6");
      await other.moveShopOrder(delivered, "5");
      const ran = await other.run("orders");
      expect(count(ran, "failed")).toBe(0);
      const after = byReference(await erpOrders(other));
      expect(after.get(first?.ref_client ?? "")?.statut).toBe("-1");
      expect(after.get(second?.ref_client ?? "")?.statut).toBe("3");
    } finally {
      await other.close();
    }
  });

  it("CO-12 GEN-05 an order whose customer is unknown is skipped with the reason when the option says so", async () => {
    const other = await startWorld(prestashopDolibarr, { orders: 10 });
    try {
      const ran = await other.run("orders", { settings: { unknownCustomer: "skip" } });
      const skipped = ran.filter((one) => JSON.stringify(one.reason ?? {}).includes("Client inconnu"));
      expect(skipped.length).toBeGreaterThan(0);
      await other.run("customers");
      const again = await other.run("orders", { settings: { unknownCustomer: "skip" } });
      expect(count(again, "created")).toBe(skipped.length);
    } finally {
      await other.close();
    }
  });

  it("GEN-10 only the orders of the chosen shops are read, whatever their state in Dolibarr", async () => {
    expect(await world.run("orders", { settings: { shops: ["999"] } })).toEqual([]);
    expect((await world.run("orders", { settings: { shops: ["1"] } })).length).toBe(shop.length);
  });

  it("GEN-06 nothing is ever deleted in Dolibarr", () => {
    expect(world.erp.control.stats().byMethod.DELETE ?? 0).toBe(0);
  });
});
