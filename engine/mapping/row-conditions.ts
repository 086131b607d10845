import type { RunTable } from "@/engine/interpreter/ports";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** A row of a table that holds under conditions: `ps_checkout?currency=USD` as one text, its key everywhere. */
export interface RowKey {
  readonly source: string;
  /** Facts by name, all of which must be as they say; empty for a row without conditions. */
  readonly when: Readonly<Record<string, string>>;
}

const KEY = /^(?<source>[^?]+)\?(?<when>[A-Za-z]\w*=[^&=?]+(?:&[A-Za-z]\w*=[^&=?]+)*)$/;

export function readRowKey(text: string): RowKey {
  const { source, when } = KEY.exec(text)?.groups ?? {};
  if (source === undefined || when === undefined) return { source: text, when: {} };
  const facts = when.split("&").map((part) => part.split("=").map(decoded));
  return { source, when: Object.fromEntries(facts.map(([name = "", value = ""]) => [name, value])) };
}

/** The one text for the same conditions, whatever their order. */
export function writeRowKey({ source, when }: RowKey): string {
  const facts = Object.entries(when).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = facts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return text === "" ? source : `${source}?${text}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A value to look up, with what is known about the record beside it: `{"value": module, "currency": "USD"}`. */
export interface LookedUp {
  readonly code: string;
  readonly facts?: Readonly<Record<string, string>>;
}

/** Undefined for what no table can be asked: a list, an object without `value`. Nothing is an empty code. */
export function readLookedUp(value: Json | undefined): LookedUp | undefined {
  if (value === undefined || value === null) return { code: "" };
  if (!isJsonObject(value)) return Array.isArray(value) ? undefined : { code: String(value) };
  const { value: code, ...facts } = value;
  if (!("value" in value) || (typeof code === "object" && code !== null)) return undefined;
  const told = Object.entries(facts).flatMap(([name, fact]) =>
    fact === null || typeof fact === "object" ? [] : [[name, String(fact)] as const],
  );
  return { code: code === null || code === undefined ? "" : String(code), facts: Object.fromEntries(told) };
}

type Conditional = { readonly key: string; readonly when: readonly (readonly [string, string])[] };
/** Rows do not change while a run goes on. */
const INDEXES = new WeakMap<Readonly<Record<string, JsonObject>>, ReadonlyMap<string, readonly Conditional[]>>();

/**
 * Key of the row that answers a look-up: of those whose conditions are all met the one with the most conditions, the first
 * by name among equals; else the row without conditions, which need not be there.
 */
export function rowFor({ rows }: Pick<RunTable, "rows">, { code, facts }: LookedUp): string {
  if (facts === undefined) return code;
  const index = INDEXES.get(rows) ?? indexOf(rows);
  INDEXES.set(rows, index);
  return index.get(code)?.find(({ when }) => when.every(([name, value]) => facts[name] === value))?.key ?? code;
}

/**
 * What no row answers, as a row for it would be called: with its facts where the value has rows for some of them, so that
 * who fills the table sees which case is missing.
 */
export function missingRow(table: Pick<RunTable, "rows">, { code, facts = {} }: LookedUp): string {
  const told = new Set((INDEXES.get(table.rows)?.get(code) ?? []).flatMap(({ when }) => when.map(([name]) => name)));
  const when = Object.entries(facts).filter(([name, value]) => told.has(name) && value !== "");
  return writeRowKey({ source: code, when: Object.fromEntries(when) });
}

function indexOf(rows: Readonly<Record<string, JsonObject>>): ReadonlyMap<string, readonly Conditional[]> {
  const index = new Map<string, Conditional[]>();
  for (const key of Object.keys(rows).sort()) {
    const { source, when } = readRowKey(key);
    const conditions = Object.entries(when);
    if (conditions.length > 0) index.set(source, [...(index.get(source) ?? []), { key, when: conditions }]);
  }
  for (const list of index.values()) list.sort((one, other) => other.when.length - one.when.length);
  return index;
}
