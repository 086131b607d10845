import type { DocumentLine, SaleLine } from "@/connectors/contract";
import { Decimal, decimal } from "@/lib/core/decimal";

/** Decimals a VAT rate in per cent keeps in a document. */
const RATE_DECIMALS = 4;

/** A rate in per cent as a fraction: `5.5` → 0.055. */
export function vatPercent(rate: string): Decimal {
  const value = decimal(rate);
  return value.div(Decimal.HUNDRED, value.scale + 2);
}

/** All taxes of a line as one rate in per cent: added up, or the second on top of the first when compound. */
export function vatRateOf(taxes: SaleLine["taxes"]): string {
  let factor = Decimal.ONE;
  for (const tax of taxes) {
    factor = tax.compound ? factor.mul(Decimal.ONE.add(vatPercent(tax.rate))) : factor.add(vatPercent(tax.rate));
  }
  return factor.sub(Decimal.ONE).mul(Decimal.HUNDRED).round(RATE_DECIMALS).toString();
}

/** Local taxes by what they are computed on, for products and services alike. */
const ON_NET = "1";
const ON_NET_AND_FIRST = "2";

/** How a document carries the taxes of a line. */
export function taxesOf(
  taxes: SaleLine["taxes"],
  secondTax: "combined" | "local" | undefined,
): Pick<DocumentLine, "vatRate" | "localTax1"> {
  const [first, second, third] = taxes;
  if (secondTax !== "local" || !first || !second || third) return { vatRate: vatRateOf(taxes) };
  return {
    vatRate: vatRateOf([first]),
    localTax1: { rate: decimal(second.rate).toString(), type: second.compound ? ON_NET_AND_FIRST : ON_NET },
  };
}
