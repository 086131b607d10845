import { createRandom } from "@/connectors/sandbox-kit/random";
import { decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";
import { nextRef, type World } from "../core/world";
import { refFields } from "../resources/products";

const KINDS = ["Bol", "Nappe", "Savon", "Bougie", "Panier", "Plaid", "Vase", "Huile"] as const;
const COLOURS = ["lavande", "ocre", "olive", "écru", "terracotta", "indigo"] as const;
const RATES = [
  ["20", 8],
  ["5.5", 2],
  ["10", 1],
] as const;

/** `{products: 2000, thirdparties: 500}`: more records of the demo's kind; answers how many were made. */
export function generate(world: World, counts: JsonObject): JsonObject {
  const wanted = (name: string) => Math.max(0, Math.floor(Number(counts[name] ?? 0)) || 0);
  const made = { products: wanted("products"), thirdparties: wanted("thirdparties") };
  products(world, made.products);
  thirdparties(world, made.thirdparties);
  return made;
}

function products(world: World, count: number): void {
  const table = world.table("product");
  const random = createRandom(table.sequence + 1);
  for (let made = 0; made < count; made += 1) {
    const number = table.nextId();
    const vat = decimal(random.weighted(RATES));
    const price = decimal(random.integer(150, 19_900)).mul(decimal("0.01"));
    const gross = price.mul(decimal("1").add(vat.mul(decimal("0.01")))).round(5);
    table.insert({
      ...refFields(`ART-${String(number).padStart(5, "0")}`),
      label: `${random.pick(KINDS)} ${random.pick(COLOURS)} n° ${number}`,
      status: "1",
      status_buy: "1",
      type: "0",
      price: price.toFixed(8),
      price_ttc: gross.toFixed(8),
      price_base_type: "HT",
      tva_tx: vat.toFixed(4),
      weight: decimal(random.integer(50, 3000)).mul(decimal("0.001")).toString(),
      date_creation: world.now(),
      date_modification: world.now(),
    });
  }
}

function thirdparties(world: World, count: number): void {
  const table = world.table("societe");
  const first = nextRef(table, "CU", world.now(), { field: "code_client", digits: 5 });
  const [prefix = "", start = "0"] = first.split("-");
  for (let made = 0; made < count; made += 1) {
    const number = table.nextId();
    table.insert({
      name: `Client ${number}`,
      email: `client-${number}@clients.example`,
      client: "1",
      code_client: `${prefix}-${String(Number(start) + made).padStart(5, "0")}`,
      country_id: "1",
      country_code: "FR",
      date_creation: world.now(),
      date_modification: world.now(),
    });
  }
}
