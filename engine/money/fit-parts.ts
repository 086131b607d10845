import type { DocumentLine } from "@/connectors/contract";
import { type Decimal, decimal } from "@/lib/core/decimal";

export const CENT = decimal("0.01");
/** A document is never bent further than this many cents; what is left shows in the proof. */
export const MAX_NUDGES = 4;

/** Part of the document that a pair of difference lines may move at the most. */
export const MOST_IN_PAIR = decimal("0.1");

/** Cents to move on net and gross, smallest visible change first. */
export const NUDGES = [
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
  [1, 0],
  [-1, 0],
] as const;

export function documentLine(quantity: string, price: Decimal, vatRate: string, isService: boolean): DocumentLine {
  return { quantity, unitNet: price.toString(), discountPercent: "0", vatRate, isService };
}
