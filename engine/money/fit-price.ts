import { Decimal, decimal } from "@/lib/core/decimal";

const HALF_CENT = decimal("0.005");

export interface PriceTarget {
  readonly quantity: Decimal;
  /** All taxes as a fraction of the net. */
  readonly taxRate: Decimal;
  /** What the line must come to, whole cents, in the document's currency. */
  readonly net: Decimal;
  readonly gross: Decimal;
  /** The price wished for, in the document's currency. */
  readonly wished: Decimal;
  /** Units of the document's currency for one of the company's: prices are sent in the latter. */
  readonly currencyRate: Decimal;
  readonly unitDecimals: number;
}

/**
 * Unit prices in the company's currency, fewest decimals first, whose line rounds to both net and gross when the
 * target multiplies before it rounds. Empty when no price of `unitDecimals` does. The caller asks the target's own
 * arithmetic before it believes one.
 */
export function fittingPrices(target: PriceTarget): Decimal[] {
  const negative = target.net.isNegative() || target.gross.isNegative();
  const sign = (value: Decimal) => (negative ? value.neg() : value);
  const quantity = target.quantity.abs();
  if (quantity.isZero()) return [];
  const taxed = Decimal.ONE.add(target.taxRate);
  const perUnit = (total: Decimal, factor: Decimal) => total.div(quantity.mul(factor).mul(target.currencyRate), 16);
  const [net, gross] = [sign(target.net), sign(target.gross)];
  const low = max(perUnit(net.sub(HALF_CENT), Decimal.ONE), perUnit(gross.sub(HALF_CENT), taxed));
  const high = min(perUnit(net.add(HALF_CENT), Decimal.ONE), perUnit(gross.add(HALF_CENT), taxed));
  if (low.compare(high) >= 0) return [];
  const wished = clamp(sign(target.wished).div(target.currencyRate, 16), low, high);
  const found: Decimal[] = [];
  for (let decimals = Math.min(2, target.unitDecimals); decimals <= target.unitDecimals; decimals++) {
    for (const price of [wished.round(decimals), ...edges(low, high, decimals)]) {
      if (price.compare(low) >= 0 && price.compare(high) < 0) found.push(sign(price).mul(unit(target.quantity)));
    }
  }
  return found;
}

/** A negative quantity turns the sign of the price once more. */
function unit(quantity: Decimal): Decimal {
  return quantity.isNegative() ? Decimal.ONE.neg() : Decimal.ONE;
}

/** First and last price of that many decimals inside the bounds. */
function edges(low: Decimal, high: Decimal, decimals: number): Decimal[] {
  const step = Decimal.ONE.div(decimal(10n ** BigInt(decimals)), decimals);
  return [low.round(decimals), low.round(decimals).add(step), high.round(decimals).sub(step)];
}

function max(a: Decimal, b: Decimal): Decimal {
  return a.compare(b) >= 0 ? a : b;
}

function min(a: Decimal, b: Decimal): Decimal {
  return a.compare(b) <= 0 ? a : b;
}

function clamp(value: Decimal, low: Decimal, high: Decimal): Decimal {
  return min(max(value, low), high);
}
