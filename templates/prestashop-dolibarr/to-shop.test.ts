import { describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import type { JsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { erpOrders, shopList, shopOrders } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
const SHEET = { type: 0, status: 1, price: "9", price_base_type: "HT", tva_tx: "20", weight: "0.5", weight_units: 0 };
const SIZES = { width: "12", width_units: -2, height: "0.3", height_units: 0, length: "45", length_units: -3 };

async function within(task: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { orders: 2, products: 6, customers: 2 });
  try {
    await task(world);
  } finally {
    await world.close();
  }
}

async function erp(world: World, method: "POST" | "PUT", path: string, body: JsonObject = {}): Promise<unknown> {
  const headers = { DOLAPIKEY: world.erp.key, "content-type": "application/json" };
  const reply = await fetch(`${world.erp.url}/api/index.php${path}`, { method, headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return reply.json();
}

const made = async (world: World, ref: string) =>
  ((await shopList(world, "products")) as JsonObject[]).find((product) => product.reference === ref);
const categoryNamed = async (world: World, name: string) =>
  ((await shopList(world, "categories")) as JsonObject[]).find((category) => JSON.stringify(category.name).includes(name));

describe("products of Dolibarr in the shop", () => {
  it("MCO-02 sizes in centimetres, weight in kilograms, each barcode in its own field", async () => {
    await within(async (world) => {
      const product = { ...SHEET, ...SIZES, ref: "LAMPE", label: "Lampe", barcode: "012345678905", barcode_type: 3 };
      await erp(world, "POST", "/products", product);
      expect(failures(await world.run("productsToShop"))).toEqual([]);
      const sold = await made(world, "LAMPE");
      expect([sold?.width, sold?.height, sold?.depth].map(Number)).toEqual([12, 30, 4.5]);
      expect([sold?.upc, sold?.ean13, Number(sold?.weight)]).toEqual(["012345678905", "", 0.5]);
    });
  });

  it("MCO-02 each field is followed only while its option says so", async () => {
    await within(async (world) => {
      const id = await erp(world, "POST", "/products", { ...SHEET, ref: "VASE", label: "Vase" });
      await world.run("productsToShop");
      const changed = { label: "Vase bleu", price: "12", price_base_type: "HT", weight: "0.9", status: 0 };
      await erp(world, "PUT", `/products/${id}`, changed);
      const off = { sendNames: false, sendPrices: false, sendWeights: false, sendStatus: false };
      expect(failures(await world.run("productsToShop", { settings: off }))).toEqual([]);
      expect(await made(world, "VASE")).toMatchObject({ price: "9.000000", weight: "0.500000", active: "1" });
      expect(failures(await world.run("productsToShop"))).toEqual([]);
      const followed = await made(world, "VASE");
      expect(followed).toMatchObject({ price: "12.000000", weight: "0.900000", active: "0" });
      expect(JSON.stringify(followed?.name)).toContain("Vase bleu");
    });
  });

  it("MCO-02 its categories: those of the shop as they are, those made in Dolibarr created with their parent, none sent back", async () => {
    await within(async (world) => {
      const flows = ["categories", "products", "categoriesToShop", "productsToShop"];
      const all = async () => {
        for (const flow of flows) expect(failures(await world.run(flow)), flow).toEqual([]);
      };
      await all();
      const [known] = (await world.erpGet("/categories?type=product&limit=1")) as JsonObject[];
      const parent = await erp(world, "POST", "/categories", { label: "Atelier", type: "product" });
      const child = await erp(world, "POST", "/categories", {
        label: "Ateliers du samedi",
        type: "product",
        fk_parent: Number(parent),
      });
      const id = await erp(world, "POST", "/products", { ...SHEET, ref: "STAGE", label: "Stage" });
      for (const category of [known?.id, child]) await erp(world, "POST", `/categories/${category}/objects/product/${id}`);
      await all();
      // Each finds its place in the run that brings its parent.
      expect((await categoryNamed(world, "samedi"))?.id_parent).toBe(String((await categoryNamed(world, 'Atelier"'))?.id));
      const sent = world.shop.control.stats().byMethod.POST;
      await all();
      expect(world.shop.control.stats().byMethod.POST).toBe(sent);
      const product = await made(world, "STAGE");
      const [atelier, samedi] = [await categoryNamed(world, 'Atelier"'), await categoryNamed(world, "samedi")];
      expect(samedi?.id_parent).toBe(String(atelier?.id));
      const places = ((product?.associations as JsonObject | undefined)?.categories ?? []) as JsonObject[];
      expect(places.map((place) => String(place.id))).toContain(String(samedi?.id));
      expect(places).toHaveLength(2);
      const labels = ((await world.erpGet("/categories?type=product&limit=0")) as JsonObject[]).map((each) => each.label);
      expect(new Set(labels).size).toBe(labels.length);
    });
  });

  it("CO-18 MCO-05 the parent of variants is not sent back to the shop as a product of Dolibarr", async () => {
    await within(async (world) => {
      expect(failures(await world.run("products", { settings: { combinations: "variants" } }))).toEqual([]);
      const before = ((await shopList(world, "products")) as JsonObject[]).length;
      expect(failures(await world.run("productsToShop"))).toEqual([]);
      expect(((await shopList(world, "products")) as JsonObject[]).length).toBe(before);
    });
  });
});

describe("orders of Dolibarr in the shop", () => {
  it("MCO-01 an order cancelled in Dolibarr is cancelled in the shop when a state is chosen for it, one that is further on is not", async () => {
    const world = await startWorld(prestashopDolibarr, { orders: 10, products: 6, customers: 4 });
    try {
      expect(failures(await world.run("orders"))).toEqual([]);
      const [order] = (await shopOrders(world)).filter((each) => each.current_state === "2");
      const booked = (await erpOrders(world)).find((each) => each.ref_client === order?.reference);
      await erp(world, "PUT", `/orders/${booked?.id}`, { status: -1 });
      const stateOf = async () => (await shopOrders(world)).find((each) => each.id === order?.id)?.current_state;
      expect(failures(await world.run("statesToShop"))).toEqual([]);
      expect(await stateOf()).toBe("2");
      const how = { settings: { cancelledState: "6" } };
      expect(failures(await world.run("statesToShop", { settings: { ...how.settings, deliveredFrom: ["3"] } }))).toEqual([]);
      expect(await stateOf()).toBe("2");
      expect(failures(await world.run("statesToShop", how))).toEqual([]);
      expect(await stateOf()).toBe("6");
    } finally {
      await world.close();
    }
  });
});
