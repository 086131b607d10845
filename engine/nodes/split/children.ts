import type { Item } from "@/engine/nodes/contract";
import type { JsonObject } from "@/lib/core/json";

/** One item per entry: `key#1`, `key#2`… in the order of the list, with the links made so far. */
export function childItems(parent: Item, entries: readonly JsonObject[]): Item[] {
  return entries.map((data, index) => ({ ...parent, key: `${parent.key}#${index + 1}`, data }));
}
