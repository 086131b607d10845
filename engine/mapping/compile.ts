import jsonata from "jsonata";
import type { EvaluationInput, EvaluationResult } from "@/engine/interpreter/ports";
import { compileProgram, type Program, prepare, type Surroundings } from "@/engine/mapping/compiled/program";
import { ASK, type Run } from "@/engine/mapping/compiled/run";
import { evaluationError, syntaxError } from "@/engine/mapping/expression-error";
import type { Argument } from "@/engine/mapping/functions/define-function";
import { ACCEPTS_NOTHING, PURE_FUNCTIONS } from "@/engine/mapping/functions/library";
import type { EvaluationLimits } from "@/engine/mapping/limits";
import { plainJson } from "@/engine/mapping/plain-json";
import { lookUpTable } from "@/engine/mapping/table-look-up";
import type { Tables } from "@/engine/mapping/tables";
import type { ErrorInfo } from "@/lib/core/errors";

/** An expression ready to be evaluated, or the reason why it cannot be. */
export type Compiled =
  | { readonly ok: true; readonly evaluate: (input: EvaluationInput, tables: Tables) => Promise<EvaluationResult> }
  | { readonly ok: false; readonly error: ErrorInfo };

/** Work between two looks at the clock: some milliseconds. */
const FUEL_AT_ONCE = 100_000;

/**
 * Compiled code where there is some, JSONata itself for the rest of the language, and for each record on which the
 * compiled code does not come to a plain result. Evaluations of one expression must follow one another.
 */
export async function compile(text: string, limits: EvaluationLimits): Promise<Compiled> {
  const interpreted = await compileJsonata(text, limits);
  const program = interpreted.ok ? await programOf(text) : undefined;
  if (!interpreted.ok || program === undefined) return interpreted;
  return {
    ok: true,
    evaluate: async (input, tables) => runProgram(program, input, timed(tables, limits)) ?? interpreted.evaluate(input, tables),
  };
}

/** The compiled form of an expression that parses, when it has one. */
export async function programOf(text: string): Promise<Program | undefined> {
  await prepare();
  const compiled = compileProgram(text);
  return compiled.isCompiled ? compiled.program : undefined;
}

/** The result of compiled code; undefined when JSONata must say what comes out, or what is wrong. */
export function runProgram(program: Program, input: EvaluationInput, surroundings: Surroundings): EvaluationResult | undefined {
  try {
    return { ok: true, value: plainJson(program.evaluate(input, surroundings), surroundings.limits, program.isOwn) };
  } catch (thrown) {
    return thrown instanceof OutOfTime ? { ok: false, error: evaluationError(thrown, program.text) } : undefined;
  }
}

/** JSONata's own error for an evaluation that takes too long. */
class OutOfTime extends Error {
  readonly code = "D1012";
}

/** Evaluates as long as the limits allow: where it may be stopped, and stops nobody else. */
function timed(tables: Tables, limits: EvaluationLimits): Surroundings {
  const end = Date.now() + limits.timeoutMs;
  const refuel = (run: Run) => {
    if (Date.now() > end)
      throw new OutOfTime(`Evaluation timeout after ${limits.timeoutMs} milliseconds. Check for infinite loop`);
    run.fuel += FUEL_AT_ONCE;
  };
  return { tables, limits, fuel: FUEL_AT_ONCE, refuel };
}

/** Evaluates so much and no more: where everything else waits. */
export function rationed(tables: Tables, limits: EvaluationLimits): Surroundings {
  return { tables, limits, fuel: FUEL_AT_ONCE, refuel: refuseFuel };
}

function refuseFuel(): never {
  throw ASK;
}

/** JSONata itself, for all there is of the language. */
export async function compileJsonata(text: string, limits: EvaluationLimits): Promise<Compiled> {
  let evaluate: Interpreter;
  try {
    evaluate = await interpreterOf(text, limits);
  } catch (thrown) {
    return { ok: false, error: syntaxError(thrown, text) };
  }
  return {
    ok: true,
    evaluate: async (input, tables) => {
      try {
        return { ok: true, value: plainJson(await evaluate(input, tables), limits) };
      } catch (thrown) {
        return { ok: false, error: evaluationError(thrown, text) };
      }
    },
  };
}

type Interpreter = (input: EvaluationInput, tables: Tables) => Promise<unknown>;

/** JSONata with our library: its own values, its own errors. Throws what it throws for a text that does not parse. */
export async function interpreterOf(text: string, limits: EvaluationLimits): Promise<Interpreter> {
  const { timeoutMs: timeout, depth: stack, entries: sequence } = limits;
  const expression = jsonata(text, { timeout, stack, sequence });
  let current: Tables = new Map();
  await bindLibrary(expression, () => current);
  return ({ data, bindings }, tables) => {
    current = tables;
    return expression.evaluate(data, bindings);
  };
}

async function bindLibrary(expression: jsonata.Expression, tables: () => Tables): Promise<void> {
  for (const { name, run } of PURE_FUNCTIONS) {
    const acceptsNothing = ACCEPTS_NOTHING.has(name);
    const call = (...args: Argument[]) => (args[0] === undefined && !acceptsNothing ? undefined : run(...args));
    expression.registerFunction(name, withParameters("a, b, c, d", call));
  }
  const readTable = (...args: Argument[]) => lookUpTable(tables(), args);
  expression.registerFunction("lookupTable", withParameters("table, code", readTable));
  const ownMap = await jsonataMap();
  const map = function (this: MapFocus, ...args: unknown[]) {
    const isTable = typeof args[0] === "string" && typeof args[1] !== "function";
    return isTable ? readTable(...(args as Argument[])) : ownMap.call(this, ...args);
  };
  expression.registerFunction("map", withParameters("list, fn", map));
}

/** JSONata reads the parameters of a function applied in part out of its text: `$map(?, $f)`, `$roundTo(?, 2)`. */
function withParameters<F extends (...args: never[]) => unknown>(names: string, fn: F): F {
  return Object.assign(fn, { toString: () => `(${names})` });
}

type MapFocus = jsonata.Focus;
type MapFunction = (this: MapFocus, ...args: unknown[]) => unknown;
let builtInMap: Promise<MapFunction> | undefined;

/** JSONata's `$map`, which ours stands in front of: anything but a text and a value is for it. */
function jsonataMap(): Promise<MapFunction> {
  builtInMap ??= jsonata("$map")
    .evaluate(null)
    .then(
      ({ implementation, signature }: { implementation: MapFunction; signature: Signature }): MapFunction =>
        function (this: MapFocus, ...args) {
          return implementation.call(this, ...signature.validate(args, this.input));
        },
    );
  return builtInMap;
}

type Signature = { validate(args: readonly unknown[], context: unknown): unknown[] };
