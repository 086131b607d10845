import type { Sale } from "@/connectors/contract";
import { Decimal, decimal } from "@/lib/core/decimal";

/** A shop that rounds each unit price, net and gross apart, may move this much for each unit sold. */
const PER_UNIT = decimal("0.022");

/**
 * The largest difference the shop itself can explain: its rounding, and what it asks beside its own total (the orders
 * PrestaShop comes with ask 61.80 for 68.20). Beyond it something else is wrong with the sale.
 */
export function explainedDifference(sale: Sale, least: Decimal): Decimal {
  const asked = decimal(sale.totals.due).sub(decimal(sale.totals.gross)).abs();
  return roundingOf(sale, least).add(asked);
}

function roundingOf(sale: Sale, least: Decimal): Decimal {
  const units = Decimal.sum(sale.lines.filter((line) => line.kind === "product").map((line) => decimal(line.quantity).abs()));
  const explained = units.mul(PER_UNIT);
  return (explained.compare(least) > 0 ? explained : least).mul(smallestUnit(sale.currency));
}

/** Cents in the smallest amount the shop rounds to: 100 where there are none, as in yen. */
export function smallestUnit(currency: string): Decimal {
  if (!/^[A-Z]{3}$/.test(currency)) return Decimal.ONE;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  return decimal(String(10 ** Math.max(0, 2 - maximumFractionDigits)));
}
