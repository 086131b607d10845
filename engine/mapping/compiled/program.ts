import type { EvaluationInput } from "@/engine/interpreter/ports";
import { type Ast, depthOf, parseAst } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { isKnownFunction } from "@/engine/mapping/compiled/functions/known";
import { loadNatives } from "@/engine/mapping/compiled/functions/natives";
import { type Construct, Refusal } from "@/engine/mapping/compiled/refusal";
import { ASK, type Run } from "@/engine/mapping/compiled/run";
import { type Code, Scope, UNBOUND, type Unit } from "@/engine/mapping/compiled/scope";
import { sequenceOf } from "@/engine/mapping/compiled/values";
import type { EvaluationLimits } from "@/engine/mapping/limits";
import type { Tables } from "@/engine/mapping/tables";

/** What an evaluation needs besides its input. */
export type Surroundings = {
  readonly tables: Tables;
  readonly limits: EvaluationLimits;
  /** Units of work to begin with. */
  readonly fuel: number;
  /** Called when they are used up: adds some, or throws. */
  readonly refuel: (run: Run) => void;
};

/** A compiled expression. */
export interface Program {
  readonly text: string;
  /** One call in it may take long where no work is counted: to be run where it can be stopped. */
  readonly isHeavy: boolean;
  /** The value, if it is an object, was made by the expression: it is nobody else's. */
  readonly isOwn: boolean;
  /** JSONata's own value, lists marked and all. Throws ASK, or anything, for what JSONata must say itself. */
  readonly evaluate: (input: EvaluationInput, surroundings: Surroundings) => unknown;
}

export type Compilation =
  | { readonly isCompiled: true; readonly program: Program }
  | { readonly isCompiled: false; readonly construct: Construct; readonly position: number | undefined };

const MAX_TEXT = 20_000;
const MAX_DEPTH = 120;

/**
 * Compiles JSONata to closures that do, synchronously, what JSONata's evaluator does, or says what keeps from it.
 * Throws what JSONata throws for a text that does not parse. Pure and browser-safe; run it once `prepare` is done.
 */
export function compileProgram(text: string): Compilation {
  if (text.length > MAX_TEXT) return { isCompiled: false, construct: "tooLong", position: undefined };
  const root = parseAst(text);
  const depth = depthOf(root);
  if (depth > MAX_DEPTH) return { isCompiled: false, construct: "tooDeep", position: undefined };
  try {
    return { isCompiled: true, program: programOf(text, root, depth) };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { isCompiled: false, construct: thrown.construct, position: thrown.position };
    throw thrown;
  }
}

/** Once before any program is run. */
export const prepare = loadNatives;

function programOf(text: string, root: Ast, depth: number): Program {
  const unit: Unit = { isHeavy: false };
  const scope = new Scope(unit, undefined, [], [root]);
  const code: Code = compileNode(root, scope);
  const size = scope.names.length;
  return {
    text,
    isHeavy: unit.isHeavy,
    isOwn: isConstructor(root),
    evaluate: ({ data, bindings }, { tables, limits, fuel, refuel }) => {
      // A binding that hides a function is left to JSONata.
      for (const name in bindings) if (isKnownFunction(name)) throw ASK;
      const run: Run = {
        root: data,
        bindings,
        tables,
        now: Date.now(),
        entries: limits.entries,
        maxDepth: limits.depth,
        fuel,
        unmarked: undefined,
        depth,
        refuel,
      };
      const frame = { variables: size === 0 ? NONE : new Array<unknown>(size).fill(UNBOUND), parent: undefined, run };
      return code(contextOf(data), frame);
    },
  };
}

function isConstructor({ type, value, predicate, group, expressions }: Ast): boolean {
  const last = expressions?.at(-1);
  if (predicate !== undefined || group !== undefined) return false;
  return (type === "unary" && value === "{") || (type === "block" && last !== undefined && isConstructor(last));
}

/** Of an expression that assigns nothing outside its blocks. */
const NONE: unknown[] = [];

/** A record that is a list is one value, not many. */
function contextOf(data: unknown): unknown {
  if (!Array.isArray(data)) return data;
  const wrapper = sequenceOf(data);
  wrapper.outerWrapper = true;
  return wrapper;
}
