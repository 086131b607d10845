import type { WriteOutcome, WriteRecord } from "@/connectors/contract";
import { asObject, type Context, change, createdId, get, list } from "@/connectors/dolibarr/client";
import { badData } from "@/connectors/dolibarr/failures";
import { numericId } from "@/connectors/dolibarr/guards";
import { textOf } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

type Update = (record: WriteRecord, id: string) => Promise<WriteOutcome>;

/** Parts of a product record that are no columns: `variant` makes it a combination of a parent, `price_levels` prices its segments. */
export function isVariant(record: WriteRecord): boolean {
  return isJsonObject(record.data.variant);
}

/**
 * A new combination of a parent product. Creating one that exists would silently replace its product, so the parent's
 * are read first and the product of an equal one is taken. What else the record says is written to that product.
 */
export async function createVariant(ctx: Context, record: WriteRecord, update: Update): Promise<WriteOutcome> {
  const variant = asObject(record.data.variant ?? null);
  const parent = numericId(textOf(variant.parent));
  const features = await featuresOf(ctx, variant);
  const known = await variantOf(ctx, parent, features);
  const id = known ?? (await postVariant(ctx, parent, { variant, features, ref: textOf(record.data.ref) }));
  const written = await update(record, id);
  return written.outcome === "failed" ? written : { ...written, outcome: known === undefined ? "created" : "updated" };
}

async function postVariant(
  ctx: Context,
  parent: string,
  { variant, features, ref }: { variant: JsonObject; features: Record<string, string>; ref: string },
): Promise<string> {
  const path = `/products/${parent}/variants`;
  const body = {
    weight_impact: Number(textOf(variant.weight_impact) || "0"),
    price_impact: Number(textOf(variant.price_impact) || "0"),
    price_impact_is_percent: false,
    features: Object.fromEntries(Object.entries(features).map(([attribute, value]) => [attribute, Number(value)])),
    reference: ref,
  };
  return createdId(await change(ctx, { method: "POST", path, body, plain: true, repeatable: false }), path);
}

/**
 * Keeps the impact of a variant that is there in step: Dolibarr computes its price anew, from its parent's and the
 * impact, whenever the parent is written.
 */
export async function updateImpact(ctx: Context, record: WriteRecord, id: string): Promise<void> {
  const variant = asObject(record.data.variant ?? null);
  const parent = textOf(variant.parent);
  if (parent === "") return;
  const rows = await list(ctx, `/products/${numericId(parent)}/variants`);
  const row = rows.find((each) => textOf(each.fk_product_child) === id);
  const impacts = [
    ["variation_price", textOf(variant.price_impact)],
    ["variation_weight", textOf(variant.weight_impact)],
  ] as const;
  const changed = impacts.filter(([name, impact]) => row !== undefined && differs(impact, textOf(row[name])));
  if (row === undefined || changed.length === 0) return;
  const body = Object.fromEntries(changed.map(([name, impact]) => [name, Number(impact)]));
  await change(ctx, { method: "PUT", path: `/products/variants/${textOf(row.id)}`, body, plain: true, repeatable: true });
}

function differs(wanted: string, stored: string): boolean {
  const [left, right] = [Decimal.parse(wanted), Decimal.parse(stored)];
  return left !== null && !left.equals(right ?? Decimal.ZERO);
}

/** The product of the parent's combination with exactly these values; undefined = there is none. */
async function variantOf(ctx: Context, parent: string, features: Record<string, string>): Promise<string | undefined> {
  const wanted = JSON.stringify(Object.entries(features).sort());
  const found = (await list(ctx, `/products/${parent}/variants`)).find((row) => {
    const attributes = Array.isArray(row.attributes) ? row.attributes.filter(isJsonObject) : [];
    const pairs = attributes.map((each) => [textOf(each.fk_prod_attr), textOf(each.fk_prod_attr_val)]);
    return JSON.stringify(pairs.sort()) === wanted;
  });
  return found ? textOf(found.fk_product_child) : undefined;
}

/** Attribute id → value id; attributes and values that are missing are created. */
async function featuresOf(ctx: Context, variant: JsonObject): Promise<Record<string, string>> {
  const options = Array.isArray(variant.options) ? variant.options.filter(isJsonObject) : [];
  if (options.length === 0) throw badData("A variant needs options: [{attribute: {ref, label}, value: {ref, label}}]");
  const features: Record<string, string> = {};
  for (const option of options) {
    const attribute = await wordId(ctx, "/products/attributes", { word: option.attribute, label: "label" });
    const values = `/products/attributes/${attribute}/values`;
    features[attribute] = await wordId(ctx, values, { word: option.value, label: "value" });
  }
  return features;
}

/** Found by its reference or its name, else created. References are kept in capitals. */
async function wordId(ctx: Context, path: string, { word, label }: { word: Json | undefined; label: string }): Promise<string> {
  const { ref, label: name } = isJsonObject(word) ? word : {};
  const [wantedRef, wantedName] = [textOf(ref).toUpperCase(), textOf(name)];
  if (wantedRef === "" || wantedName === "") throw badData("An attribute and its value need ref and label");
  const rows = await list(ctx, path);
  const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();
  const found =
    rows.find((row) => textOf(row.ref).toUpperCase() === wantedRef) ?? rows.find((row) => same(textOf(row[label]), wantedName));
  if (found) return textOf(found.id);
  const body = { ref: wantedRef, [label]: wantedName };
  return createdId(await change(ctx, { method: "POST", path, body, plain: true, repeatable: false }), path);
}

/**
 * What Dolibarr takes for prices per level. It replaces all levels by those sent, so the ones the record does not name
 * are sent as they are.
 */
export async function levelFields(ctx: Context, data: JsonObject, id: string | undefined): Promise<JsonObject> {
  if (!isJsonObject(data.price_levels)) return {};
  const stored = id === undefined ? {} : asObject(await get(ctx, `/products/${numericId(id)}`));
  const levels = Object.entries(data.price_levels).map(([level, price]) => [level, textOf(price)] as const);
  const merged = (name: string, own: (price: string) => string) => {
    const before = isJsonObject(stored[name]) ? stored[name] : {};
    return { ...before, ...Object.fromEntries(levels.map(([level, price]) => [level, own(price)])) };
  };
  return {
    multiprices: merged("multiprices", (price) => price),
    multiprices_base_type: merged("multiprices_base_type", () => "HT"),
    multiprices_tva_tx: merged("multiprices_tva_tx", () => textOf(data.tva_tx)),
  };
}

/** Where prices per level are off, Dolibarr takes them and keeps none. */
export async function checkLevels(ctx: Context, data: JsonObject, id: string): Promise<void> {
  if (!isJsonObject(data.price_levels)) return;
  const row = asObject(await get(ctx, `/products/${numericId(id)}`));
  const kept = isJsonObject(row.multiprices) ? row.multiprices : {};
  for (const [level, price] of Object.entries(data.price_levels)) {
    const [wanted, stored] = [Decimal.parse(textOf(price)), Decimal.parse(textOf(kept[level]))];
    if (wanted !== null && stored !== null && wanted.round(5).equals(stored.round(5))) continue;
    throw new AppError({
      code: "connector.rejected",
      category: "data",
      message: `Dolibarr kept ${textOf(kept[level]) || "no price"} for level ${level} instead of ${textOf(price)}`,
      details: { level, sent: textOf(price), kept: textOf(kept[level]) },
      advice: {
        en: "Choose « several price levels » in the Products module of Dolibarr, with enough levels.",
        fr: "Choisissez «\u202fplusieurs niveaux de prix\u202f» dans le module Produits de Dolibarr, avec assez de niveaux.",
      },
    });
  }
}
