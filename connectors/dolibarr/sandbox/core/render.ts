import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import type { World } from "./world";

/** A row as an object of the API: its shape, the row's own fields (those starting with `_` stay inside), the id as text. */
export function render(shape: JsonObject, row: Row, extra: JsonObject = {}): JsonObject {
  const object: JsonObject = { ...shape };
  for (const key in row) {
    const value = row[key];
    if (!key.startsWith("_") && value !== undefined) object[key] = value;
  }
  object.id = String(row.id);
  return Object.assign(object, extra);
}

/** After a call that fires events, the object says who follows it and loses one base property. */
export function afterTrigger(object: JsonObject, prefix: string): JsonObject {
  const { actiontypecode: _, ...rest } = object;
  return { ...rest, trackid: `${prefix}${String(object.id)}` };
}

/** Extrafields of an element with their values: an object when any is declared, `[]` otherwise. */
export function arrayOptions(world: World, element: string, row: Row | undefined): Json {
  const declared = world.table("extrafields").by("elementtype", element);
  if (declared.length === 0) return [];
  const stored = row?.array_options;
  const values = stored !== null && typeof stored === "object" && !Array.isArray(stored) ? stored : {};
  return Object.fromEntries(declared.map((field) => [`options_${field.code}`, values[`options_${field.code}`] ?? null]));
}

/** Sent extrafields merged into the stored ones; unknown codes are kept out. */
export function mergeOptions(world: World, element: string, stored: Json | undefined, sent: Json | undefined): JsonObject {
  const before = stored !== null && typeof stored === "object" && !Array.isArray(stored) ? stored : {};
  if (sent === null || sent === undefined || typeof sent !== "object" || Array.isArray(sent)) return before;
  const known = new Set(
    world
      .table("extrafields")
      .by("elementtype", element)
      .map((field) => `options_${field.code}`),
  );
  const kept = Object.entries(sent).filter(([key]) => known.has(key));
  return { ...before, ...Object.fromEntries(kept.map(([key, value]) => [key, value === null ? null : String(value)])) };
}
