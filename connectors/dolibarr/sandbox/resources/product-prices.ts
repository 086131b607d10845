import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";
import { money, number, rate } from "../core/amounts";
import { isObject } from "../core/fields";
import { text } from "../core/params";
import type { Call } from "../core/rest";
import type { World } from "../core/world";

/**
 * Net and gross price from the one that `price_base_type` says was entered. The other one keeps 2 decimals when the
 * product is created and 5 when its price is changed.
 */
export function prices(body: JsonObject, base: string, vat: Decimal, decimals: 2 | 5): JsonObject {
  const factor = Decimal.ONE.add(vat.mul(Decimal.of("0.01")));
  if (base === "TTC") {
    const gross = number(body.price_ttc ?? body.price);
    return { price_ttc: money(gross.round(5)), price: money(gross.div(factor, decimals)) };
  }
  const net = number(body.price);
  return { price: money(net.round(5)), price_ttc: money(net.mul(factor).round(decimals)) };
}

export function vatOf(body: JsonObject): Decimal {
  return number(text(body.tva_tx).replace(/\s*\(.*$/, ""));
}

/**
 * The price changes on PUT only in the mode "one price per product" (no other pricing constant on); with another mode
 * the call succeeds and the price silently stays. The answer to a price change carries the price as level 0.
 */
export function newPrice(call: Call, before: Row): { stored: JsonObject; shown: JsonObject } {
  const { body, world } = call;
  const names = ["price", "price_ttc", "price_base_type", "tva_tx"] as const;
  if (hasLevels(world)) return { stored: levelPrices(world, body, before), shown: {} };
  if (names.every((name) => body[name] === undefined)) return { stored: {}, shown: {} };
  if (otherPricing(world)) return { stored: {}, shown: {} };
  const base = text(body.price_base_type ?? before.price_base_type);
  const vat = body.tva_tx === undefined ? number(before.tva_tx) : vatOf(body);
  const entered: JsonObject =
    base === "TTC"
      ? { price_ttc: body.price_ttc ?? body.price ?? before.price_ttc ?? 0 }
      : { price: body.price ?? before.price ?? 0 };
  const stored: JsonObject = { ...prices(entered, base, vat, 5), price_base_type: base, tva_tx: rate(vat) };
  const shown = {
    level: 0,
    multiprices: [number(stored.price).toNumber()],
    multiprices_ttc: [number(stored.price_ttc).toNumber()],
    multiprices_base_type: [base],
    multiprices_default_vat_code: [null],
    multiprices_min: [0],
    multiprices_min_ttc: [0],
    multiprices_tva_tx: [body.tva_tx === undefined ? text(before.tva_tx) : text(body.tva_tx)],
  };
  return { stored, shown: priceChanged(before, stored) ? shown : {} };
}

export function hasLevels(world: World): boolean {
  return isOn(world, "PRODUIT_MULTIPRICES");
}

/**
 * Prices per level: the maps sent stand in for those kept, so a level that is not named loses its price. The price of
 * level 1 is the product's own.
 */
export function levelPrices(world: World, body: JsonObject, before: JsonObject): JsonObject {
  const sent = isObject(body.multiprices) ? body.multiprices : undefined;
  if (!sent) return {};
  const rates = isObject(body.multiprices_tva_tx) ? body.multiprices_tva_tx : {};
  const stored: Record<string, JsonObject> = { net: {}, gross: {}, base: {}, vat: {} };
  for (let level = 1; level <= Number(world.constant("PRODUIT_MULTIPRICES_LIMIT") || "0"); level += 1) {
    const vat = number(rates[level] ?? before.tva_tx);
    const own = prices({ price: sent[level] ?? 0 }, "HT", vat, 5);
    Object.assign(stored.net ?? {}, { [level]: own.price });
    Object.assign(stored.gross ?? {}, { [level]: own.price_ttc });
    Object.assign(stored.base ?? {}, { [level]: "HT" });
    Object.assign(stored.vat ?? {}, { [level]: rate(vat) });
  }
  const first: JsonObject =
    stored.net?.["1"] === undefined ? {} : { price: stored.net["1"], price_ttc: stored.gross?.["1"] ?? "0" };
  return {
    ...first,
    multiprices: stored.net ?? {},
    multiprices_ttc: stored.gross ?? {},
    multiprices_base_type: stored.base ?? {},
    multiprices_tva_tx: stored.vat ?? {},
  };
}

function isOn(world: World, name: string): boolean {
  return world.constant(name) !== "" && world.constant(name) !== "0";
}

function priceChanged(before: Row, stored: JsonObject): boolean {
  return ["price", "price_ttc", "price_base_type", "tva_tx"].some((name) => text(before[name]) !== text(stored[name]));
}

function otherPricing(world: World): boolean {
  const constants = [
    "PRODUIT_CUSTOMER_PRICES",
    "PRODUIT_CUSTOMER_PRICES_BY_QTY",
    "PRODUIT_CUSTOMER_PRICES_AND_MULTIPRICES",
    "PRODUIT_MULTIPRICES",
  ];
  return constants.some((name) => isOn(world, name));
}
