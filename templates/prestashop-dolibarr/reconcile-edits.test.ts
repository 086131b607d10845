import { describe, expect, it } from "vitest";
import type { ReconcilePart } from "@/engine/interpreter/ports";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { addLine, dropLine, editOrder } from "@/templates/testing/edit-order";
import { type ShopOrder, shopOrders } from "@/templates/testing/read-back";
import { type RunOptions, startWorld, type World } from "@/templates/testing/world";

const PERIOD = { from: "2000-01-01", to: "2099-12-31" };
const COMPLEMENT: RunOptions = {
  settings: {
    editedInvoices: "complement",
    cancelledInvoices: "credit",
    reconcileStocks: false,
    reconcileCatalogue: false,
  },
};

async function compare(world: World): Promise<{ found: string[]; isBalanced: boolean }> {
  const parts: ReconcilePart[] = [];
  await world.run("reconcile", { ...COMPLEMENT, trigger: PERIOD, reconciled: (part) => parts.push(part) });
  const found = parts.flatMap(({ differences }) => differences.map(({ kind, stream, label }) => `${kind} ${stream} ${label}`));
  const side = (wanted: string) =>
    parts
      .flatMap(({ sums }) => sums)
      .flatMap(({ side: own, stream, day, gross }) => (own === wanted ? `${stream} ${day} ${gross}` : []));
  return { found, isBalanced: side("source").sort().join() === side("target").sort().join() };
}

async function booked(task: (world: World, order: ShopOrder) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { orders: 24, products: 16, customers: 8 });
  try {
    for (const flow of ["products", "orders", "credits"]) await world.run(flow, COMPLEMENT);
    expect((await compare(world)).found).toEqual([]);
    const lines = world.shop.shop.store.table("order_details");
    const order = (await shopOrders(world)).find(
      ({ id, current_state, id_currency, discounts }) =>
        current_state === "2" && id_currency === "1" && discounts.length === 0 && lines.by("id_order", id).length > 1,
    );
    if (!order) throw new Error("the demo shop has no such order");
    await task(world, order);
  } finally {
    await world.close();
  }
}

describe("comparison of orders changed after they were billed", () => {
  it("CO-38 GEN-07 is even once the difference is billed: the bills of an order say together what the shop says", async () => {
    await booked(async (world, order) => {
      await editOrder(world, order.id, [addLine("SAV-LAV-100", 3)]);
      const before = await compare(world);
      expect(before.found.toSorted()).toEqual([
        `different invoices ${order.reference}`,
        `different orders ${order.reference}`,
        `missing invoices ${order.reference}`,
      ]);
      expect(before.isBalanced).toBe(false);
      await world.run("orders", COMPLEMENT);
      expect(await compare(world)).toEqual({ found: [], isBalanced: true });
      // Less than first billed: a credit note this time.
      await editOrder(world, order.id, [dropLine(0)]);
      expect((await compare(world)).found).toContain(`different invoices ${order.reference}`);
      await world.run("orders", COMPLEMENT);
      expect(await compare(world)).toEqual({ found: [], isBalanced: true });
    });
  });

  it("CO-38 finds a further invoice that somebody changed: together they are wrong again", async () => {
    await booked(async (world, order) => {
      await editOrder(world, order.id, [addLine("SAV-LAV-100", 3)]);
      await world.run("orders", COMPLEMENT);
      const invoices = world.erp.world.table("facture");
      const added = [...invoices.all()].filter(({ ref_client }) => ref_client === order.reference).at(-1);
      invoices.update(added?.id ?? 0, { total_ht: "1.00000000", total_ttc: "1.00000000" });
      expect((await compare(world)).found).toContain(`different invoices ${order.reference}`);
    });
  });

  it("CO-38 is even for an order cancelled in the shop whose invoice was credited", async () => {
    await booked(async (world, order) => {
      await world.moveShopOrder(order.id, "6");
      await world.run("orders", COMPLEMENT);
      expect((await compare(world)).found).toEqual([]);
    });
  });

  it("CO-35 CO-38 is even in another currency too, where each bill is converted, and rounded, on its own", async () => {
    const world = await startWorld(prestashopDolibarr, { orders: 90, products: 16, customers: 8 });
    try {
      for (const flow of ["products", "orders", "credits"]) await world.run(flow, COMPLEMENT);
      const foreign = (await shopOrders(world)).filter(
        ({ current_state, id_currency, discounts }) =>
          ["2", "3", "4", "5"].includes(current_state) && id_currency !== "1" && discounts.length === 0,
      );
      expect(foreign.length).toBeGreaterThan(0);
      for (const [index, { id }] of foreign.entries()) await editOrder(world, id, [addLine("SAV-LAV-100", 1 + (index % 3))]);
      await world.run("orders", COMPLEMENT);
      expect(await compare(world)).toEqual({ found: [], isBalanced: true });
    } finally {
      await world.close();
    }
  });
});
