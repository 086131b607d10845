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
  return explained.compare(least) > 0 ? explained : least;
}
