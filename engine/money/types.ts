import type { DocumentLine, DocumentTotals, SaleLine } from "@/connectors/contract";

/** The target's arithmetic, bound to its settings: exactly what it will answer for these lines. */
export type TotalsOf = (lines: readonly DocumentLine[], currencyRate: string) => DocumentTotals;

export interface FitOptions {
  /** Decimals a unit price may have before the target rounds it. */
  readonly unitDecimals: number;
  /** May a line be added for what the target's own arithmetic cannot express (GEN-07)? */
  readonly differenceLine: boolean;
  /** The document's currency rate; `1` when it is in the company's currency. */
  readonly currencyRate: string;
  /** A second tax of a line: within one combined rate (default), or as the target's own local tax (CO-36). */
  readonly secondTax?: "combined" | "local";
}

/** A line of the document to book. Prices are in the company's currency, as the target takes them. */
export interface FittedLine {
  readonly kind: SaleLine["kind"] | "difference";
  readonly key: string;
  readonly label: string;
  readonly reference: string;
  readonly productKey?: string;
  readonly quantity: string;
  readonly unitNet: string;
  /** Combined rate in per cent, at most four decimals. */
  readonly vatRate: string;
  /** The second tax where it is booked as a local tax. */
  readonly localTax1?: DocumentLine["localTax1"];
  readonly taxes: SaleLine["taxes"];
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
}

/** Shop and document side by side, as shown to people. Amounts in the document's currency, two decimals. */
export interface TotalsProof {
  readonly currency: string;
  readonly shop: { readonly net: string; readonly vat: string; readonly gross: string };
  readonly document: { readonly net: string; readonly vat: string; readonly gross: string };
  readonly perRate: readonly { readonly rate: string; readonly shop: string; readonly document: string }[];
  /** What the difference line holds, or the pair of them; null without one. */
  readonly differenceLine: { readonly net: string; readonly gross: string } | null;
  /** Document − shop, gross: zero, or the document must not be booked unless the option accepts it. */
  readonly grossDifference: string;
  readonly netDifference: string;
  readonly exact: boolean;
}

export interface FittedDocument {
  readonly lines: readonly FittedLine[];
  readonly totals: { readonly net: string; readonly vat: string; readonly gross: string };
  readonly proof: TotalsProof;
}
