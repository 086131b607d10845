/** A JSON value: what crosses the connector contract, the store and the wire. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON text with keys in code-point order at every level, so that equal values give equal text. */
export function canonicalJson(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const entry of value) text += `${text === "" ? "" : ","}${canonicalJson(entry)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const entry = value[key];
    if (entry !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(entry)}`;
  }
  return `{${text}}`;
}
