import type { Json, JsonObject } from "@/lib/core/json";
import { text } from "./params";

export function names(text: string): readonly string[] {
  return text.split(" ");
}

/** The sent ones of these fields, as text (null stays null). */
export function textFields(body: JsonObject, fields: readonly string[]): JsonObject {
  const found: JsonObject = {};
  for (const name of fields) {
    const value = body[name];
    if (value === undefined || (typeof value === "object" && value !== null)) continue;
    found[name] = value === null ? null : text(value);
  }
  return found;
}

/** The sent ones of these references to other rows, as text; 0 and empty are null. */
export function idFields(body: JsonObject, fields: readonly string[]): JsonObject {
  const found: JsonObject = {};
  for (const name of fields) {
    const value = body[name];
    if (value === undefined) continue;
    const id = Number.parseInt(text(value), 10) || 0;
    found[name] = id === 0 ? null : String(id);
  }
  return found;
}

/** Everything of the body that is not one of these names. */
export function others(body: JsonObject, fields: Iterable<string>): JsonObject {
  const known = new Set(fields);
  return Object.fromEntries(Object.entries(body).filter(([name]) => !known.has(name)));
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
