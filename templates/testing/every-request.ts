import type { HttpTime } from "@/connectors/http";
import type { SandboxControl } from "@/connectors/sandbox-kit/server";
import type { Row } from "@/connectors/sandbox-kit/store";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import type { Template } from "@/templates/contract";
import { type RunOptions, startWorld, type World } from "@/templates/testing/world";

/**
 * What goes wrong at one request. `lost`: it is carried out, its answer never comes. `dropped`: it never arrives.
 * `outage`: it is carried out, and nothing gets through any more until the run is over.
 */
export const MISHAPS = ["lost", "dropped", "outage"] as const;
export type Mishap = (typeof MISHAPS)[number];

/** What is done before, undisturbed, and the run of which each request to `to` goes wrong once. */
export interface Scene {
  readonly name: string;
  readonly to: "erp" | "shop";
  readonly prepare: (world: World) => Promise<unknown>;
  readonly flows: readonly string[];
  readonly how?: RunOptions;
}

export interface Stage {
  readonly template: Template;
  readonly scene: Scene;
}

/** Waits for nothing: an attempt follows the other at once. */
const hurried: HttpTime = { now: () => performance.now(), random: () => 0, sleep: async () => {} };
/** A shop whose only order has several lines and no discount. */
const SEED = 7;
const clock = () => new Date("2026-11-20T10:00:00Z");

async function open(template: Template): Promise<World> {
  const erp = { settings: { STOCK_CALCULATE_ON_VALIDATE_ORDER: "1" }, clock };
  const demo = { orders: 1, products: 3, customers: 1, seed: SEED };
  const world = await startWorld(template, { ...demo, time: hurried, shopClock: clock, erp });
  await world.install();
  return world;
}

/** Every row both systems hold when nothing goes wrong, and how many requests the run takes. */
export async function undisturbed({ template, scene }: Stage): Promise<{ held: readonly string[]; requests: number }> {
  const world = await open(template);
  try {
    await scene.prepare(world);
    world[scene.to].control.resetStats();
    const said = complaints(await runAll(world, scene));
    if (said.length > 0) throw new Error(`undisturbed: ${said.join(", ")}`);
    const requests = world[scene.to].control.stats().total;
    const more = complaints(await runAll(world, scene));
    if (more.length > 0) throw new Error(`undisturbed, again: ${more.join(", ")}`);
    return { held: holdings(world), requests };
  } finally {
    await world.close();
  }
}

/** What is not as it would have been: after a mishap, and the two runs a schedule would have done since. */
export async function differences(
  { template, scene }: Stage,
  { held, before, mishap }: { held: readonly string[]; before: number; mishap: Mishap },
): Promise<string[]> {
  const world = await open(template);
  try {
    await scene.prepare(world);
    breakAt(world[scene.to].control, before, mishap);
    // A run that breaks off is a run that ended.
    await runAll(world, scene).catch(() => undefined);
    world[scene.to].control.faults({});
    world.links.restart();
    await runAll(world, scene);
    const sent = writes(world);
    const said = complaints(await runAll(world, scene));
    const now = holdings(world);
    const writesMore = writes(world) - sent;
    return [
      ...said,
      ...(writesMore > 0 ? [`still writes ${writesMore} times`] : []),
      ...without(held, now).map((row) => `missing: ${row}`),
      ...without(now, held).map((row) => `too much: ${row}`),
    ];
  } finally {
    await world.close();
  }
}

async function runAll(world: World, { flows, how }: Scene): Promise<RecordOutcome[]> {
  const outcomes: RecordOutcome[] = [];
  for (const flow of flows) outcomes.push(...(await world.run(flow, how)));
  return outcomes;
}

function complaints(outcomes: readonly RecordOutcome[]): string[] {
  return outcomes.flatMap(({ nodeId, error, outcome }) => {
    if (error) return [`${nodeId}: ${error.message}`];
    return outcome === "review" ? [`${nodeId}: review`] : [];
  });
}

function writes({ erp, shop }: World): number {
  const counts = [erp, shop].map(({ control }) => control.stats());
  return counts.reduce((sum, { total, byMethod }) => sum + total - (byMethod.GET ?? 0), 0);
}

function breakAt(control: SandboxControl, before: number, mishap: Mishap): void {
  const fault = mishap === "dropped" ? ("drop" as const) : ("lostReply" as const);
  const after = mishap === "outage" ? [{ fault: "drop" as const, count: 1_000_000 }] : [];
  control.faults({ next: [{ fault, after: before }, ...after] });
}

const PASSING = new Set(["tms", "datec", "date_creation", "date_modification", "date_add", "date_upd", "position"]);
/** Rows that may be made in another order after a mishap; where a document names a product, it was made before. */
const UNNUMBERED = new Set(["erp product", "erp product_stock", "erp stock_mouvement", "erp categorie_product"]);
const ERP_TABLES = [
  ...["societe", "socpeople", "societe_account", "product", "product_stock", "stock_mouvement", "categorie", "categorie_product"],
  ...["commande", "commandedet", "facture", "facturedet", "element_element", "element_contact", "societe_remise_except"],
  ...["paiement", "paiement_facture", "bank", "bank_account", "ecm_files"],
] as const;
const SHOP_TABLES = [
  ...["products", "combinations", "stock_availables", "categories", "orders", "order_histories", "order_carriers"],
  ...["customer_threads", "customer_messages", "messages", "specific_prices", "order_payments", "order_invoices"],
] as const;

/** Rows that other rows name, by what people call them: made in another order they have other numbers. */
const NAMED: Readonly<Record<string, string>> = { "erp categorie": "label", "shop categories": "name" };
const REFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "erp categorie": { fk_parent: "erp categorie" },
  "erp categorie_product": { category: "erp categorie" },
  "shop categories": { id_parent: "shop categories" },
};

/** Every row of both systems, without the moments it was written at. */
function holdings({ erp, shop }: World): string[] {
  const tables = new Map<string, Row[]>([
    ...ERP_TABLES.map((name): [string, Row[]] => [`erp ${name}`, [...erp.world.table(name).all()]]),
    ...SHOP_TABLES.map((name): [string, Row[]] => [`shop ${name}`, [...shop.shop.store.table(name).all()]]),
  ]);
  const nameOf = (table: string, id: unknown) =>
    tables.get(table)?.find((row) => String(row.id) === String(id))?.[NAMED[table] ?? ""] ?? id;
  return [...tables].flatMap(([table, rows]) => {
    const isNumbered = !UNNUMBERED.has(table) && NAMED[table] === undefined;
    return rows.map((row) => {
      const shown = Object.entries(row)
        .filter(([field]) => !PASSING.has(field) && (field !== "id" || isNumbered))
        .map(([field, value]) => {
          const referred = REFERENCES[table]?.[field];
          return [field, referred === undefined ? value : nameOf(referred, value)] as const;
        });
      return `${table} ${JSON.stringify(Object.fromEntries(shown))}`;
    });
  });
}

function without(rows: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}
