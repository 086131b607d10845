import jsonata from "jsonata";
import type { EvaluationInput } from "@/engine/interpreter/ports";
import { type Ast, isNode } from "@/engine/mapping/direct-ast";
import { PLAIN_FUNCTIONS } from "@/engine/mapping/direct-functions";
import { BOUND_NAMES } from "@/engine/mapping/functions/library";
import { findInTable, type Tables } from "@/engine/mapping/tables";
import { isTruthy } from "@/engine/mapping/truth";
import { isJsonObject, type Json } from "@/lib/core/json";

/** Thrown when a value is not one of the plain cases: JSONata itself then says what comes out, or what is wrong. */
export const ASK_JSONATA = Symbol("ask JSONata");

type Value = Json | undefined;
type Scope = { readonly context: Value; readonly root: Value; readonly input: EvaluationInput; readonly tables: Tables };
type Evaluate = (scope: Scope) => Value;
export type Direct = (input: EvaluationInput, tables: Tables) => Value;

/**
 * Compiles the plain part of JSONata, which most mappings are made of, to closures: paths by name, constants,
 * constructors, comparisons, conditions, arithmetic, our own functions. Nothing in it can loop, so it needs no worker.
 * undefined for anything else: predicates, lambdas, regular expressions, assignments… A test compares the two on
 * random expressions.
 */
export function compileDirect(text: string): Direct | undefined {
  if (text.length > 20_000) return undefined;
  try {
    const evaluate = compile(jsonata(text).ast());
    return evaluate && ((input, tables) => evaluate({ context: input.data, root: input.data, input, tables }));
  } catch {
    return undefined;
  }
}

function compile(node: Ast): Evaluate | undefined {
  if (node.predicate ?? node.group ?? node.stages ?? node.keepArray ?? node.keepSingletonArray ?? node.focus ?? node.index)
    return undefined;
  return node.type in COMPILE ? COMPILE[node.type as keyof typeof COMPILE](node) : undefined;
}

const COMPILE = {
  string: constant,
  number: constant,
  value: constant,
  variable: compileVariable,
  path: compilePath,
  block: ({ expressions = [] }: Ast) => (expressions.length === 1 && expressions[0] ? compile(expressions[0]) : undefined),
  condition: compileCondition,
  binary: compileBinary,
  unary: (node: Ast) => (node.value === "[" ? compileList(node) : node.value === "{" ? compileObject(node) : undefined),
  function: compileCall,
};

function constant({ value }: Ast): Evaluate | undefined {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? () => value
    : undefined;
}

function compileVariable({ value }: Ast): Evaluate | undefined {
  if (value === "") return ({ context }) => context;
  if (value === "$") return ({ root }) => plain(root);
  const name = BOUND_NAMES.find((bound) => bound === value);
  return name && (({ input }) => input.bindings[name]);
}

/** `a.b.c`, `$links.a.b`, `lines.{…}`. */
function compilePath({ steps = [] }: Ast): Evaluate | undefined {
  const compiled: Evaluate[] = [];
  for (const [index, step] of steps.entries()) {
    const made = step.type === "name" ? compileName(step) : isStep(step, index, steps.length) ? compile(step) : undefined;
    if (made === undefined) return undefined;
    compiled.push(made);
  }
  return (scope) => walk(compiled, scope);
}

function isStep(step: Ast, index: number, count: number): boolean {
  if (step.type === "variable") return index === 0;
  return step.type === "unary" && step.value === "{" && index === count - 1 && index > 0;
}

function compileName(node: Ast): Evaluate | undefined {
  const { value: name, stages = [] } = node;
  const isPlain = !(node.predicate ?? node.group ?? node.keepArray ?? node.focus ?? node.index ?? node.ancestor);
  if (typeof name !== "string" || !isPlain || stages.length > 1) return undefined;
  const read: Evaluate = ({ context }) => (isJsonObject(context) && Object.hasOwn(context, name) ? context[name] : undefined);
  const [stage] = stages;
  if (stage === undefined) return read;
  const position = stage.type === "filter" && stage.expr?.type === "number" ? stage.expr.value : undefined;
  if (typeof position !== "number" || !Number.isInteger(position) || position < 0) return undefined;
  return (scope) => entryAt(read(scope), position);
}

/** `lines[0]`: of a value that is no list, the value itself is the first. */
function entryAt(value: Value, position: number): Value {
  return plain(Array.isArray(value) ? value[position] : position === 0 ? value : undefined);
}

function walk(steps: readonly Evaluate[], scope: Scope): Value {
  let sequence: Value[] = [plain(scope.context)];
  for (const [index, step] of steps.entries()) {
    const found: Value[] = [];
    for (const context of sequence) {
      const value = step({ ...scope, context: plain(context) });
      if (value !== undefined) found.push(value);
    }
    const [only] = found;
    // A list that is the value of the last step alone stays a list, even of one.
    if (index === steps.length - 1 && found.length === 1 && Array.isArray(only)) return only;
    sequence = found.flat(1);
    if (sequence.length === 0) return undefined;
  }
  return sequence.length === 1 ? sequence[0] : sequence.filter((value) => value !== undefined);
}

/** JSONata treats a list as the context in ways of its own. */
function plain(context: Value): Value {
  if (Array.isArray(context)) throw ASK_JSONATA;
  return context;
}

function compileCondition(node: Ast): Evaluate | undefined {
  const test = node.condition && compile(node.condition);
  const yes = node.then && compile(node.then);
  const no = node.else ? compile(node.else) : () => undefined;
  return test && yes && no && ((scope) => (isTruthy(test(scope)) ? yes(scope) : no(scope)));
}

function compileList({ expressions = [] }: Ast): Evaluate | undefined {
  const entries = expressions.map((entry) => ({
    evaluate: compile(entry),
    isList: entry.type === "unary" && entry.value === "[",
  }));
  if (entries.some(({ evaluate }) => evaluate === undefined)) return undefined;
  return (scope) => {
    const list: Json[] = [];
    for (const { evaluate, isList } of entries) {
      const value = evaluate?.(scope);
      if (value === undefined) continue;
      if (Array.isArray(value) && !isList) list.push(...value);
      else list.push(value);
    }
    return list;
  };
}

function compileObject({ lhs }: Ast): Evaluate | undefined {
  if (!Array.isArray(lhs)) return undefined;
  const members = new Map<string, Evaluate>();
  for (const pair of lhs) {
    if (!Array.isArray(pair)) return undefined;
    const [key, value] = pair;
    const made = value && compile(value);
    const name = key?.type === "string" ? key.value : undefined;
    const isUsual = typeof name === "string" && !members.has(name) && !name.startsWith("_");
    if (!isUsual || made === undefined) return undefined;
    members.set(name, made);
  }
  return (scope) => {
    const own = { ...scope, context: plain(scope.context) };
    const object: { [key: string]: Json } = {};
    for (const [name, evaluate] of members) {
      const value = evaluate(own);
      if (value !== undefined) object[name] = value;
    }
    return object;
  };
}

function compileBinary({ value: operator, lhs, rhs }: Ast): Evaluate | undefined {
  if (!isNode(lhs) || !isNode(rhs)) return undefined;
  const [left, right] = [compile(lhs), compile(rhs)];
  if (left === undefined || right === undefined) return undefined;
  if (operator === "and") return (scope) => isTruthy(left(scope)) && isTruthy(right(scope));
  if (operator === "or") return (scope) => isTruthy(left(scope)) || isTruthy(right(scope));
  const combine = typeof operator === "string" ? OPERATORS[operator] : undefined;
  return combine && ((scope) => combine(left(scope), right(scope)));
}

const OPERATORS: Readonly<Record<string, (left: Value, right: Value) => Value>> = {
  "=": (left, right) => areComparable(left, right) && left === right,
  "!=": (left, right) => areComparable(left, right) && left !== right,
  "<": (left, right) => compare(left, right, (one, other) => one < other),
  "<=": (left, right) => compare(left, right, (one, other) => one <= other),
  ">": (left, right) => compare(left, right, (one, other) => one > other),
  ">=": (left, right) => compare(left, right, (one, other) => one >= other),
  "&": (left, right) => textOf(left) + textOf(right),
  "+": (left, right) => calculate(left, right, (one, other) => one + other),
  "-": (left, right) => calculate(left, right, (one, other) => one - other),
  "*": (left, right) => calculate(left, right, (one, other) => one * other),
  in: (left, right) =>
    left !== undefined && right !== undefined && (Array.isArray(right) ? right : [right]).includes(scalar(left)),
};

/** Nothing is neither equal to anything nor different from it. */
function areComparable(left: Value, right: Value): boolean {
  return scalar(left) !== undefined && scalar(right) !== undefined;
}

function scalar<T extends Value>(value: T): T {
  if (typeof value === "object" && value !== null) throw ASK_JSONATA;
  return value;
}

function compare(left: Value, right: Value, test: (one: string | number, other: string | number) => boolean): Value {
  const isSame =
    (typeof left === "string" && typeof right === "string") || (typeof left === "number" && typeof right === "number");
  if (!isSame) throw ASK_JSONATA;
  return test(left as string | number, right as string | number);
}

function calculate(left: Value, right: Value, operation: (one: number, other: number) => number): Value {
  if (typeof left !== "number" || typeof right !== "number") throw ASK_JSONATA;
  const result = operation(left, right);
  if (!Number.isFinite(result)) throw ASK_JSONATA;
  return result;
}

function textOf(value: Value): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || (typeof value === "number" && Number.isSafeInteger(value))) return String(value);
  throw ASK_JSONATA;
}

function compileCall(node: Ast): Evaluate | undefined {
  const name = node.procedure?.type === "variable" ? node.procedure.value : undefined;
  const args = (node.arguments ?? []).map((argument) => compile(argument));
  if (typeof name !== "string" || args.some((argument) => argument === undefined)) return undefined;
  const evaluateAll = (scope: Scope) => args.map((argument) => argument?.(scope));
  const isTable = (name === "map" || name === "lookupTable") && node.arguments?.[0]?.type === "string";
  if (isTable && args.length > 1) return (scope) => lookUp(scope, evaluateAll(scope));
  const call = PLAIN_FUNCTIONS.get(name);
  if (call === undefined || args.length === 0) return undefined;
  return (scope) => {
    try {
      return call(...evaluateAll(scope));
    } catch {
      // Its error is told by JSONata, with the place in the text.
      throw ASK_JSONATA;
    }
  };
}

function lookUp({ tables }: Scope, [table, code, ...fallback]: Value[]): Value {
  const known = typeof table === "string" ? tables.get(table) : undefined;
  if (known === undefined || (typeof code !== "string" && typeof code !== "number")) throw ASK_JSONATA;
  const found = findInTable(known, String(code));
  if (found === undefined && fallback.length === 0) throw ASK_JSONATA;
  return found ?? fallback[0];
}
