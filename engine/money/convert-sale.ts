import type { Sale, SaleLine } from "@/connectors/contract";
import { decimal } from "@/lib/core/decimal";

/** Decimals kept inside: rounding to cents is the document's, once. */
const INNER = 10;

/**
 * The sale in the shop's base currency, at the order's own rate: for a target that does not keep the order's currency.
 * Totals are whole cents; lines keep more, as those of a shop do.
 */
export function inBaseCurrency(sale: Sale, currency: string): Sale {
  const rate = decimal(sale.currencyRate);
  const inner = (amount: string) => decimal(amount).div(rate, INNER).toString();
  const cents = (amount: string) => decimal(amount).div(rate, INNER).round(2).toFixed(2);
  const line = (one: SaleLine): SaleLine => ({
    ...one,
    net: inner(one.net),
    gross: inner(one.gross),
    unitNet: inner(one.unitNet),
  });
  const { net, gross, due } = sale.totals;
  return {
    ...sale,
    currency,
    currencyRate: "1",
    lines: sale.lines.map(line),
    totals: { net: cents(net), gross: cents(gross), due: cents(due) },
    vat: sale.vat.map(({ rate: vatRate, amount }) => ({ rate: vatRate, amount: cents(amount) })),
  };
}
