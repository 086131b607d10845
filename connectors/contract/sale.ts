import type { JsonObject } from "@/lib/core/json";
import type { ConnectorContext } from "./context";

/**
 * A sale as the shop computed it, in neutral words; made by the shop's connector, booked by the engine.
 * All amounts are decimal strings in `currency`; nets and grosses are what the shop says, unrounded where it keeps more decimals.
 */
export interface Sale {
  readonly currency: string;
  /** Units of `currency` for one unit of the shop's base currency. */
  readonly currencyRate: string;
  /** The shop's base currency, where it says so. */
  readonly baseCurrency?: string;
  readonly lines: readonly SaleLine[];
  readonly totals: {
    readonly net: string;
    readonly gross: string;
    /** What the customer is asked to pay: the one total that must be met to the cent. */
    readonly due: string;
  };
  /** VAT per rate where the shop states it; key is the rate in per cent, `20`, `5.5`. */
  readonly vat: readonly { readonly rate: string; readonly amount: string }[];
  /** What the shop's own figures do not agree on; shown, never hidden. */
  readonly warnings: readonly string[];
}

export interface SaleLine {
  readonly kind: "product" | "shipping" | "wrapping" | "discount" | "fee";
  readonly key: string;
  readonly label: string;
  readonly reference: string;
  readonly productKey?: string;
  readonly quantity: string;
  /** Net of the whole line; negative for a discount. */
  readonly net: string;
  readonly gross: string;
  readonly unitNet: string;
  /** Rates in per cent. A second entry with `compound` is computed on net + first tax. */
  readonly taxes: readonly { readonly rate: string; readonly compound?: boolean; readonly id?: string }[];
}

/** A line as sent to the target. `unitNet` has no more decimals than the target keeps. */
export interface DocumentLine {
  readonly quantity: string;
  readonly unitNet: string;
  readonly discountPercent: string;
  readonly vatRate: string;
  readonly isService: boolean;
  readonly localTax1?: { readonly rate: string; readonly type: string };
  readonly localTax2?: { readonly rate: string; readonly type: string };
}

export interface DocumentTotals {
  readonly lines: readonly {
    readonly net: string;
    readonly vat: string;
    readonly localTax1: string;
    readonly localTax2: string;
    readonly gross: string;
    readonly unitNet: string;
  }[];
  readonly net: string;
  readonly vat: string;
  readonly localTax1: string;
  readonly localTax2: string;
  readonly gross: string;
  /** The same in the document's own currency, when `totals` was given a currency rate. */
  readonly currency?: {
    readonly lines: readonly { readonly net: string; readonly vat: string; readonly gross: string; readonly unitNet: string }[];
    readonly net: string;
    readonly vat: string;
    readonly gross: string;
  };
}

export interface DocumentArithmetic<Config extends JsonObject = JsonObject> {
  /** The target's rounding constants, read once per run. */
  settings(ctx: ConnectorContext<Config>): Promise<JsonObject>;
  /** Decimals a unit price may have before the target rounds it. */
  unitDecimals(settings: JsonObject): number;
  /**
   * Exactly what the target will answer for these lines, whose prices are in the company's currency. Pure.
   * `currencyRate`: units of the document's currency for one of the company's.
   */
  totals(lines: readonly DocumentLine[], settings: JsonObject, currencyRate?: string): DocumentTotals;
}
