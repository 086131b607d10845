import { type Ast, isAst } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { functionNamed, functionValue, isKnownFunction, TAKES_REGEX } from "@/engine/mapping/compiled/functions/known";
import { compileRegex } from "@/engine/mapping/compiled/functions/regex";
import { refuse } from "@/engine/mapping/compiled/refusal";
import { ASK, spend } from "@/engine/mapping/compiled/run";
import type { Code, Scope } from "@/engine/mapping/compiled/scope";
import { type Fn, isFn, NO_CONTEXT } from "@/engine/mapping/compiled/values";

type How = {
  /** What `~>` puts first. */
  readonly first?: Code;
  /** JSONata completes the arguments with a context of its own, and gives functions as they are. */
  readonly isTail?: boolean;
};

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
  return (context, frame) => {
    const fn = callee(context, frame);
    if (!isFn(fn)) throw ASK;
    const args = codes.map((code) => code(context, frame));
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
  return (context, frame) => {
    const { run } = frame;
    if (Object.hasOwn(run.bindings, name)) throw ASK;
    spend(run, 1);
    const args: unknown[] = [];
    for (const code of codes) args.push(code(context, frame));
    return fn(run, args, how.isTail ? NO_CONTEXT : context);
  };
}

function compileArgument(node: Ast, callee: string | undefined, scope: Scope, { isTail }: How): Code {
  if (node.type === "regex" && callee !== undefined && TAKES_REGEX.has(callee) && node.predicate === undefined) {
    return compileRegex(node, scope.unit);
  }
  const name = nameOf(node);
  if (name === undefined || !isKnownFunction(name) || scope.placesOf(name).length > 0) return compileNode(node, scope);
  const fn = functionValue(name, scope.unit);
  if (fn === undefined || isTail) return refuse("functionValue", node);
  return (_context, { run }) => {
    if (Object.hasOwn(run.bindings, name)) throw ASK;
    return fn(run);
  };
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
    return fn([value], null);
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
