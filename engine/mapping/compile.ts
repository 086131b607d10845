import jsonata from "jsonata";
import type { EvaluationInput, EvaluationResult } from "@/engine/interpreter/ports";
import { ASK_JSONATA, compileDirect } from "@/engine/mapping/direct";
import { evaluationError, syntaxError } from "@/engine/mapping/expression-error";
import { type Argument, textArgument } from "@/engine/mapping/functions/define-function";
import { ACCEPTS_NOTHING, PURE_FUNCTIONS } from "@/engine/mapping/functions/library";
import type { EvaluationLimits } from "@/engine/mapping/limits";
import { plainJson } from "@/engine/mapping/plain-json";
import { findInTable, type Tables } from "@/engine/mapping/tables";
import { AppError, type ErrorInfo } from "@/lib/core/errors";

/** An expression ready to be evaluated, or the reason why it cannot be. */
export type Compiled =
  | { readonly ok: true; readonly evaluate: (input: EvaluationInput, tables: Tables) => Promise<EvaluationResult> }
  | { readonly ok: false; readonly error: ErrorInfo };

/**
 * Parses once and binds the library; what is plain is compiled to closures, and asks JSONata only about a value that
 * is not. Evaluations of one compiled expression must follow one another.
 */
export async function compile(text: string, limits: EvaluationLimits): Promise<Compiled> {
  const compiled = await compileJsonata(text, limits);
  const direct = compiled.ok ? compileDirect(text) : undefined;
  if (!compiled.ok || direct === undefined) return compiled;
  return {
    ok: true,
    evaluate: async (input, tables) => {
      try {
        return { ok: true, value: plainJson(direct(input, tables), limits) };
      } catch (thrown) {
        return thrown === ASK_JSONATA ? compiled.evaluate(input, tables) : { ok: false, error: evaluationError(thrown) };
      }
    },
  };
}

/** JSONata itself, for all there is of the language. */
export async function compileJsonata(text: string, limits: EvaluationLimits): Promise<Compiled> {
  const { timeoutMs: timeout, depth: stack, entries: sequence } = limits;
  let expression: jsonata.Expression;
  try {
    expression = jsonata(text, { timeout, stack, sequence });
  } catch (thrown) {
    return { ok: false, error: syntaxError(thrown) };
  }
  let current: Tables = new Map();
  await bindLibrary(expression, () => current);
  return {
    ok: true,
    evaluate: async ({ data, bindings }, tables) => {
      current = tables;
      try {
        return { ok: true, value: plainJson(await expression.evaluate(data, bindings), limits) };
      } catch (thrown) {
        return { ok: false, error: evaluationError(thrown) };
      }
    },
  };
}

async function bindLibrary(expression: jsonata.Expression, tables: () => Tables): Promise<void> {
  for (const { name, run } of PURE_FUNCTIONS) {
    const acceptsNothing = ACCEPTS_NOTHING.has(name);
    expression.registerFunction(name, (...args: Argument[]) =>
      args[0] === undefined && !acceptsNothing ? undefined : run(...args),
    );
  }
  expression.registerFunction("lookupTable", (...args: Argument[]) => lookUp(tables(), args));
  const ownMap = await jsonataMap();
  expression.registerFunction("map", function (this: jsonata.Focus, ...args: Argument[]) {
    return typeof args[0] === "string" ? lookUp(tables(), args) : ownMap.call(this, ...args);
  });
}

type MapFunction = (this: jsonata.Focus, ...args: Argument[]) => unknown;
let builtInMap: Promise<MapFunction> | undefined;

/** JSONata's `$map`, which ours stands in front of: a list first, or nothing, is for it. */
function jsonataMap(): Promise<MapFunction> {
  builtInMap ??= jsonata("$map")
    .evaluate(null)
    .then(({ implementation }: { implementation: MapFunction }) => {
      return function (this: jsonata.Focus, list, ...rest) {
        return implementation.call(this, list === undefined || Array.isArray(list) ? list : [list], ...rest);
      } satisfies MapFunction;
    });
  return builtInMap;
}

function lookUp(tables: Tables, [name, code, ...fallback]: Argument[]): Argument {
  const key = textArgument("map", name);
  const table = tables.get(key);
  if (table === undefined) {
    throw new AppError({
      code: "mapping.table_unknown",
      category: "config",
      message: `there is no table ${key}`,
      details: { table: key },
    });
  }
  const text = code === undefined || code === null ? "" : textArgument("map", code);
  const found = findInTable(table, text);
  if (found !== undefined || fallback.length > 0) return found ?? fallback[0];
  throw new AppError({
    code: "mapping.table_unmapped",
    category: "data",
    message: `${text || "an empty value"} has no row in the table ${key}, which has no default`,
    details: { table: key, code: text },
  });
}
