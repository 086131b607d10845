import type { PrestashopContext } from "@/connectors/prestashop/config";
import { reference, shopSettings } from "@/connectors/prestashop/reference";
import { byId, groupBy, relatedRecords } from "@/connectors/prestashop/related";
import { shopOf } from "@/connectors/prestashop/shop";
import { referenceRecords, withoutAssociations } from "@/connectors/prestashop/streams/order-parts";
import { associationRows } from "@/connectors/prestashop/values";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

export const PRODUCT_PARTS = ["combinations", "stock", "prices", "features", "tax"] as const;
export const COMBINATION_PARTS = ["stock", "product"] as const;

type Lists = ReadonlyMap<string, JsonObject[]>;

function rowsOf(record: JsonObject, association: string): JsonObject[] {
  return isJsonObject(record.associations) ? associationRows(record.associations[association]) : [];
}

/**
 * Products of one page with the parts asked for; each part is one request for the page. `images` is always there,
 * the cover first flagged. `quantity` is only there with `stock`, since the product's own is always 0 (quirk 18).
 */
export async function composeProducts(
  ctx: PrestashopContext,
  products: readonly JsonObject[],
  include: readonly string[] | undefined,
): Promise<JsonObject[]> {
  const wanted = new Set(include ?? []);
  const ids = products.map((product) => product.id ?? "");
  const [combinations, stock, prices, rates, features] = await Promise.all([
    wanted.has("combinations") ? productCombinations(ctx, ids) : undefined,
    wanted.has("stock") ? stockOf(ctx, ids) : undefined,
    wanted.has("prices") ? pricesOf(ctx, ids) : undefined,
    wanted.has("tax") ? taxRates(ctx) : undefined,
    wanted.has("features") ? featureNames(ctx, products) : undefined,
  ]);
  return products.map((product) => {
    const id = String(product.id);
    const own = stock?.get(id) ?? [];
    return {
      ...product,
      images: productImages(ctx, product),
      ...(stock ? { stock: own, quantity: quantityOf(own, "0") } : {}),
      ...(combinations
        ? { combinations: (combinations.get(id) ?? []).map((row) => withQuantity(row, stock ? own : undefined)) }
        : {}),
      ...(prices ? { specificPrices: prices.get(id) ?? [] } : {}),
      ...(rates ? { taxRate: rates.get(String(product.id_tax_rules_group)) ?? null } : {}),
      ...(features ? { features: rowsOf(product, "product_features").map((row) => features(row)) } : {}),
    };
  });
}

async function productCombinations(ctx: PrestashopContext, ids: readonly Json[]): Promise<Lists> {
  const rows = await relatedRecords(ctx, "combinations", "id_product", ids);
  return groupBy(await withOptions(ctx, rows), "id_product");
}

async function stockOf(ctx: PrestashopContext, ids: readonly Json[]): Promise<Lists> {
  const rows = await relatedRecords(ctx, "stock_availables", "id_product", ids);
  return groupBy(rows.map(withoutAssociations), "id_product");
}

async function pricesOf(ctx: PrestashopContext, ids: readonly Json[]): Promise<Lists> {
  const rows = await relatedRecords(ctx, "specific_prices", "id_product", ids);
  return groupBy(rows.map(withoutAssociations), "id_product");
}

function withQuantity(combination: JsonObject, stock: readonly JsonObject[] | undefined): JsonObject {
  return stock ? { ...combination, quantity: quantityOf(stock, String(combination.id)) } : combination;
}

function quantityOf(stock: readonly JsonObject[], attribute: string): Json {
  return stock.find((row) => row.id_product_attribute === attribute)?.quantity ?? "0";
}

/** Combinations with `options: [{option: {id, name}, value: {id, name}}]` instead of bare ids. */
async function withOptions(ctx: PrestashopContext, combinations: readonly JsonObject[]): Promise<JsonObject[]> {
  if (combinations.length === 0) return [];
  const [options, values] = await Promise.all([
    referenceRecords(ctx, "product_options"),
    referenceRecords(ctx, "product_option_values"),
  ]);
  return combinations.map((combination) => ({
    ...withoutAssociations(combination),
    images: rowsOf(combination, "images").map((row) => row.id ?? ""),
    options: rowsOf(combination, "product_option_values").map((row) => {
      const value = values.get(String(row.id));
      const option = options.get(String(value?.id_attribute_group));
      return {
        option: { id: option?.id ?? "", name: option?.name ?? {}, position: option?.position ?? "0" },
        value: { id: row.id ?? "", name: value?.name ?? {} },
      };
    }),
  }));
}

export async function composeCombinations(
  ctx: PrestashopContext,
  combinations: readonly JsonObject[],
  include: readonly string[] | undefined,
): Promise<JsonObject[]> {
  const wanted = new Set(include ?? []);
  const ids = combinations.map((combination) => combination.id_product);
  const [named, stock, products] = await Promise.all([
    withOptions(ctx, combinations),
    wanted.has("stock") ? relatedRecords(ctx, "stock_availables", "id_product", ids) : undefined,
    wanted.has("product") ? relatedRecords(ctx, "products", "id", ids) : undefined,
  ]);
  const productOf = byId(products ?? []);
  const stockOfProduct = groupBy(stock ?? [], "id_product");
  return named.map((combination) => ({
    ...withQuantity(combination, stock ? (stockOfProduct.get(String(combination.id_product)) ?? []) : undefined),
    ...(products ? { product: productOf.get(String(combination.id_product)) ?? null } : {}),
  }));
}

/** Public addresses of a product's images; no key is needed to fetch them. */
export function productImages(ctx: PrestashopContext, product: JsonObject): JsonObject[] {
  return rowsOf(product, "images").map(({ id = "" }) => ({
    id,
    cover: id === product.id_default_image,
    url: `${shopOf(ctx).config.url}/img/p/${String(id).split("").join("/")}/${id}.jpg`,
  }));
}

/** Tax rules group → rate in the shop's default country, in per cent. */
async function taxRates(ctx: PrestashopContext): Promise<ReadonlyMap<string, string>> {
  const [rules, taxes, settings] = await Promise.all([
    reference(ctx, "tax_rules"),
    referenceRecords(ctx, "taxes"),
    shopSettings(ctx),
  ]);
  const country = settings.get("PS_COUNTRY_DEFAULT");
  const rates = new Map<string, string>();
  for (const rule of rules) {
    const isHome = country === undefined || String(rule.id_country) === country;
    const rate = taxes.get(String(rule.id_tax))?.rate;
    const group = String(rule.id_tax_rules_group);
    if (isHome && typeof rate === "string" && !rates.has(group)) rates.set(group, rate);
  }
  return rates;
}

async function featureNames(ctx: PrestashopContext, products: readonly JsonObject[]): Promise<(row: JsonObject) => JsonObject> {
  const used = products.flatMap((product) => rowsOf(product, "product_features").map((row) => row.id_feature_value));
  const [features, values] = await Promise.all([
    referenceRecords(ctx, "product_features"),
    relatedRecords(ctx, "product_feature_values", "id", used),
  ]);
  const valueById = byId(values);
  return ({ id = "", id_feature_value = "" }) => ({
    feature: { id, name: features.get(String(id))?.name ?? {} },
    value: { id: id_feature_value, name: valueById.get(String(id_feature_value))?.value ?? {} },
  });
}
