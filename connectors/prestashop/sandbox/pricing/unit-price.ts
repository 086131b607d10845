import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { number, type Shop, table, text } from "../shop";
import { type Taxation, taxation, taxFactor } from "./taxes";

export interface PriceRequest {
  readonly product: Row;
  readonly combination: Row | undefined;
  readonly quantity: number;
  /** Apply specific prices and the group's reduction. */
  readonly reduction: boolean;
  readonly country: number;
  readonly state: number;
  readonly currency: number;
  readonly group: number;
  readonly customer: number;
}

export interface UnitPrice {
  /** Not rounded, in the currency asked for. */
  readonly net: Decimal;
  readonly gross: Decimal;
  /** Before reductions. */
  readonly original: Decimal;
  readonly taxation: Taxation;
  readonly specificPrice: Row | undefined;
  readonly groupReduction: Decimal;
}

/** The price of one piece as the front office would ask for it. */
export function unitPrice(shop: Shop, request: PriceRequest): UnitPrice {
  const { product, combination } = request;
  const specificPrice = request.reduction ? specificPriceOf(shop, request) : undefined;
  const rate = currencyRate(shop, request.currency);
  const fixed =
    specificPrice && !text(specificPrice, "price").startsWith("-") ? Decimal.of(text(specificPrice, "price")) : undefined;
  const listed = Decimal.of(text(product, "price") || "0").add(Decimal.of(text(combination, "price") || "0"));
  const original = (fixed ?? listed).mul(rate);
  const taxes = taxation(shop, number(product, "id_tax_rules_group"), request.country, request.state);
  const factor = taxFactor(taxes);
  const reduced = specificPrice ? reduce(original, specificPrice, factor, rate) : original;
  const group = request.reduction ? groupReduction(shop, request.group) : Decimal.ZERO;
  const net = reduced.mul(Decimal.ONE.sub(group.div(Decimal.HUNDRED, 6)));
  return { net, gross: net.mul(factor), original, taxation: taxes, specificPrice, groupReduction: group };
}

export function currencyRate(shop: Shop, currency: number): Decimal {
  return Decimal.of(text(table(shop, "currencies").get(currency), "conversion_rate") || "1");
}

function groupReduction(shop: Shop, group: number): Decimal {
  return Decimal.of(text(table(shop, "groups").get(group), "reduction") || "0");
}

function reduce(original: Decimal, specificPrice: Row, factor: Decimal, rate: Decimal): Decimal {
  const reduction = Decimal.of(text(specificPrice, "reduction") || "0");
  if (text(specificPrice, "reduction_type") === "percentage") return original.mul(Decimal.ONE.sub(reduction));
  const converted = number(specificPrice, "id_currency") === 0 ? reduction.mul(rate) : reduction;
  const net = text(specificPrice, "reduction_tax") === "1" ? converted.div(factor, 12) : converted;
  const left = original.sub(net);
  return left.isNegative() ? Decimal.ZERO : left;
}

/** The most precise specific price that applies to this buyer and quantity. */
function specificPriceOf(shop: Shop, request: PriceRequest): Row | undefined {
  const wanted: readonly (readonly [string, number])[] = [
    ["id_product_attribute", request.combination?.id ?? 0],
    ["id_customer", request.customer],
    ["id_country", request.country],
    ["id_group", request.group],
    ["id_currency", request.currency],
  ];
  const moment = shop.clock().toISOString().slice(0, 10);
  const fits = (row: Row): boolean =>
    wanted.every(([field, value]) => number(row, field) === 0 || number(row, field) === value) &&
    number(row, "id_cart") === 0 &&
    number(row, "from_quantity") <= request.quantity &&
    (text(row, "from").startsWith("0000") || text(row, "from").slice(0, 10) <= moment) &&
    (text(row, "to").startsWith("0000") || text(row, "to").slice(0, 10) >= moment);
  const precision = (row: Row): number => wanted.reduce((sum, [field]) => sum * 2 + (number(row, field) === 0 ? 0 : 1), 0);
  const found = table(shop, "specific_prices").by("id_product", request.product.id).filter(fits);
  return found.sort(
    (left, right) => precision(right) - precision(left) || number(right, "from_quantity") - number(left, "from_quantity"),
  )[0];
}
