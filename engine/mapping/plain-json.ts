import type { EvaluationLimits } from "@/engine/mapping/limits";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/**
 * A result as plain JSON: sequences become lists, functions and undefined members are left out, numbers that JSON
 * cannot hold become null. Throws when it is too large or too deep to be a record. `isOwn`: an object may be changed.
 */
export function plainJson(value: unknown, limits: Limits, isOwn = false): Json | undefined {
  const budget = { left: limits.resultSize, maxDepth: limits.resultDepth };
  return isOwn && isJsonObject(value) && Object.getPrototypeOf(value) === Object.prototype
    ? plainOwn(value, budget)
    : plain(value, budget, 0);
}

type Limits = Pick<EvaluationLimits, "resultSize" | "resultDepth">;

/** An object that nobody else holds needs no copy: what is not plain in it is replaced. */
function plainOwn(object: JsonObject, budget: Budget): JsonObject {
  for (const key in object) {
    const value = object[key];
    const made = plain(value, budget, 1);
    budget.left -= key.length + 4;
    if (made === undefined) delete object[key];
    else if (made !== value) Object.defineProperty(object, key, { ...OWN, value: made });
  }
  spend(object, budget, 2);
  return object;
}

type Budget = { left: number; readonly maxDepth: number };

function plain(value: unknown, budget: Budget, depth: number): Json | undefined {
  if (value === null || typeof value === "boolean") return spend(value, budget, 5);
  if (typeof value === "string") return spend(value, budget, value.length + 2);
  if (typeof value === "number") return spend(Number.isFinite(value) ? value : null, budget, 8);
  if (typeof value !== "object") return undefined;
  if (depth >= budget.maxDepth) throw tooLarge("deep");
  if (Array.isArray(value)) return plainList(value, budget, depth);
  return isJsonObject(value) ? plainObject(value, budget, depth) : undefined;
}

function plainList(list: readonly unknown[], budget: Budget, depth: number): Json {
  const made: Json[] = [];
  for (const entry of list) {
    const value = plain(entry, budget, depth + 1);
    if (value !== undefined) made.push(value);
  }
  return spend(made, budget, 2);
}

function plainObject(value: Readonly<Record<string, unknown>>, budget: Budget, depth: number): Json | undefined {
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return undefined;
  const object: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const made = plain(value[key], budget, depth + 1);
    budget.left -= key.length + 4;
    if (made === undefined) continue;
    // Set, it would be the prototype of the record; it is a field like any other.
    if (key === "__proto__") Object.defineProperty(object, key, { ...OWN, value: made });
    else object[key] = made;
  }
  return spend(object, budget, 2);
}

const OWN = { enumerable: true, configurable: true, writable: true };

function spend(value: Json, budget: Budget, size: number): Json {
  budget.left -= size;
  if (budget.left < 0) throw tooLarge("large");
  return value;
}

function tooLarge(how: "large" | "deep"): AppError {
  return new AppError({
    code: "record.too_large",
    category: "data",
    message: `the result of the expression is too ${how}`,
    details: { how },
  });
}
