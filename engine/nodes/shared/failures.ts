import type { Item } from "@/engine/nodes/contract";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

export type Failure = { readonly item: Item; readonly error: ErrorInfo };

/** An expression gave something this node cannot use. */
export function badResult(expected: string, given: unknown): ErrorInfo {
  const found = given === undefined ? "nothing" : Array.isArray(given) ? "a list" : given === null ? "null" : typeof given;
  return {
    code: "mapping.bad_result",
    category: "data",
    message: `expected ${expected}, got ${found}`,
    details: { expected, found },
  };
}

export function missingDependency(message: string, details: JsonObject): ErrorInfo {
  return { code: "record.missing_dependency", category: "data", message, details };
}
