import { badData } from "@/connectors/dolibarr/failures";
import { Decimal } from "@/lib/core/decimal";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/**
 * Types of the fields of a stream. On the wire of Dolibarr nearly everything is text; in records: `id` text or null,
 * `decimal` decimal text, `integer` number, `day` and `instant` ISO 8601 with offset, `options` the extrafields
 * (`options_<code>`), `links` linked objects `{<type>: [ids]}`, `json` as it comes.
 */
export type FieldKind = "id" | "text" | "decimal" | "integer" | "boolean" | "day" | "instant" | "options" | "links" | "json";

export interface Field {
  readonly kind: FieldKind;
  /** May be written; read-only otherwise. */
  readonly write?: boolean;
  readonly required?: boolean;
  /** Lookup whose ids this field holds. */
  readonly lookup?: string;
  /** Characters the column holds: a longer text is cut, since Dolibarr refuses the whole record for it. */
  readonly max?: number;
  /** What Dolibarr makes of the text, done here first: what counts against `max`. */
  readonly kept?: (text: string) => string;
  /** Name in Dolibarr's answers where it differs. */
  readonly from?: string;
  /** Name in requests to Dolibarr where it differs. */
  readonly to?: string;
}
export type Fields = Readonly<Record<string, Field>>;

/** A record as Dolibarr sent it → field-standard types. `zone`: the server's, empty when unknown. */
export function toRecord(raw: JsonObject, fields: Fields, zone: string): JsonObject {
  const record: JsonObject = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = raw[field.from ?? name];
    if (value !== undefined || field.kind !== "json") record[name] = readValue(value ?? null, field.kind, zone);
  }
  return record;
}

function readValue(value: Json, kind: FieldKind, zone: string): Json {
  switch (kind) {
    case "id":
      return isEmpty(value) || String(value) === "0" ? null : String(value);
    case "text":
      return isEmpty(value) ? null : String(value);
    case "decimal":
      return readDecimal(value);
    case "integer":
      return isEmpty(value) || Number.isNaN(Number(value)) ? null : Number(value);
    case "boolean":
      return !(isEmpty(value) || value === false || Number(value) === 0);
    case "day":
    case "instant":
      return readInstant(value, zone);
    case "options":
      return isJsonObject(value) ? value : {};
    case "links":
      return readLinks(value);
    case "json":
      return value;
  }
}

function isEmpty(value: Json): value is null | "" {
  return value === null || value === "";
}

/** `"49.99000000"` → `"49.99"`; numbers too, since some amounts come as such. */
function readDecimal(value: Json): string | null {
  if (isEmpty(value) || (typeof value !== "string" && typeof value !== "number")) return null;
  const parsed = Decimal.parse(String(value).trim());
  if (parsed === null) return null;
  const text = parsed.toString();
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Dates are seconds since 1970 as number or text, or `YYYY-MM-DD HH:MM:SS` without a zone (payments). */
function readInstant(value: Json, zone: string): string | null {
  if (isEmpty(value) || (typeof value !== "string" && typeof value !== "number")) return null;
  if (/^-?\d+$/.test(String(value))) return Number(value) === 0 ? null : isoIn(zone, Number(value));
  const local = String(value).match(/^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?$/);
  if (!local) return null;
  return `${local[1]}T${local[2] ?? "00:00:00"}${offsetText(zone, Date.parse(`${local[1]}T${local[2] ?? "00:00:00"}Z`) / 1000)}`;
}

/** Epoch seconds as ISO text in the server's zone, or in UTC when that is unknown. */
function isoIn(zone: string, seconds: number): string {
  if (zone === "") return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
  return `${localText(zone, seconds).replace(" ", "T")}${offsetText(zone, seconds)}`;
}

/** Epoch seconds as `YYYY-MM-DD HH:MM:SS` on a clock in `zone`. */
export function localText(zone: string, seconds: number): string {
  const text = new Intl.DateTimeFormat("sv-SE", { timeZone: zone || "UTC", dateStyle: "short", timeStyle: "medium" }).format(
    new Date(seconds * 1000),
  );
  return text.replace(",", "");
}

function offsetText(zone: string, seconds: number): string {
  if (zone === "") return "Z";
  const shown = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(new Date(seconds * 1000))
    .find((part) => part.type === "timeZoneName")?.value;
  const offset = shown?.replace("GMT", "") ?? "";
  return offset === "" ? "+00:00" : offset;
}

/** Empty is `[]`, filled is `{commande: {"3": "16"}}`: target ids by type. */
function readLinks(value: Json): JsonObject {
  if (!isJsonObject(value)) return {};
  const links: JsonObject = {};
  for (const [type, ids] of Object.entries(value)) {
    if (isJsonObject(ids)) links[type] = Object.values(ids).map(String);
    else if (Array.isArray(ids)) links[type] = ids.map(String);
  }
  return links;
}

/**
 * The writable part of `data` in Dolibarr's types. Null leaves a field alone, `""` empties it. Unknown scalar fields
 * pass unchanged; read-only ones are dropped.
 */
export function toBody(data: JsonObject, fields: Fields): JsonObject {
  const body: JsonObject = {};
  for (const [name, value] of Object.entries(data)) {
    const field = fields[name];
    if (value === null || (field && !field.write)) continue;
    if (!field && typeof value === "object") continue;
    const written = field ? writeValue(name, value, field.kind) : value;
    body[field?.to ?? name] = field && typeof written === "string" ? fitting(written, field) : written;
  }
  return body;
}

function fitting(text: string, { kept, max }: Field): string {
  const own = kept ? kept(text) : text;
  return max === undefined ? own : [...own].slice(0, max).join("");
}

function writeValue(name: string, value: Json, kind: FieldKind): Json {
  switch (kind) {
    case "decimal":
      return writeDecimal(name, value);
    case "boolean":
      return value === true || value === 1 || value === "1" || value === "true" ? 1 : 0;
    case "day":
      return writeDay(name, value);
    case "instant":
      return writeInstant(name, value);
    case "integer":
      return writeInteger(name, value);
    case "text":
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    case "id":
      return typeof value === "number" || typeof value === "string" ? value : null;
    case "options":
      return isJsonObject(value) ? withPrefix(value) : {};
    case "links":
    case "json":
      return value;
  }
}

/** A comma is misread by Dolibarr (`"10,50"` = 1050), so only plain decimals leave. */
export function writeDecimal(name: string, value: Json): string {
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  if (Decimal.parse(text) !== null && /^-?\d+(\.\d+)?$/.test(text)) return text;
  throw badData(`${name} must be a decimal number with a point, not ${JSON.stringify(value)}`);
}

function writeInteger(name: string, value: Json): number {
  const number = typeof value === "boolean" ? Number(value) : Number(value);
  if (Number.isInteger(number)) return number;
  throw badData(`${name} must be a whole number, not ${JSON.stringify(value)}`);
}

/** Noon UTC of the calendar day written in the text: the same day for servers from UTC-11 to UTC+11. */
export function writeDay(name: string, value: Json): number {
  const day = typeof value === "string" ? value.match(/^\d{4}-\d\d-\d\d/)?.[0] : undefined;
  const noon = day ? Date.parse(`${day}T12:00:00Z`) : Number.NaN;
  if (Number.isNaN(noon)) throw badData(`${name} must be an ISO date, not ${JSON.stringify(value)}`);
  return noon / 1000;
}

/** Seconds, never milliseconds (500). */
function writeInstant(name: string, value: Json): number {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw badData(`${name} must be an ISO date, not ${JSON.stringify(value)}`);
  return Math.floor(time / 1000);
}

/** A creation names only what it sets: nothing recorded shows what Dolibarr makes of an empty number. */
export function withoutEmpty(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== ""));
}

/** Extrafields need the prefix `options_`; without it they are ignored. */
function withPrefix(options: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(options).map(([code, value]) => [code.startsWith("options_") ? code : `options_${code}`, value]),
  );
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
