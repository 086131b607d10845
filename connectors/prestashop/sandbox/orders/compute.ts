import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { roundBy } from "../pricing/rounding";
import type { UnitPrice } from "../pricing/unit-price";
import { number, type ShopSettings, text } from "../shop";

/** Both sides of an amount; they are rounded apart, so gross is not net × rate. */
export interface Amount {
  readonly net: Decimal;
  readonly gross: Decimal;
}

export interface OrderLine {
  readonly product: Row;
  readonly combination: Row | undefined;
  readonly quantity: number;
  readonly unit: UnitPrice;
}

export interface ComputeInput {
  readonly lines: readonly OrderLine[];
  /** Unrounded fees in the order's currency. */
  readonly shipping: Amount;
  readonly wrapping: Amount;
  readonly cartRules: readonly Row[];
  readonly currencyRate: Decimal;
  readonly roundType: ShopSettings["roundType"];
  readonly roundMode: ShopSettings["roundMode"];
}

export interface OrderTotals {
  readonly lines: readonly { readonly unit: Amount; readonly total: Amount }[];
  readonly products: Amount;
  readonly shipping: Amount;
  readonly wrapping: Amount;
  readonly discounts: Amount;
  readonly paid: Amount;
  readonly cartRules: readonly { readonly rule: Row; readonly value: Amount; readonly freeShipping: boolean }[];
}

export const ZERO: Amount = { net: Decimal.ZERO, gross: Decimal.ZERO };

/** An order's money as PrestaShop 8 computes it from its cart. */
export function computeOrder(input: ComputeInput): OrderTotals {
  const round = (value: Decimal) => roundBy(input.roundMode, value, 2);
  const both = (amount: Amount): Amount => ({ net: round(amount.net), gross: round(amount.gross) });
  const lines = input.lines.map((line) => {
    const unit = { net: line.unit.net.round(6), gross: line.unit.gross.round(6) };
    return { unit, quantity: Decimal.of(line.quantity), total: lineTotal(input, unit, line.quantity, round) };
  });
  const products = both(sum(lines.map((line) => line.total)));
  // Types 2 and 3 add what is not rounded: the parts of a type 2 order need not add up.
  const raw = sum(
    lines.map(({ unit, quantity }) => {
      const each = input.roundType === 1 ? both(unit) : unit;
      return { net: each.net.mul(quantity), gross: each.gross.mul(quantity) };
    }),
  );
  const shipping = both(input.shipping);
  const wrapping = both(input.wrapping);
  const cartRules = applyCartRules(input, lines, shipping);
  const discounts = both(sum(counted(cartRules)));
  const total = (side: keyof Amount) => round(raw[side]).sub(discounts[side]).add(shipping[side]).add(wrapping[side]);
  return { lines, products, shipping, wrapping, discounts, cartRules, paid: { net: total("net"), gross: total("gross") } };
}

function lineTotal(input: ComputeInput, unit: Amount, quantity: number, round: (value: Decimal) => Decimal): Amount {
  const pieces = Decimal.of(quantity);
  if (input.roundType === 1) return { net: round(unit.net).mul(pieces), gross: round(unit.gross).mul(pieces) };
  if (input.roundType === 2) return { net: round(unit.net.mul(pieces)), gross: round(unit.gross.mul(pieces)) };
  return { net: unit.net.mul(pieces).round(6), gross: unit.gross.mul(pieces).round(6) };
}

export function sum(amounts: readonly Amount[]): Amount {
  return { net: Decimal.sum(amounts.map(({ net }) => net)), gross: Decimal.sum(amounts.map(({ gross }) => gross)) };
}

type Applied = OrderTotals["cartRules"][number];

/** Each rule works on what the ones before it left. */
function applyCartRules(input: ComputeInput, lines: readonly { total: Amount }[], shipping: Amount): Applied[] {
  let left = sum(lines.map((line) => line.total));
  return input.cartRules.map((rule) => {
    const product = productDiscount(input, rule, left);
    left = { net: left.net.sub(product.net), gross: left.gross.sub(product.gross) };
    const freeShipping = text(rule, "free_shipping") === "1";
    return { rule, value: freeShipping ? sum([product, shipping]) : product, freeShipping };
  });
}

/** Free shipping counts once, however many rules give it. */
function counted(rules: readonly Applied[]): Amount[] {
  let hasFreeShipping = false;
  return rules.map(({ value, freeShipping }) => {
    if (freeShipping && hasFreeShipping) return ZERO;
    hasFreeShipping ||= freeShipping;
    return value;
  });
}

function productDiscount(input: ComputeInput, rule: Row, left: Amount): Amount {
  const percent = Decimal.of(text(rule, "reduction_percent") || "0");
  if (!percent.isZero()) {
    const share = percent.div(Decimal.HUNDRED, 6);
    return { net: left.net.mul(share).round(6), gross: left.gross.mul(share).round(6) };
  }
  const amount = Decimal.of(text(rule, "reduction_amount") || "0").mul(input.currencyRate);
  if (amount.isZero() || left.gross.isZero()) return ZERO;
  if (text(rule, "reduction_tax") === "1") {
    const gross = amount.compare(left.gross) > 0 ? left.gross : amount;
    return { gross, net: gross.mul(left.net).div(left.gross, 6) };
  }
  const net = amount.compare(left.net) > 0 ? left.net : amount;
  return { net, gross: net.mul(left.gross).div(left.net, 6) };
}

export function weightOf({ product, combination, quantity }: OrderLine): number {
  return (number(product, "weight") + number(combination, "weight")) * quantity;
}
