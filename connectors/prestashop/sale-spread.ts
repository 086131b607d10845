import type { SaleLine } from "@/connectors/contract";
import { combinedRate, rateKey } from "@/connectors/prestashop/sale-taxes";
import { Decimal, decimal } from "@/lib/core/decimal";

type Taxes = SaleLine["taxes"];
type Amounts = { readonly net: Decimal; readonly gross: Decimal };

export type RateWeights = ReadonlyMap<string, { readonly taxes: Taxes; readonly net: Decimal }>;
export type RateShare = Amounts & { readonly taxes: Taxes };

export interface SpreadOptions {
  /** Net of the order's products by rate. */
  readonly weights: RateWeights;
  /** Rates to try first: the carrier's own. */
  readonly preferred: readonly string[];
  /** Rates to try last: any the shop has a tax for. */
  readonly knownRates: readonly string[];
  readonly warnings: string[];
  readonly subject: string;
}

/** Net and gross are rounded apart from each other, so a true rate may miss the gross by this much. */
const SLACK = decimal("0.0125");

/**
 * An amount the shop states with and without tax, but not by rate, as shares of whole cents that add up to it:
 * at one rate where one explains it, else over the products' rates by net, else at the two rates around it.
 */
export function spreadOverRates(amount: Amounts, options: SpreadOptions): RateShare[] {
  if (amount.net.equals(amount.gross)) return [{ ...amount, taxes: [] }];
  const single = (candidates: readonly Taxes[]) => candidates.find((taxes) => explains(amount, taxes));
  const own = [...options.weights.values()].map((weight) => weight.taxes);
  const stated = single(options.preferred.map(taxesOf));
  if (stated) return [{ ...amount, taxes: stated }];
  const byNet = proRata(amount, options.weights);
  if (byNet && drift(byNet, amount).abs().compare(SLACK) <= 0) return toCents(byNet, amount);
  const one = single(own) ?? single(options.knownRates.map(taxesOf));
  if (one) return [{ ...amount, taxes: one }];
  const two = around(amount, [...own, ...options.preferred.map(taxesOf)]);
  if (two) return toCents(two, amount);
  options.warnings.push(
    `${options.subject}: no rate of the shop explains ${amount.net.toFixed(2)} net and ${amount.gross.toFixed(2)} gross`,
  );
  return byNet ? toCents(byNet, amount) : [{ ...amount, taxes: [] }];
}

function taxesOf(rate: string): Taxes {
  return decimal(rate).isZero() ? [] : [{ rate: decimal(rate).toString() }];
}

function explains(amount: Amounts, taxes: Taxes): boolean {
  return (
    amount.net
      .mul(Decimal.ONE.add(combinedRate(taxes)))
      .sub(amount.gross)
      .abs()
      .compare(SLACK) <= 0
  );
}

function proRata(amount: Amounts, weights: RateWeights): RateShare[] | undefined {
  const total = Decimal.sum([...weights.values()].map((weight) => weight.net));
  if (total.isZero()) return undefined;
  return [...weights.values()]
    .filter((weight) => !weight.net.isZero())
    .map((weight) => share(amount.net.mul(weight.net).div(total, 10), weight.taxes));
}

function share(net: Decimal, taxes: Taxes): RateShare {
  return { net, gross: net.mul(Decimal.ONE.add(combinedRate(taxes))), taxes };
}

function drift(shares: readonly RateShare[], amount: Amounts): Decimal {
  return Decimal.sum(shares.map((one) => one.gross)).sub(amount.gross);
}

/** The nearest rates below and above the amount's own, in the one mix that gives its gross. */
function around(amount: Amounts, candidates: readonly Taxes[]): RateShare[] | undefined {
  if (amount.net.isZero()) return undefined;
  const own = amount.gross.sub(amount.net).div(amount.net, 10);
  const rated = candidates.map((taxes) => ({ taxes, rate: combinedRate(taxes) })).sort((a, b) => a.rate.compare(b.rate));
  const low = rated.filter((one) => one.rate.compare(own) <= 0).at(-1);
  const high = rated.find((one) => one.rate.compare(own) >= 0);
  if (!low || !high || rateKey(low.taxes) === rateKey(high.taxes)) return undefined;
  const atHigh = amount.gross.sub(amount.net.mul(Decimal.ONE.add(low.rate))).div(high.rate.sub(low.rate), 10);
  return [share(atHigh, high.taxes), share(amount.net.sub(atHigh), low.taxes)];
}

/** Whole cents that add up to the amount: each share is rounded, the largest takes the rest. */
function toCents(shares: readonly RateShare[], amount: Amounts): RateShare[] {
  const rounded = shares.map((one) => ({ taxes: one.taxes, net: one.net.round(2), gross: one.gross.round(2) }));
  const largest = rounded.reduce((best, one) => (best.net.abs().compare(one.net.abs()) >= 0 ? best : one));
  const net = amount.net.sub(Decimal.sum(rounded.map((one) => one.net)));
  const gross = amount.gross.sub(Decimal.sum(rounded.map((one) => one.gross)));
  return rounded
    .map((one) => (one === largest ? { ...one, net: one.net.add(net), gross: one.gross.add(gross) } : one))
    .filter((one) => !one.net.isZero() || !one.gross.isZero());
}
