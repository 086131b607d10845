import type { Json, JsonObject } from "@/lib/core/json";
import { type Call, RestError } from "./rest";

/** Text of a scalar value; `""` for null, absent, arrays and objects. */
export function text(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  return "";
}

/** PHP's `(int)`: leading digits, else 0. */
export function integer(value: Json | undefined): number {
  return Number.parseInt(text(value), 10) || 0;
}

export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

/** Fields a document cannot be created without, in Dolibarr's order. */
export function requireFields(body: JsonObject, fields: readonly string[]): void {
  for (const field of fields) if (body[field] === undefined) throw new RestError(400, `${field} field missing`);
}

/** Arguments of a call whose signature lists them, checked by the REST layer before the call. */
export function requireParams(values: Readonly<Record<string, Json | undefined>>, names: readonly string[]): void {
  for (const name of names) {
    const value = values[name];
    if (value === undefined || value === null) throw new RestError(400, `\`${name}\` is required.`, [], "validate");
  }
}

export function integerParam(call: Call, name: string, fallback: number): number {
  const value = call.query[name];
  if (value === undefined) return fallback;
  if (!/^-?\d+$/.test(value)) throw badInteger(name);
  return Number(value);
}

function badInteger(name: string): RestError {
  return new RestError(400, `Invalid value specified for \`${name}\`. Expecting integer value`, [], "validate");
}

/**
 * The only body argument of a call. The REST layer hands it the whole body when the body does not name it, so an empty
 * object is refused as "not an integer" where no body at all is accepted.
 */
export function onlyArgument(call: Call, name: string, fallback: number): number {
  const value = call.body[name];
  if (value === undefined) {
    if (call.hasBody) throw badInteger(name);
    return fallback;
  }
  if (!/^-?\d+$/.test(text(value))) throw badInteger(name);
  return Number(text(value));
}

/** Plain text field as stored: no tags, no double quotes, single spaces. Notes and descriptions keep restricted HTML. */
export function plain(value: string): string {
  return value
    .trim()
    .replace(/<[^<>]+>/g, "")
    .replace(/"/g, "")
    .replace(/ {2,}/g, " ");
}

function restrictedHtml(value: string): string {
  return value
    .replace(/<\/?(script|iframe|style|object)\b[^>]*>/gi, "")
    .replace(/\s+on\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "");
}

const HTML_FIELDS = new Set(["note", "note_private", "note_public", "desc", "description"]);

/** Strings cleaned as Dolibarr does on every write. */
export function sanitize(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, sanitizeValue(key, value)]));
}

function sanitizeValue(key: string, value: Json): Json {
  if (typeof value === "string") return HTML_FIELDS.has(key) ? restrictedHtml(value) : plain(value);
  if (Array.isArray(value)) return value.map((item) => sanitizeValue(key, item));
  if (value !== null && typeof value === "object") return sanitize(value);
  return value;
}
