import { describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import { decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { erpOrders, shopList } from "@/templates/testing/read-back";
import { startWorld, type World, type WorldOptions } from "@/templates/testing/world";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
const writes = (world: World) => {
  const { total, byMethod } = world.erp.control.stats();
  return total - (byMethod.GET ?? 0);
};
const price = (amount: unknown) => decimal(String(amount)).toFixed(2);
const LEVELS = { PRODUIT_MULTIPRICES: "1", PRODUIT_MULTIPRICES_LIMIT: "3" };

async function within(options: WorldOptions, task: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { orders: 6, products: 16, customers: 6, ...options });
  try {
    await task(world);
  } finally {
    await world.close();
  }
}

const table = (world: World, name: string) => world.shop.shop.store.table(name);
const erpProducts = async (world: World) => (await world.erpGet("/products?limit=0")) as JsonObject[];
const byRef = async (world: World, ref: string) => (await erpProducts(world)).find((product) => product.ref === ref);
const shopProduct = (world: World, reference: string) =>
  [...table(world, "products").all()].find((row) => row.reference === reference);

describe("drafts of PrestaShop", () => {
  it("a product page that was opened and never saved (state 0) is no product", async () => {
    await within({ orders: 0 }, async (world) => {
      table(world, "products").update(1, { state: "0", reference: "", name: { "1": "", "2": "" } });
      const outcomes = await world.run("products");
      expect(failures(outcomes)).toEqual([]);
      expect(outcomes.find(({ key }) => key === "1")?.outcome).toBe("ignored");
      expect((await erpProducts(world)).some(({ ref }) => String(ref).startsWith("PS-1"))).toBe(false);
    });
  });
});

describe("combinations as variants", () => {
  const how = { settings: { combinations: "variants" } };

  it("CO-18 each combination is a variant of one product, at its own price, and orders sell it", async () => {
    await within({}, async (world) => {
      expect(failures(await world.run("products", how))).toEqual([]);
      const [combination] = (await shopList(world, "combinations")) as JsonObject[];
      const own = ((await shopList(world, "combinations")) as JsonObject[]).filter(
        (each) => each.id_product === combination?.id_product,
      );
      const parent = await byRef(world, String(table(world, "products").get(Number(combination?.id_product))?.reference));
      const variants = (await world.erpGet(`/products/${parent?.id}/variants`)) as JsonObject[];
      expect(variants.length).toBe(own.length);
      const children = new Map((await erpProducts(world)).map((product) => [String(product.id), product]));
      const base = decimal(String(table(world, "products").get(Number(combination?.id_product))?.price));
      const prices = variants.map((variant) => price(children.get(String(variant.fk_product_child))?.price)).sort();
      expect(prices).toEqual(own.map((each) => price(base.add(decimal(String(each.price))))).sort());
      expect(failures(await world.run("orders", how))).toEqual([]);
      const sold = (await erpOrders(world)).flatMap((order) => order.lines).filter((line) => line.product_type === "0");
      expect(sold.every((line) => line.fk_product)).toBe(true);
    });
  });

  it("CO-18 a second run writes nothing, and a combination that is there is taken, not replaced", async () => {
    await within({}, async (world) => {
      await world.run("products", how);
      const before = (await erpProducts(world)).map((product) => product.id);
      const sent = writes(world);
      await world.run("products", how);
      expect(writes(world)).toBe(sent);
      const again = await startWorld(prestashopDolibarr, { orders: 6, products: 16, customers: 6, into: world });
      expect(failures(await again.run("products", how))).toEqual([]);
      expect((await erpProducts(world)).map((product) => product.id)).toEqual(before);
      await again.close();
    });
  });

  it("CO-18 a combination whose impact changes keeps its product, at the new price and with the new impact", async () => {
    await within({}, async (world) => {
      await world.run("products", how);
      const combination = [...table(world, "combinations").all()][0];
      const parent = table(world, "products").get(Number(combination?.id_product));
      table(world, "combinations").update(combination?.id ?? 0, { price: "4.400000" });
      expect(failures(await world.run("products", how))).toEqual([]);
      const variants = (await world.erpGet(
        `/products/${(await byRef(world, String(parent?.reference)))?.id}/variants`,
      )) as JsonObject[];
      const changed = variants.find((variant) => price(variant.variation_price) === "4.40");
      const child = (await erpProducts(world)).find((product) => String(product.id) === String(changed?.fk_product_child));
      expect(price(child?.price)).toBe(price(decimal(String(parent?.price)).add(decimal("4.4"))));
    });
  });

  it("CO-21 the stock of a variant is its own; the parent has none", async () => {
    await within({}, async (world) => {
      await world.run("products", how);
      expect(failures(await world.run("stocks", { settings: { ...how.settings, warehouse: "1" } }))).toEqual([]);
      const [combination] = (await shopList(world, "combinations")) as JsonObject[];
      const parent = await byRef(world, String(table(world, "products").get(Number(combination?.id_product))?.reference));
      expect(Number(parent?.stock_reel ?? 0)).toBe(0);
    });
  });
});

describe("prices of groups", () => {
  const GROUP = "3";
  const how = { settings: { priceLevels: 2 }, tables: { groups: { [GROUP]: { category: null, level: "2" } } } };
  const special = (world: World, fields: JsonObject) =>
    table(world, "specific_prices").insert({
      ...{ id_shop: "0", id_shop_group: "0", id_cart: "0", id_product_attribute: "0", id_currency: "0", id_country: "0" },
      ...{ id_group: GROUP, id_customer: "0", price: "-1.000000", from_quantity: "1", reduction: "0.000000" },
      ...{ reduction_tax: "0", reduction_type: "amount", from: "0000-00-00 00:00:00", to: "0000-00-00 00:00:00" },
      ...fields,
    });

  it("CO-23 the specific prices of a group are the price level of Dolibarr that stands for it, and its customers have that level", async () => {
    await within({ erp: { settings: LEVELS } }, async (world) => {
      const [first, second] = [shopProduct(world, "SAV-LAV-100"), shopProduct(world, "SAV-OLI-300")];
      special(world, { id_product: String(first?.id), reduction: "0.250000", reduction_type: "percentage" });
      special(world, { id_product: String(second?.id), price: "3.500000" });
      expect(failures(await world.run("products", how))).toEqual([]);
      const levelsOf = async (ref: string) => ((await byRef(world, ref))?.multiprices ?? {}) as JsonObject;
      const net = decimal(String(first?.price));
      const levels = await levelsOf("SAV-LAV-100");
      expect([price(levels["1"]), price(levels["2"])]).toEqual([price(net), price(net.mul(decimal("0.75")))]);
      expect(price((await levelsOf("SAV-OLI-300"))["2"])).toBe("3.50");
      expect(failures(await world.run("customers", how))).toEqual([]);
      const customer = [...table(world, "customers").all()].find((row) => row.id_default_group === GROUP && row.is_guest !== "1");
      const parties = (await world.erpGet("/thirdparties?limit=0")) as JsonObject[];
      expect(parties.find((party) => party.email === customer?.email)?.price_level).toBe("2");
    });
  });

  it("CO-23 a promotion that begins or ends without a change of its product comes with the flow of prices, other levels left alone", async () => {
    await within({ erp: { settings: LEVELS } }, async (world) => {
      await world.run("products", how);
      const product = await byRef(world, "SAV-LAV-100");
      const levels = { ...((product?.multiprices ?? {}) as JsonObject), "3": "1.23" };
      await fetch(`${world.erp.url}/api/index.php/products/${product?.id}`, {
        method: "PUT",
        headers: { DOLAPIKEY: world.erp.key, "content-type": "application/json" },
        body: JSON.stringify({ multiprices: levels, multiprices_base_type: { "1": "HT", "2": "HT", "3": "HT" } }),
      });
      const row = special(world, { id_product: String(shopProduct(world, "SAV-LAV-100")?.id), price: "2.000000" });
      expect(failures(await world.run("prices", how))).toEqual([]);
      const after = ((await byRef(world, "SAV-LAV-100"))?.multiprices ?? {}) as JsonObject;
      expect([price(after["2"]), price(after["3"])]).toEqual(["2.00", "1.23"]);
      table(world, "specific_prices").delete(row.id);
      await world.run("prices", how);
      const ended = (await byRef(world, "SAV-LAV-100"))?.multiprices ?? {};
      expect(price((ended as JsonObject)["2"])).toBe(price(product?.price));
      const sent = writes(world);
      await world.run("prices", how);
      await world.run("products", how);
      expect(writes(world)).toBe(sent);
    });
  });

  it("CO-23 a Dolibarr without price levels says so, of each product", async () => {
    await within({}, async (world) => {
      const said = failures(await world.run("products", how));
      expect(said[0]).toMatch(/level 1/);
    });
  });
});

describe("what else a product has", () => {
  it("CO-02 CO-22 sizes, cost price, ecotax and the kind of barcode", async () => {
    await within({}, async (world) => {
      const product = shopProduct(world, "SAV-LAV-100");
      const sizes = { width: "6.500000", height: "3.000000", depth: "9.000000", wholesale_price: "1.750000", ecotax: "0.120000" };
      table(world, "products").update(product?.id ?? 0, { ...sizes, ean13: "3760123456789" });
      expect(failures(await world.run("products", { settings: { barcodes: true } }))).toEqual([]);
      const booked = await byRef(world, "SAV-LAV-100");
      const number = (name: string) => Number(booked?.[name]);
      expect([number("width"), number("height"), number("length"), number("width_units")]).toEqual([6.5, 3, 9, -2]);
      expect(price(booked?.cost_price)).toBe("1.75");
      expect(price(booked?.price)).toBe(price(decimal(String(product?.price)).add(decimal("0.12"))));
      expect([booked?.barcode, String(booked?.barcode_type)]).toEqual(["3760123456789", "2"]);
    });
  });

  it("CO-02 features go to the extrafields the table names", async () => {
    await within({}, async (world) => {
      const [feature] = [...table(world, "product_features").all()];
      const value = [...table(world, "product_feature_values").all()].find((row) => row.id_feature === String(feature?.id));
      const product = shopProduct(world, "SAV-LAV-100");
      const list = [{ id: String(feature?.id), id_feature_value: String(value?.id) }];
      table(world, "products").update(product?.id ?? 0, { "@product_features": list });
      await fetch(`${world.erp.url}/api/index.php/setup/extrafields/product/matiere`, {
        method: "POST",
        headers: { DOLAPIKEY: world.erp.key, "content-type": "application/json" },
        body: JSON.stringify({
          label: "Matière",
          type: "varchar",
          elementtype: "product",
          pos: 1,
          size: "64",
          unique: 0,
          required: 0,
          list: "1",
        }),
      });
      const tables = { features: { [String(feature?.id)]: { value: "product:options_matiere" } } };
      expect(failures(await world.run("products", { tables }))).toEqual([]);
      expect(JSON.stringify((await byRef(world, "SAV-LAV-100"))?.array_options)).toMatch(/options_matiere":"[^"]+/);
    });
  });

  it("CO-02 a pack holds its products", async () => {
    await within({}, async (world) => {
      const [pack, part] = [shopProduct(world, "SAV-LAV-100"), shopProduct(world, "SAV-OLI-300")];
      const bundle = [{ id: String(part?.id), id_product_attribute: "0", quantity: "2" }];
      table(world, "products").update(pack?.id ?? 0, { product_type: "pack", "@product_bundle": bundle });
      expect(failures(await world.run("products"))).toEqual([]);
      expect(failures(await world.run("products"))).toEqual([]);
      const booked = await byRef(world, "SAV-LAV-100");
      expect(await world.erpGet(`/products/${booked?.id}/subproducts`)).toMatchObject([{ ref: "SAV-OLI-300", qty: "2" }]);
    });
  });

  it("CO-02 groups become categories of the third party", async () => {
    await within({}, async (world) => {
      const headers = { DOLAPIKEY: world.erp.key, "content-type": "application/json" };
      const body = JSON.stringify({ label: "Clients du site", type: "customer" });
      const category = String(
        await (await fetch(`${world.erp.url}/api/index.php/categories`, { method: "POST", headers, body })).json(),
      );
      const tables = { groups: { "3": { category, level: null } } };
      expect(failures(await world.run("customers", { tables }))).toEqual([]);
      const inside = (await world.erpGet(`/categories/${category}/objects?type=customer`)) as JsonObject[];
      expect(inside.length).toBeGreaterThan(0);
    });
  });

  it("CO-02 suppliers become third parties, their references and prices purchase prices of the product", async () => {
    await within({}, async (world) => {
      const times = { date_add: "2026-11-20 10:00:00", date_upd: "2026-11-20 10:00:00" };
      const supplier = table(world, "suppliers").insert({ name: "Savonnerie du Luberon", active: "1", ...times });
      const product = shopProduct(world, "SAV-LAV-100");
      const row = table(world, "product_suppliers").insert({
        ...{ id_product: String(product?.id), id_product_attribute: "0", id_supplier: String(supplier.id), id_currency: "1" },
        ...{ product_supplier_reference: "LUB-17", product_supplier_price_te: "2.350000" },
      });
      for (const flow of ["products", "suppliers", "purchasePrices"]) expect(failures(await world.run(flow)), flow).toEqual([]);
      const booked = await byRef(world, "SAV-LAV-100");
      const pricesOf = async () => (await world.erpGet(`/products/${booked?.id}/purchase_prices`)) as JsonObject[];
      const party = ((await world.erpGet("/thirdparties?mode=4&limit=0")) as JsonObject[]).find(
        (each) => each.name === supplier.name,
      );
      expect(await pricesOf()).toMatchObject([{ fourn_ref: "LUB-17", fourn_id: String(party?.id) }]);
      table(world, "product_suppliers").update(row.id, { product_supplier_price_te: "2.500000" });
      expect(failures(await world.run("purchasePrices"))).toEqual([]);
      expect((await pricesOf()).map((each) => price(each.fourn_price))).toEqual(["2.50"]);
      const sent = writes(world);
      await world.run("purchasePrices");
      expect(writes(world)).toBe(sent);
    });
  });
});
