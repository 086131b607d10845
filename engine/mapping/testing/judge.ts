import { isDeepStrictEqual } from "node:util";
import jsonata from "jsonata";
import type { EvaluationInput, EvaluationResult } from "@/engine/interpreter/ports";
import { compile, programOf, rationed, runProgram } from "@/engine/mapping/compile";
import { evaluationError, syntaxError } from "@/engine/mapping/expression-error";
import { DEFAULT_LIMITS, type EvaluationLimits } from "@/engine/mapping/limits";
import { plainJson } from "@/engine/mapping/plain-json";
import type { Tables } from "@/engine/mapping/tables";
import type { Expected, SuiteCase } from "@/engine/mapping/testing/suite-cases";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/** What an expression gives: a value, or an error. */
export type Outcome = { readonly value: unknown } | { readonly error: ErrorInfo };

export type Verdict = {
  readonly isPassed: boolean;
  /** The compiled code gave the result; otherwise JSONata did, for the whole expression or for this record. */
  readonly isCompiled: boolean;
  /** The compiled code and the package differ. */
  readonly isMismatch: boolean;
  readonly ours: Outcome;
  readonly theirs: Outcome;
};

/** JSONata's suite knows no limits but those a case names: ours are lifted as far as JSONata itself goes. */
const LIFTED: EvaluationLimits = {
  timeoutMs: 20_000,
  depth: 100_000,
  entries: 10_000_000,
  resultSize: 1_000_000_000,
  resultDepth: 10_000,
};
const NO_TABLES: Tables = new Map();

/** Runs one case on our evaluator, and on the package alone, and compares both with what the case expects. */
export async function judge(each: SuiteCase): Promise<Verdict> {
  const limits = { ...LIFTED, timeoutMs: each.timelimit ?? LIFTED.timeoutMs, depth: each.depth ?? LIFTED.depth };
  const input = inputOf(structuredClone(each.data), each.bindings);
  const { ours, isCompiled } = await evaluateOurs(each.expression, input, limits);
  const theirs = await evaluatePackage(each.expression, inputOf(structuredClone(each.data), each.bindings), limits);
  const isMismatch = isCompiled && !isSame(ours, theirs);
  return { isPassed: isExpected(ours, each.expected), isCompiled, isMismatch, ours, theirs };
}

/** The suite also evaluates on no data at all. */
function inputOf(data: unknown, bindings: Readonly<Record<string, unknown>>): EvaluationInput {
  return { data: data as EvaluationInput["data"], bindings: bindings as JsonObject };
}

export async function evaluateOurs(
  expression: string,
  input: EvaluationInput,
  limits: EvaluationLimits = DEFAULT_LIMITS,
): Promise<{ ours: Outcome; isCompiled: boolean }> {
  const compiled = await compile(expression, limits);
  if (!compiled.ok) return { ours: { error: compiled.error }, isCompiled: false };
  const program = await programOf(expression);
  const surroundings = { ...rationed(NO_TABLES, limits), fuel: 10_000_000 };
  const quick = program && runProgram(program, structuredClone(input), surroundings);
  const result = quick ?? (await compiled.evaluate(input, NO_TABLES));
  return { ours: outcomeOf(result), isCompiled: quick !== undefined };
}

/** The package, with nothing of ours but the limits and the plain form of the result. */
export async function evaluatePackage(expression: string, input: EvaluationInput, limits: EvaluationLimits): Promise<Outcome> {
  const { timeoutMs: timeout, depth: stack, entries: sequence } = limits;
  try {
    const parsed = jsonata(expression, { timeout, stack, sequence });
    try {
      return { value: plainJson(await parsed.evaluate(input.data, input.bindings), limits) };
    } catch (thrown) {
      return { error: evaluationError(thrown, expression) };
    }
  } catch (thrown) {
    return { error: syntaxError(thrown, expression) };
  }
}

function outcomeOf(result: EvaluationResult): Outcome {
  return result.ok ? { value: result.value } : { error: result.error };
}

/** Equal values, or errors with the same code at the same place. */
export function isSame(one: Outcome, other: Outcome): boolean {
  if ("error" in one || "error" in other) {
    return "error" in one && "error" in other && isDeepStrictEqual(one.error.details, other.error.details);
  }
  return isEqual(one.value, other.value);
}

/** The code by which JSONata's own test bench, not the package, stops what is too long or too deep. */
const STOPPED = "U1001";
const STOPS = new Set(["D1011", "D1012"]);

function isExpected(outcome: Outcome, expected: Expected): boolean {
  if (expected.kind === "value") {
    if ("error" in outcome) return false;
    return expected.isUnordered ? hasSameMembers(outcome.value, expected.value) : isEqual(outcome.value, expected.value);
  }
  if (!("error" in outcome)) return false;
  const { message, details } = outcome.error;
  return (
    (details.code === expected.code || (expected.code === STOPPED && STOPS.has(String(details.code)))) &&
    (expected.token === undefined || details.token === expected.token) &&
    (expected.position === undefined || details.position === expected.position) &&
    (expected.message === undefined || message === expected.message)
  );
}

function hasSameMembers(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  const left = [...other];
  return one.every((entry) => {
    const at = left.findIndex((candidate) => isEqual(entry, candidate));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** 0 and -0 are one number in JSON. */
function isEqual(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(withoutMinusZero(one), withoutMinusZero(other));
}

function withoutMinusZero(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutMinusZero(entry)]));
}
