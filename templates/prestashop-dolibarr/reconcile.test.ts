import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Difference, ReconcilePart } from "@/engine/interpreter/ports";
import type { JsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { Saboteur } from "@/templates/testing/plant";
import { type ErpDocument, erpInvoices, erpOrders, shopOrders } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

const SETTINGS = { warehouse: "1", stockMaster: "shop" };
const PERIOD = { from: "2000-01-01", to: "2099-12-31" };

let world: World;
beforeAll(async () => {
  world = await startWorld(prestashopDolibarr, {});
  for (const flow of ["customers", "products", "stocks", "orders", "credits"]) {
    const failed = (await world.run(flow, { settings: SETTINGS })).flatMap((each) => each.error?.message ?? []);
    expect(failed, flow).toEqual([]);
  }
});
afterAll(() => world.close());

async function compare(): Promise<{ parts: ReconcilePart[]; differences: Difference[] }> {
  const parts: ReconcilePart[] = [];
  const outcomes = await world.run("reconcile", { settings: SETTINGS, trigger: PERIOD, reconciled: (part) => parts.push(part) });
  expect(outcomes.flatMap((each) => each.error?.message ?? [])).toEqual([]);
  return { parts, differences: parts.flatMap((part) => part.differences) };
}

describe("comparison of the demo shop with its Dolibarr", () => {
  it("GEN-01 GEN-07 after a run of everything there is no difference, and nothing is written", async () => {
    world.erp.control.resetStats();
    const { parts, differences } = await compare();
    expect(differences).toEqual([]);
    expect(parts.reduce((sum, part) => sum + part.compared, 0)).toBeGreaterThan(150);
    const { total, byMethod } = world.erp.control.stats();
    expect(total).toBe(byMethod.GET);
  });

  it("counts and adds up both sides by day and by VAT rate: they agree to the cent", async () => {
    const { parts } = await compare();
    const sums = parts.flatMap((part) => part.sums);
    const total = (side: string) =>
      sums.filter((sum) => sum.side === side && sum.stream === "orders").map(({ side: _side, ...sum }) => sum);
    expect(total("source").length).toBeGreaterThan(20);
    expect(total("target")).toEqual(total("source"));
  });

  it("reads in pages: requests do not grow with the number of orders", async () => {
    world.shop.control.resetStats();
    world.erp.control.resetStats();
    await compare();
    expect(world.shop.control.stats().total + world.erp.control.stats().total).toBeLessThan(130);
  });

  it("finds each of more than twenty differences planted by hand, and invents none", async () => {
    const planted = await plant();
    const { differences } = await compare();
    expect(new Set(planted).size).toBeGreaterThanOrEqual(20);
    expect(differences.map(nameOf).sort()).toEqual([...planted].sort());
  });
});

function nameOf({ kind, stream, targetRef, label, fields }: Difference): string {
  const what = kind === "missing" ? label : targetRef;
  return [kind, stream, what, ...fields.map(({ field }) => field)].join(" ");
}

/** Orders of which everything is booked: invoiced, paid, in euros, of one rate. */
async function plainOrders(): Promise<{ order: ErpDocument; invoice: ErpDocument }[]> {
  const invoices = new Map((await erpInvoices(world)).map((invoice) => [invoice.ref_client, invoice]));
  return (await erpOrders(world)).flatMap((order) => {
    const invoice = invoices.get(order.ref_client);
    const rates = new Set(order.lines.map((line) => line.tva_tx));
    const isPlain =
      order.multicurrency_code === "EUR" && ["1", "3"].includes(order.statut) && rates.size === 1 && order.lines.length > 1;
    return invoice?.statut === "2" && isPlain && Number(order.lines[0]?.tva_tx) === 20 ? [{ order, invoice }] : [];
  });
}

/** Twenty-odd things people do by hand; answers what must be found, in the words of `nameOf`. */
async function plant(): Promise<string[]> {
  const hand = new Saboteur(world);
  const plain = await plainOrders();
  const at = (index: number) => {
    const found = plain[index];
    if (!found) throw new Error(`only ${plain.length} plain orders`);
    return { o: Number(found.order.id), i: Number(found.invoice.id), ...found };
  };
  const found: string[] = [];
  const order = (index: number, change: (id: number) => void, fields: string, kind = "different") => {
    change(at(index).o);
    found.push(
      kind === "missing" ? `missing orders ${at(index).order.ref_client}` : `${kind} orders ${at(index).order.ref} ${fields}`,
    );
  };
  const invoice = (index: number, change: (id: number) => void, fields: string, kind = "different") => {
    change(at(index).i);
    found.push(
      kind === "missing"
        ? `missing invoices ${at(index).order.ref_client}`
        : `${kind} invoices ${at(index).invoice.ref} ${fields}`,
    );
  };
  order(0, (id) => hand.delete("commande", id), "", "missing");
  invoice(1, (id) => hand.delete("facture", id), "", "missing");
  order(2, (id) => hand.changeLine("commande", id, { net: "10" }), "net vat gross vat:20");
  invoice(3, (id) => hand.changeLine("facture", id, { net: "10" }), "net vat gross vat:20");
  order(4, (id) => hand.changeLine("commande", id, { rate: "5.5" }), "vat gross vat:20 vat:5.5");
  invoice(5, (id) => hand.changeLine("facture", id, { rate: "10" }), "vat gross vat:20 vat:10");
  invoice(6, (id) => hand.forgetPayments(id), "paid");
  invoice(7, (id) => hand.payAgain(id, "5.00"), "paid");
  invoice(8, (id) => hand.set("facture", id, { date: 1_600_000_000 }), "day");
  order(9, (id) => hand.set("commande", id, { date: 1_600_000_000 }), "day");
  order(10, (id) => hand.set("commande", id, { statut: "-1", status: "-1" }), "state");
  order(11, (id) => hand.set("commande", id, { statut: "0", status: "0" }), "state");
  invoice(12, (id) => hand.set("facture", id, { statut: "3", status: "3" }), "state");
  invoice(13, (id) => hand.set("facture", id, { statut: "0", status: "0" }), "state");
  invoice(14, (id) => hand.addLine("facture", id, "3.00"), "net gross vat:0");
  order(15, (id) => hand.dropLine("commande", id), "net vat gross vat:20");
  const twice = Number(
    await hand.call("POST", "/invoices", copyOf(at(16).invoice, { ref_client: at(16).order.ref_client ?? "" })),
  );
  found.push(`extra invoices (PROV${twice}) gross`);
  const again = Number(await hand.call("POST", "/orders", copyOf(at(17).order, { ref_client: at(17).order.ref_client ?? "" })));
  found.push(`extra orders (PROV${again}) gross state`);
  // What has nothing to do with the shop is nobody's business.
  await hand.call("POST", "/invoices", copyOf(at(18).invoice, { ref_client: "COMPTOIR-12" }));
  order(20, (id) => hand.set("commande", id, { socid: "1" }), "party");
  invoice(21, (id) => hand.set("facture", id, { socid: "1" }), "party");
  order(22, (id) => hand.set("commande", id, { multicurrency_code: "USD", multicurrency_tx: "1.10000000" }), "currency");
  const shop = await shopOrders(world);
  const before = shopStock();
  const cancelled = shop.find(({ reference }) => reference === at(19).order.ref_client);
  await world.moveShopOrder(cancelled?.id ?? "", "6");
  found.push(`different orders ${at(19).order.ref} state`);
  found.push(...(await plantNew(shop, at(0).order.ref_client)), ...(await plantStock(hand)));
  // Cancelling puts the goods back on the shelf of the shop: Dolibarr does not know yet.
  return [...found, ...movedSince(before)];
}

/** An order that waited for its payment, and is accepted: nothing of it is in Dolibarr yet. */
async function plantNew(shop: Awaited<ReturnType<typeof shopOrders>>, deleted: string | null | undefined): Promise<string[]> {
  const known = new Set([deleted, ...(await erpOrders(world)).map(({ ref_client }) => ref_client)]);
  const open = shop.find(
    ({ reference, current_state, id_currency }) => !known.has(reference) && current_state !== "6" && id_currency === "1",
  );
  await world.moveShopOrder(open?.id ?? "", "2");
  return [`missing orders ${open?.reference}`, `missing invoices ${open?.reference}`];
}

function shopStock(): Map<string, string> {
  const rows = [...world.shop.shop.store.table("stock_availables").all()];
  return new Map(rows.map((row) => [`${row.id_product}-${row.id_product_attribute}`.replace(/-0$/, ""), String(row.quantity)]));
}

function movedSince(before: ReadonlyMap<string, string>): string[] {
  const moved = [...shopStock()].filter(([key, quantity]) => before.get(key) !== quantity);
  return moved.flatMap(([key]) => {
    const [product] = world.erp.world.table("product").by("ref_ext", `int_test:shop:products:${key}`);
    return product ? [`value stock_levels ${product.ref} level`] : [];
  });
}

async function plantStock(hand: Saboteur): Promise<string[]> {
  const products = (await world.erpGet("/products?mode=1&limit=40&sortfield=t.rowid")) as JsonObject[];
  const [first, second] = products.slice(10);
  await hand.call("POST", "/stockmovements", { product_id: Number(first?.id), warehouse_id: 1, qty: 7 });
  await hand.call("POST", "/stockmovements", { product_id: Number(second?.id), warehouse_id: 1, qty: -3 });
  return [first, second].map((product) => `value stock_levels ${product?.ref} level`);
}

function copyOf(document: ErpDocument, fields: { ref_client: string }): JsonObject {
  const { socid, date, lines } = document as unknown as Record<string, JsonObject[]>;
  const kept = (lines ?? []).map(({ desc, qty, subprice, tva_tx }) => ({ desc, qty, subprice, tva_tx }));
  return { socid, date, lines: kept, ...fields } as JsonObject;
}
