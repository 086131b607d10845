import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { getPath } from "@/lib/core/json-path";

/** Reads of a config that may be half filled: what the canvas needs before a node is valid. */
export function textOf(config: JsonObject, path: string): string {
  const value = getPath(config, path);
  return typeof value === "string" ? value.trim() : "";
}

export function flagOf(config: JsonObject, path: string): boolean {
  return getPath(config, path) === true;
}

export function numberOf(config: JsonObject, path: string): number | undefined {
  const value = getPath(config, path);
  return typeof value === "number" ? value : undefined;
}

export function entriesOf(config: JsonObject, path: string): JsonObject[] {
  const value = getPath(config, path);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
