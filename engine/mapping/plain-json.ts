import type { EvaluationLimits } from "@/engine/mapping/limits";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";

/**
 * A result as plain JSON: sequences become lists, functions and undefined members are left out, numbers that JSON
 * cannot hold become null. Throws when it is too large or too deep to be a record.
 */
export function plainJson(value: unknown, limits: Pick<EvaluationLimits, "resultSize" | "resultDepth">): Json | undefined {
  return plain(value, { left: limits.resultSize, maxDepth: limits.resultDepth }, 0);
}

type Budget = { left: number; readonly maxDepth: number };

function plain(value: unknown, budget: Budget, depth: number): Json | undefined {
  if (value === null || typeof value === "boolean") return spend(value, budget, 5);
  if (typeof value === "string") return spend(value, budget, value.length + 2);
  if (typeof value === "number") return spend(Number.isFinite(value) ? value : null, budget, 8);
  if (typeof value !== "object") return undefined;
  if (depth >= budget.maxDepth) throw tooLarge("deep");
  return Array.isArray(value) ? plainList(value, budget, depth) : plainObject(value, budget, depth);
}

function plainList(list: readonly unknown[], budget: Budget, depth: number): Json {
  const made: Json[] = [];
  for (const entry of list) {
    const value = plain(entry, budget, depth + 1);
    if (value !== undefined) made.push(value);
  }
  return spend(made, budget, 2);
}

function plainObject(value: object, budget: Budget, depth: number): Json | undefined {
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return undefined;
  const object: Record<string, Json> = {};
  for (const [key, entry] of Object.entries(value)) {
    const made = plain(entry, budget, depth + 1);
    if (made !== undefined) object[key] = made;
    budget.left -= key.length + 4;
  }
  return spend(object, budget, 2);
}

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
