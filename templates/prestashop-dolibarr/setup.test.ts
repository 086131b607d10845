import { describe, expect, it } from "vitest";
import { SANDBOX_READER_KEY } from "@/connectors/prestashop/sandbox";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import { decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { erpOrders, shopOrders } from "@/templates/testing/read-back";
import { startWorld, type World, type WorldOptions } from "@/templates/testing/world";

const SMALL = { orders: 8, products: 8, customers: 6 };
const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
const writesIn = (stats: { total: number; byMethod: Record<string, number> }) =>
  stats.total - (stats.byMethod.GET ?? 0) - (stats.byMethod.HEAD ?? 0);

async function within(options: WorldOptions, task: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { ...SMALL, ...options });
  try {
    await task(world);
  } finally {
    await world.close();
  }
}

const productOf = async (world: World, ref: string) =>
  ((await world.erpGet("/products?limit=0")) as JsonObject[]).find((product) => product.ref === ref);

describe("what the template works with", () => {
  it.each([
    ["1.7.8", "17.0.4"],
    ["8.2.4", "20.0.0"],
    ["9.0", "22.0.4"],
  ] as const)("CO-04 a PrestaShop %s and a Dolibarr %s are kept in step", async (shopVersion, version) => {
    await within({ shopVersion, erp: { version } }, async (world) => {
      for (const flow of ["customers", "products", "orders"]) expect(failures(await world.run(flow)), flow).toEqual([]);
      const paid = new Map((await shopOrders(world)).map((order) => [order.reference, order.total_paid]));
      const booked = (await erpOrders(world)).filter((order) => order.multicurrency_code !== "USD");
      expect(booked.length).toBeGreaterThan(2);
      for (const order of booked)
        expect(decimal(order.total_ttc).toFixed(2)).toBe(decimal(paid.get(order.ref_client ?? "") ?? "0").toFixed(2));
    });
  });

  it("CO-07 this direction alone needs nothing of the other: a key that may only read the shop is enough", async () => {
    await within({ shopKey: SANDBOX_READER_KEY }, async (world) => {
      for (const flow of ["customers", "categories", "products", "orders", "credits"]) {
        expect(failures(await world.run(flow)), flow).toEqual([]);
      }
      expect((await erpOrders(world)).length).toBeGreaterThan(2);
      expect(writesIn(world.shop.control.stats())).toBe(0);
      const back = prestashopDolibarr.areas.filter(({ key }) => key.endsWith("ToShop"));
      expect(back.map(({ enabledByDefault }) => enabledByDefault)).toEqual(back.map(() => false));
    });
  });

  it("CO-03 each company of a Dolibarr with several is written apart, by the header DOLAPIENTITY", async () => {
    await within({ entity: "2" }, async (world) => {
      const first = { DOLAPIKEY: world.erp.key };
      const inFirst = async (path: string) =>
        (await (await fetch(`${world.erp.url}/api/index.php${path}`, { headers: first })).json()) as JsonObject[];
      const before = await inFirst("/orders?limit=0");
      for (const flow of ["customers", "products", "orders"]) expect(failures(await world.run(flow)), flow).toEqual([]);
      expect((await erpOrders(world)).length).toBeGreaterThan(2);
      expect((await inFirst("/orders?limit=0")).length).toBe(before.length);
    });
  });

  it("MCO-04 both directions are one template: they cannot be of different versions", () => {
    const [shop, erp] = ["role:shop", "role:erp"];
    const reads = prestashopDolibarr.flows.map(
      ({ document }) => document.nodes.find(({ kind }) => kind === "read")?.config.connection,
    );
    expect(new Set(reads)).toEqual(new Set([shop, erp]));
    expect(prestashopDolibarr.version).toBeGreaterThan(0);
  });

  it("CO-40 the options are grouped where one looks for them: customers, products, orders and invoices", () => {
    const areaOf = (requirement: string) =>
      new Set(
        prestashopDolibarr.settings.filter((setting) => setting.requirements.includes(requirement)).map(({ area }) => area),
      );
    for (const id of ["CO-24", "CO-25"]) expect([...areaOf(id)], id).toEqual(["customers"]);
    for (const id of ["CO-18", "CO-20"]) expect([...areaOf(id)], id).toEqual(["products"]);
    for (const id of ["CO-29", "CO-31", "CO-39"]) expect([...areaOf(id)], id).toEqual(["orders"]);
    const areas = new Set(prestashopDolibarr.areas.map(({ key }) => key));
    expect(prestashopDolibarr.settings.filter(({ area }) => area !== undefined && !areas.has(area))).toEqual([]);
  });
});

describe("in real time", () => {
  it("CO-01 what is made, changed or taken off sale in the shop reaches Dolibarr with the next look at what is new", async () => {
    await within({}, async (world) => {
      const flows = ["customers", "products", "orders"];
      const look = async () => {
        const outcomes = [];
        for (const flow of flows) outcomes.push(...(await world.run(flow, { sinceLast: true })));
        expect(failures(outcomes)).toEqual([]);
        return outcomes;
      };
      await look();
      const before = (await erpOrders(world)).length;
      await world.shop.control.generate({ orders: 2 });
      const seen = await look();
      expect(seen.length).toBeLessThan(30);
      expect((await erpOrders(world)).length).toBeGreaterThan(before);
      const products = world.shop.shop.store.table("products");
      const product = [...products.all()].find((each) => each.reference === "SAV-LAV-100");
      const later = new Date(Date.now() + 60_000).toISOString().slice(0, 19).replace("T", " ");
      products.update(product?.id ?? 0, { price: "7.250000", date_upd: later });
      await look();
      expect(decimal(String((await productOf(world, "SAV-LAV-100"))?.price)).toFixed(2)).toBe("7.25");
      products.update(product?.id ?? 0, { active: "0", date_upd: later });
      await look();
      expect(await productOf(world, "SAV-LAV-100")).toMatchObject({ status: "0" });
    });
  });

  it("CO-01 GEN-06 a product or a combination deleted in the shop is taken off sale where that area is on, never deleted", async () => {
    await within({}, async (world) => {
      await world.run("products");
      const { store } = world.shop.shop;
      const before = (await world.erpGet("/products?limit=0")) as JsonObject[];
      const combination = [...store.table("combinations").all()][0];
      store.table("combinations").delete(combination?.id ?? 0);
      const product = [...store.table("products").all()].find((each) => each.reference === "SAV-LAV-100");
      store.table("products").delete(product?.id ?? 0);
      const area = prestashopDolibarr.areas.find(({ key }) => key === "deletedProducts");
      expect(area?.enabledByDefault).toBe(false);
      expect(await productOf(world, "SAV-LAV-100")).toMatchObject({ status: "1" });
      expect(failures(await world.run("deletedProducts"))).toEqual([]);
      const off = ((await world.erpGet("/products?limit=0")) as JsonObject[]).filter((each) => each.status === "0");
      const offBefore = before.filter((each) => each.status === "0").length;
      expect(off.map((each) => each.ref)).toEqual(expect.arrayContaining(["SAV-LAV-100", combination?.reference]));
      expect(off.length).toBe(offBefore + 2);
      expect(((await world.erpGet("/products?limit=0")) as JsonObject[]).length).toBe(before.length);
    });
  });
});
