import { createRandom } from "@/connectors/sandbox-kit/random";
import type { JsonObject } from "@/lib/core/json";
import { localTime, type Shop, table } from "../shop";
import { addProducts, seedCatalogueFrame, seedSpecificPrices } from "./catalogue";
import { seedFresh } from "./fresh";
import { seedLists } from "./lists";
import { addCustomers } from "./people";
import { addOrders, seedCartRules } from "./sales";

export interface DemoOptions {
  /** Default 60. */
  readonly products?: number;
  /** Default 40. */
  readonly customers?: number;
  /** Default 120, over the three months that end today. */
  readonly orders?: number;
  readonly seed?: number;
  /** `fresh`: as the installer leaves a shop, with its sample data; the counts do not matter then. */
  readonly profile?: "fresh";
}

const DAY = 86_400_000;

/** Fills an empty shop: the lists every shop has, then the demo's own data; the same seed and clock give the same shop. */
export function seedDemo(shop: Shop, { products = 60, customers = 40, orders = 120, seed = 20, profile }: DemoOptions): void {
  const random = createRandom(seed);
  const opening = localTime(new Date(shop.clock().getTime() - 400 * DAY), shop.settings.timeZone);
  const catalogue = localTime(new Date(shop.clock().getTime() - 120 * DAY), shop.settings.timeZone);
  seedLists(shop, opening);
  seedCatalogueFrame(shop, opening);
  if (profile === "fresh") {
    seedFresh(shop, catalogue);
    return;
  }
  seedCartRules(shop, opening);
  addProducts(shop, products, random, catalogue);
  if (products >= 40) seedSpecificPrices(shop);
  addCustomers(shop, customers, random, catalogue);
  addOrders(shop, orders, random);
}

/** `{orders, products, customers}`: that many more, changed and placed now so that a later reading finds them as new. */
export function generateMore(shop: Shop, counts: JsonObject): JsonObject {
  const wanted = (name: string): number => {
    const count = counts[name];
    return typeof count === "number" && count > 0 ? Math.floor(count) : 0;
  };
  const made = { products: wanted("products"), customers: wanted("customers"), orders: wanted("orders") };
  const random = createRandom(table(shop, "orders").sequence + table(shop, "products").sequence * 31 + 7);
  const moment = localTime(shop.clock(), shop.settings.timeZone);
  addProducts(shop, made.products, random, moment);
  const needsBuyers = made.orders > 0 && table(shop, "customers").size === 0;
  addCustomers(shop, needsBuyers ? Math.max(10, made.customers) : made.customers, random, moment);
  if (made.orders > 0 && table(shop, "products").size === 0) addProducts(shop, 60, random, moment);
  const orders = table(shop, "orders");
  const before = orders.sequence;
  addOrders(shop, made.orders, random, typeof counts.days === "number" ? counts.days : 1);
  // They turn up now, whatever day they bear: who reads what changed since last time must see them.
  for (const { id } of [...orders.all()].filter((order) => order.id > before)) orders.update(id, { date_upd: moment });
  return made;
}
