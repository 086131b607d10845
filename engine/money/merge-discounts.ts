import type { Sale, SaleLine } from "@/connectors/contract";
import { vatRateOf } from "@/engine/money/tax";
import { decimal } from "@/lib/core/decimal";

/** The sale with all discounts of one tax as one line, in the place of the first (CO-31 off). Amounts are unchanged. */
export function mergeDiscounts(sale: Sale): Sale {
  const merged = new Map<string, SaleLine>();
  const order: (SaleLine | string)[] = [];
  for (const line of sale.lines) {
    if (line.kind !== "discount") {
      order.push(line);
      continue;
    }
    const rate = vatRateOf(line.taxes);
    const before = merged.get(rate);
    if (!before) order.push(rate);
    merged.set(rate, before ? joined(before, line) : line);
  }
  const lines = order.flatMap((entry) => (typeof entry === "string" ? (merged.get(entry) ?? []) : entry));
  return { ...sale, lines };
}

function joined(a: SaleLine, b: SaleLine): SaleLine {
  const net = decimal(a.net).add(decimal(b.net)).toString();
  const gross = decimal(a.gross).add(decimal(b.gross)).toString();
  const labels = [...new Set([a.label, b.label].filter(Boolean))].join(", ");
  return { ...a, label: labels, net, unitNet: net, gross };
}
