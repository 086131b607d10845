import type { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";
import type { CheckResult, ConnectorMend } from "./check";
import type { ConnectorContext } from "./context";
import type { ConnectorLedger } from "./ledger";
import type { Catalog, CountRequest, LookupPage, LookupRequest, ReadPage, ReadRequest } from "./read";
import type { DocumentArithmetic } from "./sale";
import type { ConnectorWebhook } from "./webhook";
import type { ConnectorAction, FindMatches, FindRequest, WriteOutcome, WriteRequest } from "./write";

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
  /** How many records a read would bring, in a few cheap requests; null = only reading them would tell. */
  count?(ctx: ConnectorContext<Config>, request: CountRequest): Promise<number | null>;
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
  /** Streams whose records are set, never created: what was perhaps written is written again without harm. */
  readonly repeatable?: readonly string[];
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

/** Types a connector's config by its schema; nothing else. */
export function defineConnector<Config extends JsonObject>(connector: Connector<Config>): Connector<Config> {
  return connector;
}
