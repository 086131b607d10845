import jsonata from "jsonata";
import type { Member, Rule, Variable, VisualMapping } from "@/engine/mapping/visual/model";
import { printRule, printSource } from "@/engine/mapping/visual/print";

/** Where a value comes from: names from the record, `["lines", "qty"]`, or from a bound name, `["$links", "order", "id"]`. */
export type Path = readonly string[];

/** A field of the target, by names from its root, and the source fields it is made of: one line each. */
export interface Wire {
  readonly target: Path;
  readonly sources: readonly Path[];
}

type Env = ReadonlyMap<string, readonly Path[]>;
/** `isPlain`: what stands between square brackets on the way is left out. */
type Context = { readonly at: Path; readonly env: Env; readonly isPlain?: boolean };

/** A syntax tree as JSONata gives it; its published types leave out half of it. */
interface Ast {
  readonly type?: string;
  readonly value?: unknown;
  readonly steps?: readonly Ast[];
  readonly expressions?: readonly Ast[];
  readonly lhs?: Ast | readonly (readonly Ast[])[];
  readonly rhs?: Ast;
}

const BOUND = ["links", "settings", "trigger", "run", "item"];
const ROOT: Context = { at: [], env: new Map(BOUND.map((name) => [name, [[`$${name}`]]])) };

/** The lines of a mapping, in the order of its fields. */
export function wiresOf({ variables, members }: VisualMapping): Wire[] {
  return wiresOfMembers(members, [], define(ROOT, variables));
}

/** Where the value of an expression comes from, followed through variables, lists and conditions. */
export function originsOf(text: string, context: Context = ROOT): Path[] {
  try {
    return distinct(trace(jsonata(text).ast() as Ast, context));
  } catch {
    return [];
  }
}

/** Where the entries of a list rule come from: the list itself, for what is drawn inside it. */
export function contextOf(mapping: VisualMapping, target: Path): Context {
  let context = define(ROOT, mapping.variables);
  let members = mapping.members;
  for (const name of target) {
    const rule = members.find((member) => member.name === name)?.rule;
    if (rule?.kind === "each") context = inner(rule, context);
    members = rule?.kind === "each" || rule?.kind === "object" ? rule.members : [];
  }
  return context;
}

function wiresOfMembers(members: readonly Member[], above: Path, context: Context): Wire[] {
  return members.flatMap(({ name, rule }) => wiresOfRule(rule, [...above, name], context));
}

function wiresOfRule(rule: Rule, target: Path, context: Context): Wire[] {
  if (rule.kind === "object") return wiresOfMembers(rule.members, target, context);
  if (rule.kind !== "each") return [{ target, sources: originsOf(printRule(rule), context) }];
  const list = { target, sources: originsOf(printSource(rule.source), context) };
  return [list, ...wiresOfMembers(rule.members, target, inner(rule, context))];
}

function inner(rule: Extract<Rule, { kind: "each" }>, context: Context): Context {
  const [at = context.at] = originsOf(printSource(rule.source), { ...context, isPlain: true });
  return define({ ...context, at }, rule.variables);
}

function define(context: Context, variables: readonly Variable[]): Context {
  const env = new Map(context.env);
  for (const { name, text } of variables) env.set(name, originsOf(text, { ...context, env, isPlain: true }));
  return { ...context, env };
}

function trace(node: Ast, context: Context): Path[] {
  if (node.type === "path") return tracePath(node.steps ?? [], context);
  if (node.type === "name" && typeof node.value === "string") return [[...context.at, node.value], ...traceParts(node, context)];
  if (node.type === "variable") return [...pathsOf(node.value, context)];
  if (node.type === "block") return traceBlock(node.expressions ?? [], context);
  return traceParts(node, context);
}

/** The last name of a path is what it reads; what stands in brackets on the way is read too. */
function tracePath(steps: readonly Ast[], context: Context): Path[] {
  let here: readonly Path[] = [context.at];
  let isRead = false;
  const beside: Path[] = [];
  for (const step of steps) {
    const contexts = here.map((at) => ({ ...context, at }));
    if (step.type === "name" && typeof step.value === "string") {
      const name = step.value;
      here = here.map((at) => [...at, name]);
      beside.push(...here.flatMap((at) => traceParts(step, { ...context, at })));
      isRead = true;
    } else if (step.type === "variable" && !isRead) {
      here = pathsOf(step.value, context);
      isRead = true;
    } else {
      here = contexts.flatMap((each) => trace(step, each));
      isRead = true;
    }
  }
  return [...here.filter((path) => path.length > 0), ...(context.isPlain ? [] : beside)];
}

function traceBlock(expressions: readonly Ast[], context: Context): Path[] {
  let own = context;
  let last: Path[] = [];
  for (const expression of expressions) {
    last = trace(expression, { ...own, isPlain: expression.type === "bind" || own.isPlain === true });
    const { lhs } = expression;
    if (expression.type === "bind" && lhs && "value" in lhs && typeof lhs.value === "string")
      own = { ...own, env: new Map(own.env).set(lhs.value, last) };
  }
  return last;
}

/** Everything a node holds: arguments, operands, conditions, filters. */
function traceParts(node: Ast, context: Context): Path[] {
  return Object.entries(node).flatMap(([key, part]) =>
    key === "value" || key === "type" || key === "procedure" ? [] : traceAny(part, context),
  );
}

function traceAny(part: unknown, context: Context): Path[] {
  if (Array.isArray(part)) return part.flatMap((each) => traceAny(each, context));
  if (typeof part !== "object" || part === null) return [];
  return "type" in part ? trace(part as Ast, context) : traceParts(part as Ast, context);
}

function pathsOf(name: unknown, { at, env }: Context): readonly Path[] {
  if (name === "") return [at];
  if (name === "$") return [[]];
  return env.get(String(name)) ?? [];
}

function distinct(paths: readonly Path[]): Path[] {
  return [...new Map(paths.filter((path) => path.length > 0).map((path) => [JSON.stringify(path), path])).values()];
}
