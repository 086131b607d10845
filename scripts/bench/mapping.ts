import type { EvaluationInput, RunTable } from "@/engine/interpreter/ports";
import { interpreterOf } from "@/engine/mapping/compile";
import { closeEvaluators, createEvaluator } from "@/engine/mapping/evaluator";
import { DEFAULT_LIMITS } from "@/engine/mapping/limits";
import { report } from "./report";

/** As many as the engine evaluates at a time. */
const PAGE = 500;

/** A shop's product as an ERP's, 30 fields: nested paths, texts, conditions, our functions, tables, settings, a list. */
const PRODUCT = `{
  "ref": reference ? reference : "PS-" & $string(id),
  "label": $lookup(name, $settings.language) & (manufacturer.name ? " – " & manufacturer.name : ""),
  "description": $settings.descriptions ? $lookup(description, $settings.language) : null,
  "note": $truncate($lookup(description_short, $settings.language), 80, "…"),
  "slug": $slug($lookup(name, $settings.language)),
  "type": is_virtual = true ? 1 : 0,
  "status": active and visibility != "none" ? 1 : 0,
  "status_buy": $settings.purchases and supplier.id > 0 ? 1 : 0,
  "price": $roundTo(price, 4),
  "price_ttc": $grossOf(price, $map("taxes", $string(tax.group))),
  "price_min": wholesale_price,
  "price_base_type": "HT",
  "tva_tx": $map("taxes", $string(tax.group)),
  "localtax": tax.eco > 0 ? $string(tax.eco) : "0",
  "weight": $add(weight, packaging.weight),
  "weight_units": 0,
  "length": dimensions.depth,
  "width": dimensions.width,
  "height": dimensions.height,
  "volume": $multiply($multiply(dimensions.depth, dimensions.width), dimensions.height),
  "barcode": $firstFilled(ean13, upc, isbn),
  "country": $countryCode(origin.country),
  "customcode": $uppercase($trim(origin.code)),
  "accountancy_code_sell": $map("accounts", category.code, "707000"),
  "category": category.path[0] & " / " & category.path[-1],
  "tags": $join(tags[lang = "fr"].words, ", "),
  "created": $substringBefore(date_add, " "),
  "url": $settings.shop & "/" & $string(id) & "-" & link_rewrite & ".html",
  "stock": $sum(combinations.quantity),
  "variants": [combinations.{
    "ref": reference,
    "price": $add($$.price, price),
    "label": $join(options.(name & " : " & value), ", "),
    "stock": quantity > 0 ? quantity : 0
  }]
}`;

const TABLES: readonly RunTable[] = [
  { key: "taxes", rows: { "1": { value: "20" }, "2": { value: "5.5" }, "3": { value: "10" } }, fallback: null },
  { key: "accounts", rows: { mob: { value: "707100" }, deco: { value: "707200" } }, fallback: null },
];
const SETTINGS = { language: "fr", descriptions: true, purchases: true, shop: "https://shop.example" };

function product(id: number): EvaluationInput {
  const option = (name: string, value: string) => ({ name, value });
  const data = {
    ...{ id, reference: id % 7 === 0 ? "" : `REF-${id}`, name: { fr: `Table basse en chêne ${id}`, en: `Oak table ${id}` } },
    description: { fr: `<p>Une table basse en chêne massif, modèle ${id}.</p>`.repeat(4), en: "An oak table." },
    description_short: { fr: `Table basse en chêne massif huilé, livrée montée, modèle numéro ${id} de la collection.`, en: "" },
    ...{
      is_virtual: id % 50 === 0,
      active: true,
      visibility: "both",
      price: `${id % 300}.${id % 90}5`,
      wholesale_price: "12.00",
    },
    ...{ tax: { group: 1 + (id % 3), eco: id % 4 }, weight: "12.500000", packaging: { weight: "0.8" } },
    ...{ dimensions: { depth: "120", width: "60", height: "45" }, ean13: "", upc: "", isbn: "9782070368228" },
    ...{
      manufacturer: { name: id % 2 ? "Atelier Martin" : "" },
      supplier: { id: id % 5 },
      origin: { country: "France", code: " 9403 " },
    },
    ...{ category: { code: id % 2 ? "mob" : "deco", path: ["Maison", "Salon", "Tables"] }, link_rewrite: `table-basse-${id}` },
    tags: [
      { lang: "fr", words: ["table", "chêne"] },
      { lang: "en", words: ["table"] },
    ],
    date_add: "2024-03-26 12:00:00",
    combinations: [1, 2, 3].map((n) => ({
      ...{ reference: `REF-${id}-${n}`, price: `${n}.5`, quantity: (id + n) % 9 },
      options: [option("Taille", `${n * 40} cm`), option("Finition", n % 2 ? "huilée" : "brute")],
    })),
  };
  return {
    data,
    bindings: { settings: SETTINGS, links: {}, trigger: {}, run: { id: "run" }, item: { key: String(id), label: "" } },
  };
}

type Timing = { readonly wall: number; readonly cpu: number };

async function timed(work: () => Promise<void>): Promise<Timing> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (performance.now() - began) / 1_000, cpu: (user + system) / 1_000_000 };
}

/** Records a second through the engine's evaluator, beside JSONata itself on the same records with the same functions. */
export async function benchMapping(count: number): Promise<void> {
  const page = Array.from({ length: PAGE }, (_, index) => product(index + 1));
  const pages = Math.ceil(count / PAGE);
  const evaluator = createEvaluator({ tables: TABLES });
  const evaluate = async (): Promise<string> => {
    const results = await evaluator.evaluate(PRODUCT, page);
    const failed = results.find((result) => !result.ok);
    if (failed) throw new Error(`a product is not mapped: ${JSON.stringify(failed)}`);
    return JSON.stringify(results.map((result) => (result.ok ? result.value : undefined)));
  };
  const ours = await evaluate();
  for (let warm = 0; warm < 10; warm += 1) await evaluator.evaluate(PRODUCT, page);
  const compiled = await timed(async () => {
    for (let done = 0; done < pages; done += 1) await evaluator.evaluate(PRODUCT, page);
  });
  evaluator.close();
  await closeEvaluators();
  const interpreted = await interpret(page, Math.max(1, Math.ceil(pages / 40)), ours);
  const speed = (pages * PAGE) / compiled.wall;
  report({
    bench: "mapping",
    metric: "product of 30 fields",
    value: speed,
    unit: "records/s",
    ...against(speed, interpreted.wall),
  });
  const perCore = (pages * PAGE) / compiled.cpu;
  report({
    bench: "mapping",
    metric: "per core",
    value: perCore,
    unit: "records/s of processor",
    ...against(perCore, interpreted.cpu),
  });
}

function against(speed: number, package_: number): { ratio: number; of: string } {
  return { ratio: speed / package_, of: `jsonata package, ${Math.round(package_)} records/s` };
}

/** JSONata alone, one record after the other; its results must be the same. */
async function interpret(page: readonly EvaluationInput[], pages: number, ours: string): Promise<Timing> {
  const tables = new Map(TABLES.map((table) => [table.key, table]));
  const run = await interpreterOf(PRODUCT, { ...DEFAULT_LIMITS, timeoutMs: 0, depth: 0 });
  const values: unknown[] = [];
  for (const each of page) values.push(await run(each, tables));
  if (JSON.stringify(values) !== ours) throw new Error("compiled code and the package differ");
  const taken = await timed(async () => {
    for (let done = 0; done < pages; done += 1) for (const each of page) await run(each, tables);
  });
  const records = pages * page.length;
  return { wall: records / taken.wall, cpu: records / taken.cpu };
}
