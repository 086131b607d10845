import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrestashopSandbox } from "@/connectors/prestashop/sandbox";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import { isJsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { erpOrders } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";
import { type Exchange, loadRecordings } from "./harness";
import { prestashop } from "./prestashop";
import { loadPristineShop } from "./prestashop-state";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
/** Orders whose heads and rows were read; of the others only the ids are known. */
const READ = ["1", "2", "3"];

/** The recorded shop, with what was never read of it in the state a shop could be in. */
function fill({ shop }: PrestashopSandbox, exchanges: readonly Exchange[]): void {
  shop.store.reset();
  loadPristineShop(shop, exchanges);
  const { store } = shop;
  for (const order of [...store.table("orders").all()])
    if (!READ.includes(String(order.id))) store.table("orders").delete(order.id);
  for (const product of [...store.table("products").all()]) {
    if (!isJsonObject(product.name) || Object.values(product.name).every((name) => name === "")) {
      store.table("products").update(product.id, { name: { "1": `Product ${product.id}`, "2": `Produit ${product.id}` } });
    }
  }
}

describe("the demo shop of a real PrestaShop 8.2.4 into a fresh Dolibarr", () => {
  let world: World | undefined;
  beforeAll(async () => {
    const recordings = loadRecordings("../shared/fixtures", "prestashop");
    if (!recordings) return;
    const exchanges = prestashop.read(recordings);
    world = await startWorld(prestashopDolibarr, {
      erp: { demo: { profile: "fresh" } },
      fillShop: (shop) => fill(shop, exchanges),
    });
  });
  afterAll(() => world?.close());

  it("customers, products and combinations are created, none fails, and those of one reference are products of their own", async ({
    skip,
  }) => {
    if (!world) return skip("no recordings beside the repository");
    expect(failures(await world.run("customers"))).toEqual([]);
    expect(failures(await world.run("products"))).toEqual([]);
    const products = (await world.erpGet("/products?limit=0")) as Record<string, string>[];
    expect(products.filter((product) => /^demo_1(-\d+)?$/.test(product.ref ?? ""))).toHaveLength(7);
  });

  it("its orders wait for payment; accepted, those whose rows were recorded are booked at what they ask", async ({ skip }) => {
    if (!world) return skip("no recordings beside the repository");
    expect(failures(await world.run("orders"))).toEqual([]);
    await world.moveShopOrder("1", "2");
    expect(failures(await world.run("orders", { keys: ["1"] }))).toEqual([]);
    expect((await erpOrders(world)).map((order) => [order.ref_client, order.total_ttc])).toEqual([["XKBKNABJK", "61.80000000"]]);
  });
});
