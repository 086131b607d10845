import type { JsonObject } from "@/lib/core/json";
import type { DocumentLine, DocumentTotals } from "./sale";

/** Reads documents in neutral words, so that the engine can compare them. Pure. */
export interface ConnectorLedger<Config extends JsonObject = JsonObject> {
  /** Streams whose records are sale documents. */
  readonly documents: readonly string[];
  view(stream: string, record: JsonObject): DocumentView;
  /** What a document must say once everything planned for it is done. */
  expected(stream: string, planned: PlannedDocument, totals: BookedTotals): ExpectedDocument;
  /** The documents that bill a document together: an invoice, what was billed later, what was credited. */
  billedBy?(stream: string, record: JsonObject): { readonly stream: string; readonly ids: readonly string[] } | undefined;
  /** By stream, the action that sets a draft aside, which is never deleted: `{orders: "cancelOrder"}`. */
  readonly withdraw?: Readonly<Record<string, string>>;
  /** Key under which a record that has no id of its own is read: a stock level. */
  keyOf?(stream: string, record: JsonObject): string | undefined;
  /** Address of a record for people. */
  page?(config: Config, stream: string, id: string): string | undefined;
}

export type BookedTotals = (lines: readonly DocumentLine[], currencyRate?: string) => DocumentTotals;

export const DOCUMENT_STATES = ["draft", "validated", "sent", "delivered", "paid", "abandoned", "cancelled"] as const;

export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** Amounts are decimal strings in the company's currency; rates in per cent, without trailing zeros. */
export interface DocumentFigures {
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly vatRates: readonly { readonly rate: string; readonly net: string; readonly vat: string }[];
}

export interface DocumentView extends DocumentFigures {
  readonly id: string;
  readonly ref: string;
  /** `2026-01-31` */
  readonly day: string | null;
  readonly state: DocumentState;
  /** What has been paid of it; null where nothing is ever paid of such a document. */
  readonly paid: string | null;
  /** Id of whom it is for. */
  readonly party: string | null;
  /** ISO 4217 where it is not in the company's own currency. */
  readonly currency: string | null;
  /** The gross amount in the document's own currency. */
  readonly due: string;
  /** Reference of the shop's order that it carries. */
  readonly reference: string | null;
  /** Our own reference, where the system keeps it. */
  readonly externalRef: string | null;
  /** The document of another stream that it was made from. */
  readonly origin: { readonly stream: string; readonly id: string } | null;
}

/** All that a flow would do to one document. */
export interface PlannedDocument {
  /** The record it would write; null where it only acts on one that is there. */
  readonly record: JsonObject | null;
  /** Ids of the actions on it. */
  readonly actions: readonly string[];
  /** Records that would be written under it: payments of an invoice. */
  readonly payments: readonly JsonObject[];
}

/** What is absent is not compared. */
export interface ExpectedDocument {
  readonly figures?: DocumentFigures;
  readonly day?: string;
  /** Any of these will do. */
  readonly states?: readonly DocumentState[];
  readonly paid?: string;
  readonly party?: string;
  readonly currency?: string | null;
  readonly due?: string;
  readonly reference?: string;
}
