import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { UNTAXED } from "../pricing/taxes";
import type { ShopSettings } from "../shop";
import { computeOrder, type OrderLine } from "./compute";

const VECTORS = "../shared/vectors/prestashop-orders.jsonl";

/** Orders without later edit or the tax module's known inconsistency (rule 13). */
function isPlain(record: JsonObject): boolean {
  const settings = isJsonObject(record.settings) ? record.settings : {};
  const edits = Array.isArray(settings.edits) ? settings.edits : settings.edits ? [settings.edits] : [];
  return edits.length === 0 && settings.customer_kind !== "core";
}

function line(detail: JsonObject): OrderLine {
  const none: Row = { id: 0 };
  const value = (field: string) => Decimal.of(String(detail[field]));
  const unit = {
    net: value("unit_price_tax_excl"),
    gross: value("unit_price_tax_incl"),
    original: value("original_product_price"),
    taxation: UNTAXED,
    specificPrice: undefined,
    groupReduction: Decimal.ZERO,
  };
  return { product: none, combination: undefined, quantity: Number(detail.product_quantity), unit };
}

describe("order money of a real PrestaShop", () => {
  it.skipIf(!existsSync(VECTORS))("gives the recorded totals from unit prices, for every rounding type and mode", () => {
    const records = readFileSync(VECTORS, "utf8")
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as JsonObject);
    const plain = records.filter(isPlain);
    const wrong = plain.filter((record) => {
      const order = isJsonObject(record.order) ? record.order : {};
      const amount = (name: string) => ({
        net: Decimal.of(String(order[`${name}_tax_excl`])),
        gross: Decimal.of(String(order[`${name}_tax_incl`])),
      });
      const totals = computeOrder({
        lines: (Array.isArray(record.details) ? record.details : []).filter(isJsonObject).map(line),
        shipping: amount("total_shipping"),
        wrapping: amount("total_wrapping"),
        cartRules: [],
        currencyRate: Decimal.ONE,
        roundType: Number(order.round_type) as ShopSettings["roundType"],
        roundMode: Number(order.round_mode) as ShopSettings["roundMode"],
      });
      const discounts = amount("total_discounts");
      const paid = [totals.paid.net.sub(discounts.net), totals.paid.gross.sub(discounts.gross)];
      const found = [totals.products.net, totals.products.gross, ...paid].map((value) => value.toFixed(6));
      const expected = [order.total_products, order.total_products_wt, order.total_paid_tax_excl, order.total_paid_tax_incl];
      return found.join() !== expected.join();
    });
    expect(plain.length).toBeGreaterThan(100);
    expect(wrong.map((record) => (isJsonObject(record.order) ? record.order.id : null))).toEqual([]);
  });
});
