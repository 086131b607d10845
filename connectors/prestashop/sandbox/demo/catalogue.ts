import type { Random } from "@/connectors/sandbox-kit/random";
import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { slug } from "../getters";
import { addStockRow, sumStock } from "../hooks/products";
import { type Shop, table } from "../shop";
import { insert, texts } from "./insert";
import { CATEGORIES, type DemoProduct, MANUFACTURERS, PRODUCTS, SUPPLIERS } from "./products";

const SIZES = [
  ["Petit", "Small", "-2.0833"],
  ["Moyen", "Medium", "0"],
  ["Grand", "Large", "4.1667"],
] as const;
const COLOURS = [
  ["Naturel", "Natural", "#e8dcc8"],
  ["Bleu lavande", "Lavender blue", "#8f8fd8"],
  ["Vert olive", "Olive green", "#7a7f3a"],
] as const;
const FACTORS: Readonly<Record<number, string>> = { 0: "1", 1: "1.2", 2: "1.1", 3: "1.055", 4: "1.021" };
/** The Home category of every shop; ours hang below it. */
const HOME = 2;

/** Categories, brands, options: written with the lists so that generated products always find them. */
export function seedCatalogueFrame(shop: Shop, moment: string): void {
  const dates = { date_add: moment, date_upd: moment };
  const category = (parent: number, depth: number, position: number, fr: string, en: string, root: boolean) =>
    insert(shop, "categories", {
      id_parent: String(parent),
      level_depth: String(depth),
      active: "1",
      id_shop_default: "1",
      is_root_category: root ? "1" : "0",
      position: String(position),
      name: texts(fr, en),
      link_rewrite: texts(slug(fr), slug(en)),
      ...dates,
    });
  category(0, 0, 0, "Racine", "Root", false);
  category(1, 1, 0, "Accueil", "Home", true);
  CATEGORIES.forEach(([fr, en], index) => {
    category(HOME, 2, index, fr, en, false);
  });
  for (const name of MANUFACTURERS) insert(shop, "manufacturers", { name, active: "1", ...dates });
  for (const name of SUPPLIERS) insert(shop, "suppliers", { name, link_rewrite: slug(name), active: "1", ...dates });
  insert(shop, "product_options", {
    is_color_group: "0",
    group_type: "select",
    position: "0",
    name: texts("Taille", "Size"),
    public_name: texts("Taille", "Size"),
  });
  insert(shop, "product_options", {
    is_color_group: "1",
    group_type: "color",
    position: "1",
    name: texts("Couleur", "Colour"),
    public_name: texts("Couleur", "Colour"),
  });
  SIZES.forEach(([fr, en], position) => {
    insert(shop, "product_option_values", { id_attribute_group: "1", position: String(position), name: texts(fr, en) });
  });
  COLOURS.forEach(([fr, en, color], position) => {
    insert(shop, "product_option_values", { id_attribute_group: "2", color, position: String(position), name: texts(fr, en) });
  });
  insert(shop, "product_features", { position: "0", name: texts("Origine", "Origin") });
  insert(shop, "product_feature_values", { id_feature: "1", custom: "0", value: texts("Provence", "Provence") });
  insert(shop, "product_feature_values", { id_feature: "1", custom: "0", value: texts("Cévennes", "Cévennes") });
}

/** Adds `count` products: the list first, then numbered series of the same. */
export function addProducts(shop: Shop, count: number, random: Random, moment: string): void {
  for (let added = 0; added < count; added += 1) {
    const position = table(shop, "products").sequence;
    const model = PRODUCTS[position % PRODUCTS.length];
    if (!model) return;
    const series = Math.floor(position / PRODUCTS.length);
    addProduct(shop, series === 0 ? model : inSeries(model, series), random, moment);
  }
}

function inSeries(model: DemoProduct, series: number): DemoProduct {
  const suffix = ` n° ${series + 1}`;
  return { ...model, reference: `${model.reference}-${series + 1}`, fr: model.fr + suffix, en: model.en + suffix };
}

function addProduct(shop: Shop, model: DemoProduct, random: Random, moment: string): Row {
  const net = Decimal.of(model.gross).div(Decimal.of(FACTORS[model.taxGroup] ?? "1"), 6);
  const category = model.category + HOME;
  const product = insert(shop, "products", {
    id_manufacturer: String(model.manufacturer),
    id_supplier: String((model.manufacturer % SUPPLIERS.length) + 1),
    id_category_default: String(category),
    id_tax_rules_group: String(model.taxGroup),
    id_shop_default: "1",
    reference: model.reference,
    weight: model.kilograms,
    ean13: ean13(table(shop, "products").nextId()),
    is_virtual: model.kind === "virtual" ? "1" : "0",
    cache_is_pack: model.kind === "pack" ? "1" : "0",
    state: "1",
    additional_delivery_times: "1",
    product_type: productType(model),
    minimal_quantity: "1",
    price: net.toFixed(6),
    wholesale_price: net.mul(Decimal.of("0.42")).toFixed(6),
    active: "1",
    redirect_type: "404",
    available_for_order: "1",
    condition: "new",
    show_price: "1",
    indexed: "1",
    visibility: "both",
    pack_stock_type: "3",
    name: texts(model.fr, model.en),
    link_rewrite: texts(slug(model.fr), slug(model.en)),
    description: texts(`<p>${model.fr}, fait en Provence.</p>`, `<p>${model.en}, made in Provence.</p>`),
    description_short: texts(`<p>${model.fr}.</p>`, `<p>${model.en}.</p>`),
    date_add: moment,
    date_upd: moment,
    "@product_features": [{ id: "1", id_feature_value: random.chance(0.8) ? "1" : "2" }],
    ...(model.kind === "pack" ? { "@product_bundle": PACK } : {}),
  });
  for (const each of [HOME, category]) addPlace(shop, each, product.id);
  addStockRow(shop, product.id, 0, random.chance(0.08) ? 0 : random.integer(3, 240));
  addCombinations(shop, product, model, random);
  return product;
}

/** The pack holds a soap and bath salts of the list. */
const PACK = [
  { id: "1", id_product_attribute: "0", quantity: "2" },
  { id: "9", id_product_attribute: "0", quantity: "1" },
];

function productType(model: DemoProduct): string {
  if (model.kind === "virtual" || model.kind === "pack") return model.kind;
  return model.kind === "simple" ? "standard" : "combinations";
}

function addPlace(shop: Shop, category: number, product: number): void {
  const places = table(shop, "category_product");
  const position = String(places.count("id_category", category) + 1);
  places.insert({ id_category: String(category), id_product: String(product), position });
}

function addCombinations(shop: Shop, product: Row, model: DemoProduct, random: Random): void {
  const sizes =
    model.kind === "size" || model.kind === "sizeColour" ? SIZES.map((size, index) => ({ id: index + 1, impact: size[2] })) : [];
  const colours =
    model.kind === "colour" || model.kind === "sizeColour"
      ? COLOURS.map((_, index) => ({ id: SIZES.length + index + 1, impact: "0" }))
      : [];
  if (sizes.length + colours.length === 0) return;
  let isFirst = true;
  for (const size of sizes.length > 0 ? sizes : [undefined]) {
    for (const colour of colours.length > 0 ? colours : [undefined]) {
      const values = [size, colour].flatMap((value) => (value ? [{ id: String(value.id) }] : []));
      const combination = insert(shop, "combinations", {
        id_product: String(product.id),
        reference: `${model.reference}-${values.map((value) => value.id).join("")}`,
        price: size?.impact ?? "0",
        minimal_quantity: "1",
        default_on: isFirst ? "1" : "",
        "@product_option_values": values,
      });
      addStockRow(shop, product.id, combination.id, random.integer(0, 60));
      if (isFirst) table(shop, "products").update(product.id, { cache_default_attribute: String(combination.id) });
      isFirst = false;
    }
  }
  sumStock(shop, String(product.id));
}

/** A valid EAN-13 of the range kept for use inside a shop (prefix 2). */
function ean13(number: number): string {
  const digits = `2${String(number).padStart(11, "0")}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return digits + String((10 - (sum % 10)) % 10);
}

/** Reductions that show each kind: per cent, amount with tax, by quantity. */
export function seedSpecificPrices(shop: Shop): void {
  const open = { from: "0000-00-00 00:00:00", to: "0000-00-00 00:00:00" };
  const base = {
    id_shop: "0",
    id_cart: "0",
    id_currency: "0",
    id_country: "0",
    id_group: "0",
    id_customer: "0",
    price: "-1",
    ...open,
  };
  const add = (product: number, quantity: number, reduction: string, type: string) =>
    insert(shop, "specific_prices", {
      ...base,
      id_product: String(product),
      from_quantity: String(quantity),
      reduction,
      reduction_tax: "1",
      reduction_type: type,
    });
  add(4, 1, "0.2", "percentage");
  add(13, 1, "5", "amount");
  add(1, 6, "0.1", "percentage");
  add(34, 3, "0.15", "percentage");
}
