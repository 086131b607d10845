import type { Json, JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

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

/** Which records of a stream are meant, as a read of it says. */
export type CountRequest = Pick<ReadRequest, "stream" | "since" | "where" | "keys">;

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
