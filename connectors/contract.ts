import type { z } from "zod";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

/**
 * What a system offers to the engine. A connector is a plain object made by `defineConnector`.
 * Records cross the contract as plain JSON with field-standard types: money and quantities as decimal strings,
 * dates as ISO 8601 with offset, booleans, translated texts as `{lang: text}`. Every vendor quirk stays inside.
 */
export interface Connector<Config extends JsonObject = JsonObject> {
  readonly spec: ConnectorSpec<Config>;
  /** Can we work with this system as configured? Expected failures are values, not throws. */
  check(ctx: ConnectorContext<Config>): Promise<CheckResult>;
  /** By id, what a check offers to set right. Harmless to repeat; a refusal throws. */
  readonly mends?: Readonly<Record<string, ConnectorMend<Config>>>;
  discover(ctx: ConnectorContext<Config>): Promise<Catalog>;
  read(ctx: ConnectorContext<Config>, request: ReadRequest): Promise<ReadPage>;
  /** One outcome per record, in order. Throws only when nothing of the batch can be known to have happened. */
  write(ctx: ConnectorContext<Config>, request: WriteRequest): Promise<WriteOutcome[]>;
  lookup(ctx: ConnectorContext<Config>, request: LookupRequest): Promise<LookupPage>;
  /** Existing target records for candidates, by external reference or natural key; batched where the API can. */
  find(ctx: ConnectorContext<Config>, request: FindRequest): Promise<FindMatches[]>;
  /**
   * The newest change of a stream, told by one cheap request: two equal answers mean that nothing changed between them.
   * null = the stream does not say.
   */
  newest?(ctx: ConnectorContext<Config>, stream: string): Promise<string | null>;
  /** What to do with an existing record beyond writing it: validate an order, build a PDF… Keyed by action id. */
  readonly actions: Readonly<Record<string, ConnectorAction<Config>>>;
  readonly webhook?: ConnectorWebhook<Config>;
  /** How this system totals a sale document; absent where it does not total anything itself. */
  readonly arithmetic?: DocumentArithmetic<Config>;
  /** How what it holds is compared with what a flow would write now; absent where it is no target of documents. */
  readonly ledger?: ConnectorLedger<Config>;
}

export interface ConnectorSpec<Config extends JsonObject> {
  readonly id: string;
  readonly title: string;
  /** Versions of the system this connector is made for, for people: `1.7 – 9`. */
  readonly versions: string;
  readonly docsUrl: string;
  /** Two letters and a tone (CSS colour token name) for the system tile. */
  readonly badge: { readonly text: string; readonly tone: string };
  readonly config: z.ZodType<Config>;
  /** The form of `config` and `secrets`, in order; every field named once. */
  readonly fields: readonly FormField[];
  readonly auth: "apiKey" | "basic" | "oauth2" | "token";
  readonly limits: ConnectorLimits;
  /** How the target can be asked for a record that may already have been created. */
  readonly idempotency: "externalRef" | "naturalKey" | "none";
}

export interface FormField {
  /** Property of the config, or name of the secret. */
  readonly name: string;
  readonly label: LocalizedText;
  readonly help?: LocalizedText;
  readonly placeholder?: string;
  readonly control: "text" | "url" | "secret" | "number" | "switch" | "select";
  readonly required: boolean;
  readonly options?: readonly { readonly value: string; readonly label: LocalizedText }[];
}

export interface ConnectorLimits {
  readonly parallelReads: number;
  readonly parallelWrites: number;
  /** Records one call may write; absent = one. */
  readonly writeBatch?: number;
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** Records per read page at the most. */
  readonly pageSize: number;
}

export interface ConnectorContext<Config extends JsonObject = JsonObject> {
  readonly config: Config;
  readonly secrets: Readonly<Record<string, string>>;
  readonly http: HttpClient;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

export interface Logger {
  debug(event: string, fields?: JsonObject): void;
  info(event: string, fields?: JsonObject): void;
  warn(event: string, fields?: JsonObject): void;
  error(event: string, fields?: JsonObject): void;
}

/** The only way out of the process. Relative paths are resolved against the pinned base address. */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Content types that count as an answer; any other 2xx is `connector.bad_response`. */
  readonly accept: readonly ("json" | "xml" | "binary" | "empty" | "text")[];
  /** Statuses returned to the caller instead of thrown (404 for "is it there?", 304 for "already done"). */
  readonly expect?: readonly number[];
  readonly timeoutMs?: number;
  /** A request that may be sent twice without harm; only such ones are retried after a lost reply. Default: GET, HEAD, PUT. */
  readonly idempotent?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  text(): string;
  /** Parsed body; throws `connector.bad_response` if it is not JSON. */
  json(): Json;
}

export interface CheckResult {
  readonly ok: boolean;
  readonly message: LocalizedText;
  readonly version?: string;
  readonly problems: readonly CheckProblem[];
}

export interface CheckProblem {
  readonly severity: "error" | "warning" | "info";
  readonly message: LocalizedText;
  readonly advice?: LocalizedText;
  /** What we can set right ourselves: the connector's `mends` has its id. `label` is the button: « Create the warehouse ». */
  readonly mend?: { readonly id: string; readonly label: LocalizedText };
}

export interface ConnectorMend<Config extends JsonObject = JsonObject> {
  run(ctx: ConnectorContext<Config>): Promise<void>;
}

export interface Catalog {
  readonly streams: readonly StreamDescriptor[];
}

export interface StreamDescriptor {
  readonly name: string;
  readonly title: LocalizedText;
  readonly jsonSchema: JsonObject;
  readonly primaryKey: readonly string[];
  /** Record property the watermark moves on; absent = full reads only. */
  readonly cursorField?: string;
  /** Fields that find a record when there is no link: `ref`, `email`. */
  readonly naturalKeys: readonly string[];
  readonly modes: readonly ("read" | "create" | "update")[];
  /** Fields `where` can use without reading the whole stream. */
  readonly filters: readonly string[];
  /** Parts that cost requests and are only read when `include` names them. */
  readonly includes?: readonly { readonly name: string; readonly title: LocalizedText }[];
}

export interface ReadRequest {
  readonly stream: string;
  /** Position inside a run; null = first page. Opaque, small, valid for its stream only. */
  readonly cursor: Json | null;
  readonly pageSize: number;
  /** Records changed at or after this watermark of the source's own clock; null = all. */
  readonly since: Watermark | null;
  readonly where?: readonly ReadCondition[];
  readonly include?: readonly string[];
  /** Only the records with these source keys (retry, event); paged like any read. `since` is null then. */
  readonly keys?: readonly string[];
}

/** `values` are alternatives for `in`; the two bounds, inclusive, for `between`; one value otherwise. */
export interface ReadCondition {
  readonly field: string;
  readonly op: "in" | "gte" | "lte" | "between";
  readonly values: readonly string[];
}

/** A position between runs, on the source's clock: opaque to the engine but for equality. */
export type Watermark = Json;

export interface ReadPage {
  readonly records: readonly SourceRecord[];
  /** null = the stream is read to its end. */
  readonly nextCursor: Json | null;
  /**
   * Where the next run may start once everything up to the end of this read is committed. The connector applies
   * its own overlap. null = this stream has no watermark.
   */
  readonly watermark: Watermark | null;
}

export interface SourceRecord {
  /** Identity in the source, unique in its stream: what links, outcomes and people use. */
  readonly key: string;
  /** What a person calls it: order reference, SKU, name. */
  readonly label: string;
  readonly data: JsonObject;
}

export interface WriteRequest {
  readonly stream: string;
  readonly records: readonly WriteRecord[];
}

export interface WriteRecord {
  /** Source key; comes back in the outcome. */
  readonly key: string;
  /** Written to the target's external-reference field where it has one; unique per integration and source record. */
  readonly externalRef: string;
  /** Present = update that record; absent = create. */
  readonly targetId?: string;
  readonly data: JsonObject;
  /** Stable across retries of the same write. */
  readonly idempotencyKey: string;
}

export type WriteOutcome =
  | {
      readonly outcome: "created" | "updated" | "unchanged";
      readonly id: string;
      readonly ref?: string;
      readonly data?: JsonObject;
    }
  /** `uncertain`: the request was sent and no answer came; the engine must `find` before trying again. */
  | { readonly outcome: "failed"; readonly error: ErrorInfo; readonly uncertain: boolean };

export interface FindRequest {
  readonly stream: string;
  /** `externalRef`, or natural-key fields that must all be equal. */
  readonly by: "externalRef" | readonly string[];
  readonly candidates: readonly FindCandidate[];
}

export interface FindCandidate {
  readonly key: string;
  readonly externalRef: string;
  /** Values of the `by` fields (normalised by the connector), and whatever scopes the search (a payment's invoice). */
  readonly values: JsonObject;
}

export interface FindMatches {
  readonly key: string;
  /** Empty = not there; more than one = ambiguous: the engine asks a person. */
  readonly matches: readonly {
    readonly id: string;
    readonly ref?: string;
    readonly label?: string;
    readonly data?: JsonObject;
  }[];
}

export interface LookupRequest {
  readonly lookup: string;
  readonly query?: string;
}

export interface LookupPage {
  readonly items: readonly LookupItem[];
}

/** A value for pickers and map tables. `match` holds what auto-match compares: rate, ISO code, name. */
export interface LookupItem {
  readonly id: string;
  readonly label: string;
  readonly match?: { readonly rate?: string; readonly iso?: string; readonly code?: string; readonly name?: string };
  readonly extra?: JsonObject;
}

export interface ConnectorAction<Config extends JsonObject = JsonObject> {
  readonly id: string;
  readonly title: LocalizedText;
  /** Stream of the record acted on. */
  readonly stream: string;
  readonly params: z.ZodType<JsonObject>;
  /** Doing it twice must be harmless or detected: answers `unchanged` when there was nothing to do. */
  run(ctx: ConnectorContext<Config>, request: ActionRequest): Promise<WriteOutcome>;
}

export interface ActionRequest {
  readonly targetId: string;
  readonly externalRef: string;
  readonly params: JsonObject;
  readonly idempotencyKey: string;
}

export interface RawRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WebhookEvent {
  readonly stream: string;
  readonly key: string;
  readonly type: string;
  readonly occurredAt: string;
  /** Two deliveries of one event carry the same. */
  readonly dedupeKey: string;
  readonly record?: JsonObject;
}

export interface ConnectorWebhook<Config extends JsonObject> {
  /** Constant-time; refuses old time stamps. No secret, no webhook. */
  verify(request: RawRequest, secret: string, now: Date): boolean;
  parse(request: RawRequest): WebhookEvent[];
  subscribe?(ctx: ConnectorContext<Config>, target: { url: string; secret: string; events: string[] }): Promise<JsonObject>;
  unsubscribe?(ctx: ConnectorContext<Config>, subscription: JsonObject): Promise<void>;
}

// ---- Sale documents ---------------------------------------------------------------------------------------------

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

// ---- Reconciliation ---------------------------------------------------------------------------------------------

/** Reads documents in neutral words, so that the engine can compare them. Pure. */
export interface ConnectorLedger<Config extends JsonObject = JsonObject> {
  /** Streams whose records are sale documents. */
  readonly documents: readonly string[];
  view(stream: string, record: JsonObject): DocumentView;
  /** What a document must say once everything planned for it is done. */
  expected(stream: string, planned: PlannedDocument, totals: BookedTotals): ExpectedDocument;
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
}

/** Types a connector's config by its schema; nothing else. */
export function defineConnector<Config extends JsonObject>(connector: Connector<Config>): Connector<Config> {
  return connector;
}
