/** A JSON value: what crosses the connector contract, the store and the wire. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON text with keys in code-point order at every level, so that equal values give equal text. */
export function canonicalJson(value: Json): string {
  if (typeof value === "string") return value.length < SHORT && !ESCAPED.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const entry of value) text += `${text === "" ? "" : ","}${canonicalJson(entry)}`;
    return `[${text}]`;
  }
  const { sorted, names } = orderOf(Object.keys(value));
  for (let index = 0; index < sorted.length; index += 1) {
    const entry = value[sorted[index] ?? ""];
    if (entry !== undefined) text += `${text === "" ? "" : ","}${names[index]}${canonicalJson(entry)}`;
  }
  return `{${text}}`;
}

/** Characters up to which looking for what JSON escapes costs less than having it written. */
const SHORT = 64;
/** What JSON writes in another way than it stands; half a pair of surrogates among it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

interface Order {
  readonly keys: readonly string[];
  readonly sorted: readonly string[];
  /** With their quotes and colon. */
  readonly names: readonly string[];
}

/** Orders of keys met lately: records of a stream are alike. */
const orders = new Map<string, Order>();
const MOST_ORDERS = 500;
/** An object with more of them is a table, whose keys are its own. */
const MOST_KEYS = 200;

function orderOf(keys: readonly string[]): Order {
  const place = `${keys[0]} ${keys.length}`;
  const known = orders.get(place);
  if (known?.keys.every((key, index) => key === keys[index])) return known;
  const sorted = [...keys].sort();
  const made = { keys, sorted, names: sorted.map((key) => `${JSON.stringify(key)}:`) };
  if (orders.size >= MOST_ORDERS) orders.clear();
  if (keys.length <= MOST_KEYS) orders.set(place, made);
  return made;
}
