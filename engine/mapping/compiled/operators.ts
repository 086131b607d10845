import { type Ast, isAst } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { stringOf } from "@/engine/mapping/compiled/functions/text";
import { refuse } from "@/engine/mapping/compiled/refusal";
import { ASK, checkLength, type Run, spend, spendText } from "@/engine/mapping/compiled/run";
import type { Code, Scope } from "@/engine/mapping/compiled/scope";
import { deepEqual, isList, isNumeric, makeSequence, noFunction, truthy } from "@/engine/mapping/compiled/values";

export function compileBinary(node: Ast, scope: Scope): Code {
  const { value: operator, lhs, rhs } = node;
  if (!isAst(lhs) || rhs === undefined || typeof operator !== "string") return refuse("other", node);
  const [left, right] = [compileNode(lhs, scope), compileNode(rhs, scope)];
  if (operator === "and") return (c, f) => truthy(f.run, left(c, f)) && truthy(f.run, right(c, f));
  if (operator === "or") return (c, f) => truthy(f.run, left(c, f)) || truthy(f.run, right(c, f));
  const combine = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (combine === undefined) return refuse("other", node);
  return (c, f) => combine(f.run, left(c, f), right(c, f));
}

export function compileNegation(expression: Ast, scope: Scope): Code {
  const code = compileNode(expression, scope);
  return (context, frame) => {
    const value = code(context, frame);
    if (value === undefined) return undefined;
    return isNumeric(value) ? -value : ask();
  };
}

type Operator = (run: Run, left: unknown, right: unknown) => unknown;

const OPERATORS: Readonly<Record<string, Operator>> = {
  "+": calculation((left, right) => left + right),
  "-": calculation((left, right) => left - right),
  "*": calculation((left, right) => left * right),
  "/": calculation((left, right) => left / right),
  "%": calculation((left, right) => left % right),
  // Nothing is neither equal to anything nor different from it.
  "=": (run, left, right) => bothThere(left, right) && deepEqual(run, left, right),
  "!=": (run, left, right) => bothThere(left, right) && !deepEqual(run, left, right),
  "<": comparison((left, right) => left < right),
  "<=": comparison((left, right) => left <= right),
  ">": comparison((left, right) => left > right),
  ">=": comparison((left, right) => left >= right),
  "&": concatenate,
  "..": range,
  in: isIn,
};

function ask(): never {
  throw ASK;
}

function bothThere(left: unknown, right: unknown): boolean {
  return noFunction(left) !== undefined && noFunction(right) !== undefined;
}

function calculation(of: (left: number, right: number) => number): Operator {
  return (_run, left, right) => {
    if (left !== undefined && !isNumeric(left)) return ask();
    if (right !== undefined && !isNumeric(right)) return ask();
    return left === undefined || right === undefined ? undefined : of(left, right);
  };
}

function comparison(of: (left: string | number, right: string | number) => boolean): Operator {
  return (_run, left, right) => {
    if (!isComparable(left) || !isComparable(right)) return ask();
    if (left === undefined || right === undefined) return undefined;
    return typeof left === typeof right ? of(left, right) : ask();
  };
}

function isComparable(value: unknown): value is string | number | undefined {
  return value === undefined || typeof value === "string" || typeof value === "number";
}

function concatenate(run: Run, left: unknown, right: unknown): string {
  const text = (left === undefined ? "" : stringOf(run, left)) + (right === undefined ? "" : stringOf(run, right));
  spendText(run, text.length);
  return text;
}

function range(run: Run, left: unknown, right: unknown): unknown {
  if (left !== undefined && !Number.isInteger(left)) return ask();
  if (right !== undefined && !Number.isInteger(right)) return ask();
  if (typeof left !== "number" || typeof right !== "number" || left > right) return undefined;
  checkLength(run, right - left + 1);
  spend(run, right - left + 1);
  const made = makeSequence();
  for (let entry = left; entry <= right; entry += 1) made.push(entry);
  return made;
}

function isIn(run: Run, left: unknown, right: unknown): boolean {
  if (!bothThere(left, right)) return false;
  if (!isList(right)) return left === right;
  spend(run, right.length);
  return right.includes(left) && !Number.isNaN(left);
}
