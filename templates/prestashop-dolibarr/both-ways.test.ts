import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import type { JsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { erpInvoices, erpOrders, shopList, shopOrders } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
const SETTINGS = { warehouse: "1", stockMaster: "erp", deliveredState: "4", guests: true };
const TO_ERP = ["customers", "products", "stocks", "orders", "credits"];
const TO_SHOP = ["productsToShop", "stocksToShop", "statesToShop", "trackingToShop", "invoicesToShop"];

let world: World;
beforeAll(async () => {
  world = await startWorld(prestashopDolibarr, { orders: 8, products: 12, customers: 6 });
});
afterAll(() => world.close());

async function runAll(): Promise<void> {
  for (const flow of [...TO_ERP, ...TO_SHOP]) expect(failures(await world.run(flow, { settings: SETTINGS })), flow).toEqual([]);
}

/** Changes sent to each side since the last call. */
function writes(): { shop: number; erp: number } {
  const count = (stats: { total: number; byMethod: Record<string, number> }) => stats.total - (stats.byMethod.GET ?? 0);
  const now = { shop: count(world.shop.control.stats()), erp: count(world.erp.control.stats()) };
  world.shop.control.resetStats();
  world.erp.control.resetStats();
  return now;
}

async function erp(method: string, path: string, body: JsonObject): Promise<JsonObject | number> {
  const headers = { DOLAPIKEY: world.erp.key, "content-type": "application/json" };
  const reply = await fetch(`${world.erp.url}/api/index.php${path}`, { method, headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as JsonObject | number;
}

const shopProduct = async (reference: string) =>
  ((await shopList(world, "products")) as JsonObject[]).find((product) => product.reference === reference);

describe("both directions together", () => {
  it("settles: once everything is where it belongs, a run of all flows writes on neither side", async () => {
    await runAll();
    await runAll();
    writes();
    await runAll();
    expect(writes()).toEqual({ shop: 0, erp: 0 });
  });

  it("MCO-02 a product made in Dolibarr is created in the shop, then kept in step; its description only on creation", async () => {
    const fields = { label: "Bougie du solstice", description: "Cire végétale", price: "12.5", tva_tx: "20", weight: "0.4" };
    const id = await erp("POST", "/products", { ref: "SOLSTICE", type: 0, status: 1, ...fields });
    await runAll();
    const made = await shopProduct("SOLSTICE");
    expect(made).toMatchObject({ price: "12.500000", weight: "0.400000", active: "1", state: "1" });
    expect(JSON.stringify(made?.description)).toContain("Cire");
    await erp("PUT", `/products/${id}`, { price: "14", description: "Autre texte", price_base_type: "HT" });
    await runAll();
    const updated = await shopProduct("SOLSTICE");
    expect(updated).toMatchObject({ id: made?.id, price: "14.000000" });
    expect(JSON.stringify(updated?.description)).toContain("Cire");
    await erp("PUT", `/products/${id}`, { status: 0 });
    await runAll();
    expect(await shopProduct("SOLSTICE")).toMatchObject({ active: "0" });
  });

  it("MCO-01 CO-21 a movement in Dolibarr sets the quantity of the shop, of a combination too", async () => {
    const products = (await world.erpGet("/products?limit=0&mode=1")) as JsonObject[];
    const [simple, combination] = [
      products.find((product) => product.ref === "SAV-LAV-100"),
      products.find((product) => /^SAV-LIQ-/.test(String(product.ref))),
    ];
    for (const product of [simple, combination]) {
      await erp("POST", "/stockmovements", { product_id: Number(product?.id), warehouse_id: 1, qty: 7 });
    }
    await runAll();
    const rows = (await shopList(world, "stock_availables")) as JsonObject[];
    const combinations = (await shopList(world, "combinations")) as JsonObject[];
    const sold = combinations.find((one) => one.reference === combination?.ref);
    const product = await shopProduct("SAV-LAV-100");
    const of = (attribute: unknown, id: unknown) =>
      rows.find((row) => String(row.id_product) === String(id) && String(row.id_product_attribute) === String(attribute));
    expect(of(0, product?.id)?.quantity).toBe("7");
    expect(of(sold?.id, sold?.id_product)?.quantity).toBe("7");
  });

  it("MCO-03 the number of the invoice is noted in the order of the shop", async () => {
    await runAll();
    const [invoice] = await erpInvoices(world);
    const order = (await shopOrders(world)).find((one) => one.reference === invoice?.ref_client);
    expect(String(order?.note)).toContain(`Facture ${invoice?.ref}`);
  });

  it("MCO-01 an order delivered in Dolibarr moves on in the shop, with the tracking number of its shipment", async () => {
    const waiting = (await shopOrders(world)).find((order) => order.current_state === "2");
    const order = (await erpOrders(world)).find((one) => one.ref_client === waiting?.reference);
    const shipment = await erp("POST", `/orders/${order?.id}/shipment/1`, {});
    await erp("PUT", `/shipments/${shipment}`, { tracking_number: "6A12345678901" });
    await erp("POST", `/shipments/${shipment}/validate`, { notrigger: 0 });
    const { statut } = (await world.erpGet(`/orders/${order?.id}`)) as JsonObject;
    if (String(statut) !== "3") await erp("POST", `/orders/${order?.id}/close`, { notrigger: 0 });
    await runAll();
    expect((await shopOrders(world)).find((one) => one.id === waiting?.id)?.current_state).toBe("4");
    const carriers = (await shopList(world, "order_carriers")) as JsonObject[];
    expect(carriers.find((row) => String(row.id_order) === waiting?.id)?.tracking_number).toBe("6A12345678901");
  });

  it("MCO-05 an hour of events on both sides, every five minutes, all flows each time: none comes back where it was made", async () => {
    const made = { label: "Bougie de l’équinoxe", price: "11", tva_tx: "20" };
    const product = await erp("POST", "/products", { ref: "EQUINOXE", type: 0, status: 1, ...made });
    await runAll();
    await runAll();
    writes();
    let serial = 0;
    const events: { on: "shop" | "erp"; make: () => Promise<unknown> }[] = [
      { on: "erp", make: () => erp("PUT", `/products/${product}`, { price: String(12 + serial++), price_base_type: "HT" }) },
      { on: "shop", make: () => changePrice("SAV-OLI-300", `${6 + serial++}.100000`) },
      { on: "erp", make: () => erp("POST", "/stockmovements", { product_id: Number(product), warehouse_id: 1, qty: 3 }) },
      { on: "shop", make: async () => world.shop.control.generate({ orders: 2 }) },
    ];
    for (let tick = 0; tick < 12; tick += 1) {
      const event = events[tick % events.length];
      await event?.make();
      writes();
      await runAll();
      const written = writes();
      // What came back from an earlier tick would show here as a write on the side of this event.
      expect(written[event?.on === "erp" ? "shop" : "erp"], `tick ${tick}`).toBeGreaterThan(0);
      if (event?.on === "erp") expect(written.erp, `tick ${tick}`).toBe(0);
      if (tick % events.length === 1) expect(written.shop, `tick ${tick}`).toBe(0);
    }
    await runAll();
    expect(writes()).toEqual({ shop: 0, erp: 0 });
  }, 240_000);

  it("MCO-05 both sides change the same products, stock and customer in the same minute: each has one master, and nothing comes back", async () => {
    const own = ((await world.erpGet("/products?sqlfilters=(t.ref:=:'EQUINOXE')")) as JsonObject[])[0];
    const shops = ((await world.erpGet("/products?sqlfilters=(t.ref:=:'SAV-OLI-300')")) as JsonObject[])[0];
    const [customer] = [...world.shop.shop.store.table("customers").all()].filter(
      ({ deleted, is_guest }) => `${deleted}${is_guest}` === "00",
    );
    const party = ((await world.erpGet(`/thirdparties?sqlfilters=(t.email:=:'${customer?.email}')`)) as JsonObject[])[0];
    await changePrice("EQUINOXE", "1.000000");
    await erp("PUT", `/products/${own?.id}`, { price: "33", price_base_type: "HT" });
    await changePrice("SAV-OLI-300", "7.700000");
    await erp("PUT", `/products/${shops?.id}`, { price: "2", price_base_type: "HT" });
    const { id: sold } = (await shopProduct("EQUINOXE")) ?? {};
    const stock = world.shop.shop.store.table("stock_availables");
    for (const row of stock.by("id_product", String(sold))) stock.update(row.id, { quantity: "99" });
    await erp("POST", "/stockmovements", { product_id: Number(own?.id), warehouse_id: 1, qty: 4 });
    world.shop.shop.store.table("customers").update(customer?.id ?? 0, { lastname: "Nouvelle", date_upd: "2026-11-22 12:00:00" });
    await erp("PUT", `/thirdparties/${party?.id}`, { name: "À la main", town: "Ailleurs" });
    await runAll();
    expect(await shopProduct("EQUINOXE")).toMatchObject({ price: "33.000000" });
    expect(Number(((await world.erpGet(`/products/${shops?.id}`)) as JsonObject).price)).toBe(7.7);
    const kept = (await world.erpGet(`/products/${own?.id}/stock`)) as { stock_reel: number | string };
    expect(Number(stock.by("id_product", String(sold))[0]?.quantity)).toBe(Number(kept.stock_reel));
    expect(await world.erpGet(`/thirdparties/${party?.id}`)).toMatchObject({ name: expect.stringContaining("Nouvelle") });
    await runAll();
    writes();
    await runAll();
    expect(writes()).toEqual({ shop: 0, erp: 0 });
  });
});

async function changePrice(reference: string, price: string): Promise<void> {
  const table = world.shop.shop.store.table("products");
  const row = [...table.all()].find((product) => product.reference === reference);
  table.update(row?.id ?? 0, { price });
}
