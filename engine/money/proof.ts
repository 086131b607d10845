import type { Sale } from "@/connectors/contract";
import type { FittedLine, TotalsProof } from "@/engine/money/types";
import { Decimal, decimal } from "@/lib/core/decimal";

/** The visible proof that the document is the sale, or by what it is not. */
export function proveTotals(
  sale: Sale,
  lines: readonly FittedLine[],
  totals: { net: string; vat: string; gross: string },
): TotalsProof {
  const shopGross = decimal(sale.totals.due);
  const shopNet = decimal(sale.totals.net);
  const grossDifference = decimal(totals.gross).sub(shopGross);
  const netDifference = decimal(totals.net).sub(shopNet);
  const added = lines.filter((line) => line.kind === "difference");
  const sum = (amounts: readonly string[]) => Decimal.sum(amounts.map((amount) => decimal(amount))).toFixed(2);
  return {
    currency: sale.currency,
    shop: { net: shopNet.toFixed(2), vat: shopGross.sub(shopNet).toFixed(2), gross: shopGross.toFixed(2) },
    document: totals,
    perRate: perRate(sale, lines),
    differenceLine:
      added.length === 0 ? null : { net: sum(added.map((line) => line.net)), gross: sum(added.map((line) => line.gross)) },
    grossDifference: grossDifference.toFixed(2),
    netDifference: netDifference.toFixed(2),
    exact: grossDifference.isZero() && netDifference.isZero(),
  };
}

function perRate(sale: Sale, lines: readonly FittedLine[]): TotalsProof["perRate"] {
  const booked = new Map<string, Decimal>();
  for (const line of lines) {
    const key = decimal(line.vatRate).toString();
    booked.set(key, (booked.get(key) ?? Decimal.ZERO).add(decimal(line.vat)));
  }
  const stated = new Map(sale.vat.map((row) => [decimal(row.rate).round(4).toString(), decimal(row.amount)]));
  const rates = [...new Set([...stated.keys(), ...booked.keys()])].sort((a, b) => decimal(b).compare(decimal(a)));
  return rates
    .map((rate) => ({
      rate,
      shop: (stated.get(rate) ?? Decimal.ZERO).toFixed(2),
      document: (booked.get(rate) ?? Decimal.ZERO).toFixed(2),
    }))
    .filter((row) => row.rate !== "0" || row.shop !== "0.00" || row.document !== "0.00");
}
