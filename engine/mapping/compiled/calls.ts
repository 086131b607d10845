import { type Ast, isAst } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { functionNamed, functionValue, isKnownFunction, TAKES_REGEX } from "@/engine/mapping/compiled/functions/known";
import { compileRegex } from "@/engine/mapping/compiled/functions/regex";
import { refuse } from "@/engine/mapping/compiled/refusal";
import { ASK, spend } from "@/engine/mapping/compiled/run";
import type { Code, Frame, Scope } from "@/engine/mapping/compiled/scope";
import { asGiven, type Fn, isFn, NO_CONTEXT } from "@/engine/mapping/compiled/values";

type How = {
  /** What `~>` puts first. */
  readonly first?: Code;
  /** JSONata completes the arguments with a context of its own, and gives functions as they are. */
  readonly isTail?: boolean;
};

/** Functions that never give a list. */
const SCALAR: ReadonlySet<string> = new Set([
  ...["string", "length", "uppercase", "lowercase", "trim", "substring", "substringBefore", "substringAfter", "contains"],
  ...["join", "number", "sum", "count", "exists", "not", "boolean", "floor", "ceil", "round", "add", "subtract", "multiply"],
  ...["divide", "roundTo", "total", "grossOf", "netOf", "truncate", "slug", "stripAccents", "countryCode", "formatDate"],
]);

/** A call whose result needs no unwrapping. */
export function givesScalar({ procedure }: Ast, scope: Scope): boolean {
  const name = procedure && nameOf(procedure);
  return name !== undefined && SCALAR.has(name) && scope.placesOf(name).length === 0;
}

/** `$name(a, b)`, `function($x) { … }(a)`. */
export function compileCall(node: Ast, scope: Scope, how: How): Code {
  const { procedure, arguments: given = [] } = node;
  if (procedure === undefined) return refuse("other", node);
  const name = nameOf(procedure);
  const codes = given.map((argument) => compileArgument(argument, name, scope, how));
  if (how.first) codes.unshift(how.first);
  if (name !== undefined && scope.placesOf(name).length === 0) return libraryCall(node, name, codes, scope, how);
  if (procedure.type === "path") refuse("unknownFunction", node);
  const callee = compileNode(procedure, scope);
  const give = giveAll(codes);
  return (context, frame) => {
    const fn = callee(context, frame);
    if (!isFn(fn)) throw ASK;
    const args = give(context, frame);
    return fn(how.isTail ? args : args.map(asArgument), how.isTail ? NO_CONTEXT : context);
  };
}

export function compileTailCall(node: Ast, scope: Scope): Code {
  return compileCall(node, scope, { isTail: true });
}

function nameOf({ type, value, predicate, group }: Ast): string | undefined {
  const isName = type === "variable" && predicate === undefined && group === undefined;
  return isName && typeof value === "string" ? value : undefined;
}

function libraryCall(node: Ast, name: string, codes: readonly Code[], scope: Scope, how: How): Code {
  if (name === "eval") refuse("eval", node);
  if (name === "random" || name === "shuffle") refuse("random", node);
  const fn = functionNamed(name, scope.unit);
  if (fn === undefined) return refuse("unknownFunction", node);
  const isTail = how.isTail === true;
  const give = giveAll(codes);
  return (context, frame) => {
    const { run } = frame;
    spend(run, 1);
    return fn(run, give(context, frame), isTail ? NO_CONTEXT : context);
  };
}

/** The arguments of a call; written out for the usual numbers of them, which is quicker. */
function giveAll(codes: readonly Code[]): (context: unknown, frame: Frame) => unknown[] {
  const [first, second] = codes;
  if (first !== undefined && codes.length === 1) return (context, frame) => [asGiven(first(context, frame))];
  if (first !== undefined && second !== undefined && codes.length === 2) {
    return (context, frame) => [asGiven(first(context, frame)), asGiven(second(context, frame))];
  }
  return (context, frame) => codes.map((code) => asGiven(code(context, frame)));
}

function compileArgument(node: Ast, callee: string | undefined, scope: Scope, { isTail }: How): Code {
  if (node.type === "regex" && callee !== undefined && TAKES_REGEX.has(callee) && node.predicate === undefined) {
    return compileRegex(node, scope.unit);
  }
  const name = nameOf(node);
  if (name === undefined || !isKnownFunction(name) || scope.placesOf(name).length > 0) return compileNode(node, scope);
  const fn = functionValue(name, scope.unit);
  if (fn === undefined || isTail) return refuse("functionValue", node);
  return (_context, { run }) => fn(run);
}

/** A function given to a function of the expression's own no longer knows the context it is called from. */
function asArgument(value: unknown): unknown {
  if (!isFn(value)) return value;
  return Object.assign((args: readonly unknown[]) => value(args, null), { arity: value.arity }) satisfies Fn;
}

/** `a ~> $f`, `a ~> $f(b)`. */
export function compileApply(node: Ast, scope: Scope): Code {
  const { lhs, rhs } = node;
  if (!isAst(lhs) || rhs === undefined) return refuse("other", node);
  const first = compileNode(lhs, scope);
  if (rhs.type === "function" && rhs.predicate === undefined && rhs.group === undefined) {
    // JSONata calls it without evaluating the node: its result is not unwrapped before the whole is.
    return compileCall(rhs, scope, { first: refusingFunctions(first) });
  }
  const callee = compileArgument(rhs, undefined, scope, {});
  return (context, frame) => {
    const value = refusingFunctions(first)(context, frame);
    const fn = callee(context, frame);
    if (!isFn(fn)) throw ASK;
    return fn([asGiven(value)], null);
  };
}

/** Functions chained into one are left to JSONata. */
function refusingFunctions(code: Code): Code {
  return (context, frame) => {
    const value = code(context, frame);
    if (typeof value === "function") throw ASK;
    return value;
  };
}
