import type { SaleLine } from "@/connectors/contract";
import type { OrderLine } from "@/connectors/prestashop/order-types";
import { Decimal, decimal } from "@/lib/core/decimal";

export type TaxedLine = Pick<SaleLine, "taxes">;

/** All taxes of a line as one fraction of its net: `0.2` for 20 %; a compound second tax is on top of the first. */
export function combinedRate(taxes: SaleLine["taxes"]): Decimal {
  let factor = Decimal.ONE;
  for (const tax of taxes) {
    const rate = decimal(tax.rate).div(Decimal.HUNDRED, decimal(tax.rate).scale + 2);
    factor = tax.compound ? factor.mul(Decimal.ONE.add(rate)) : factor.add(rate);
  }
  return factor.sub(Decimal.ONE);
}

/** Lines with the same key are taxed alike. */
export function rateKey(taxes: SaleLine["taxes"]): string {
  return taxes.map((tax) => `${tax.compound ? "*" : "+"}${tax.rate}`).join("") || "+0";
}

/**
 * The taxes of an order line. `ownGross` false: the shop left the line untaxed although it names a rate and taxes its
 * totals, so the gross must be computed. A tax the shop no longer lists is read off the two unit prices.
 */
export function lineTaxes(line: OrderLine, taxedTotals: boolean): { taxes: SaleLine["taxes"]; ownGross: boolean } {
  const net = decimal(line.unit_price_tax_excl);
  const gross = decimal(line.unit_price_tax_incl);
  const named = line.taxes.filter((tax) => tax.id !== "0");
  const untaxed = net.equals(gross) && !net.isZero();
  if (named.length === 0 || (untaxed && !taxedTotals))
    return { taxes: untaxed || net.isZero() ? [] : impliedTax(net, gross), ownGross: true };
  if (named.some((tax) => tax.rate === null)) return { taxes: impliedTax(net, gross), ownGross: true };
  const compound = line.tax_computation_method === "2";
  const taxes = named.map((tax, index) => ({
    rate: decimal(tax.rate ?? "0").toString(),
    id: tax.id,
    ...(compound && index > 0 ? { compound: true } : {}),
  }));
  return { taxes, ownGross: !(untaxed && combinedRate(taxes).compare(Decimal.ZERO) > 0) };
}

function impliedTax(net: Decimal, gross: Decimal): SaleLine["taxes"] {
  if (net.isZero() || net.equals(gross)) return [];
  // One decimal of a per cent: legal rates have no more, and cents of rounding must not make a new one.
  return [{ rate: gross.sub(net).mul(Decimal.HUNDRED).div(net, 1).toString() }];
}
