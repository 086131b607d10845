import type { Ast, AstFilter } from "@/engine/mapping/compiled/ast";
import { compileApply, compileCall, givesScalar } from "@/engine/mapping/compiled/calls";
import { applyFilter, compileFilter } from "@/engine/mapping/compiled/filters";
import { compileLambda } from "@/engine/mapping/compiled/lambdas";
import { compileGroup, compileList, compileObject } from "@/engine/mapping/compiled/objects";
import { compileBinary, compileNegation } from "@/engine/mapping/compiled/operators";
import { compilePath } from "@/engine/mapping/compiled/paths";
import { type Construct, refuse } from "@/engine/mapping/compiled/refusal";
import { type Code, makeFrame, Scope } from "@/engine/mapping/compiled/scope";
import { fieldNamed, isObject, lookUp, settle, truthy } from "@/engine/mapping/compiled/values";
import { compileBinding, compileVariable } from "@/engine/mapping/compiled/variables";
import { descendants, wildcard } from "@/engine/mapping/compiled/wildcards";

/** What JSONata calls evaluating a node: the node itself, its filters, its grouping, then unwrapping. */
export function compileNode(node: Ast, scope: Scope): Code {
  if (node.tuple || node.focus !== undefined || node.index !== undefined) refuse(tupleConstruct(node), node);
  const plain = compilePlain(node, scope);
  if (isScalar(node) || (node.type === "path" && node.predicate === undefined)) return plain;
  if (node.type === "function" && isBare(node) && givesScalar(node, scope)) return plain;
  if (endsInTailCall(node)) return isBare(node) ? plain : refuse("other", node);
  const filtered = withFilters(plain, node.predicate, scope);
  const { group, keepArray = false } = node;
  if (node.type !== "path" && group !== undefined) {
    const grouped = compileGroup(group.lhs, scope);
    return (context, frame) => settle(grouped(filtered(context, frame), frame), keepArray);
  }
  return (context, frame) => settle(filtered(context, frame), keepArray);
}

function tupleConstruct(node: Ast): Construct {
  if (node.focus !== undefined) return "focus";
  return node.index !== undefined ? "index" : "parent";
}

/** What is never a sequence needs no unwrapping. */
function isScalar(node: Ast): boolean {
  if (node.predicate !== undefined || node.group !== undefined) return false;
  if (node.type === "binary") return node.value !== "..";
  return SCALARS.has(node.type) || (node.type === "unary" && node.value !== "[");
}

const SCALARS = new Set(["string", "number", "value", "lambda"]);

/** The raw result of a call in the last place of a lambda comes out of it as it is, through blocks and conditions. */
function endsInTailCall(node: Ast | undefined): boolean {
  if (node?.type === "block") return endsInTailCall(node.expressions?.at(-1));
  if (node?.type === "condition") return endsInTailCall(node.then) || endsInTailCall(node.else);
  return node?.thunk === true;
}

/** What JSONata would filter, group or keep here is the call to come, not its result. */
function isBare({ predicate, group, keepArray }: Ast): boolean {
  return predicate === undefined && group === undefined && !keepArray;
}

function withFilters(plain: Code, predicates: readonly AstFilter[] | undefined, scope: Scope): Code {
  if (predicates === undefined) return plain;
  const filters = predicates.map(({ expr }) => compileFilter(expr, scope));
  return (context, frame) => filters.reduce((value, filter) => applyFilter(filter, value, frame), plain(context, frame));
}

function compilePlain(node: Ast, scope: Scope): Code {
  const compile = Object.hasOwn(COMPILE, node.type) ? COMPILE[node.type] : undefined;
  return compile ? compile(node, scope) : refuse(REFUSED[node.type] ?? "other", node);
}

const REFUSED: Readonly<Record<string, Construct>> = {
  parent: "parent",
  partial: "partial",
  transform: "transform",
  regex: "regexValue",
};

const COMPILE: Readonly<Record<string, (node: Ast, scope: Scope) => Code>> = {
  string: compileLiteral,
  number: compileLiteral,
  value: compileLiteral,
  name: compileName,
  path: compilePath,
  variable: compileVariable,
  bind: compileBinding,
  block: compileBlock,
  condition: compileCondition,
  binary: compileBinary,
  unary: compileUnary,
  function: (node, scope) => compileCall(node, scope, {}),
  apply: compileApply,
  lambda: compileLambda,
  wildcard: () => (context, frame) => wildcard(frame.run, context),
  descendant: () => (context, frame) => descendants(frame.run, context),
};

function compileLiteral({ value }: Ast): Code {
  return () => value;
}

function compileName(node: Ast): Code {
  const { value: name } = node;
  if (typeof name !== "string") return refuse("other", node);
  const field = fieldNamed(name);
  return (context, { run }) => (isObject(context) ? field(run, context) : lookUp(run, context, name));
}

function compileUnary(node: Ast, scope: Scope): Code {
  if (node.value === "[") return compileList(node, scope);
  if (node.value === "{") return compileObject(node, scope);
  return node.value === "-" && node.expression ? compileNegation(node.expression, scope) : refuse("other", node);
}

function compileCondition(node: Ast, scope: Scope): Code {
  if (!node.condition || !node.then) return refuse("other", node);
  const test = compileNode(node.condition, scope);
  const isTail = endsInTailCall(node);
  const yes = compileBranch(node.then, scope, isTail);
  const no = node.else ? compileBranch(node.else, scope, isTail) : undefined;
  return (context, frame) => (truthy(frame.run, test(context, frame)) ? yes(context, frame) : no?.(context, frame));
}

/** Beside a tail call, the other branch is unwrapped where the whole condition is not. */
function compileBranch(node: Ast, scope: Scope, isTail: boolean): Code {
  const code = compileNode(node, scope);
  return isTail && !endsInTailCall(node) ? (context, frame) => settle(code(context, frame), false) : code;
}

/** A block that assigns nothing needs no frame of its own. */
function compileBlock({ expressions = [] }: Ast, outside: Scope): Code {
  const inside = new Scope(outside.unit, outside, [], expressions);
  const size = inside.names.length;
  const scope = size === 0 ? outside : inside;
  const codes = expressions.map((expression) => compileNode(expression, scope));
  const [only] = codes;
  if (size === 0 && codes.length === 1 && only !== undefined) return only;
  return (context, frame) => {
    const own = size === 0 ? frame : makeFrame(size, frame);
    let result: unknown;
    for (const code of codes) result = code(context, own);
    return result;
  };
}
