import type { Ast } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { applyFilter, compileFilter, type Filter } from "@/engine/mapping/compiled/filters";
import { compileGroup } from "@/engine/mapping/compiled/objects";
import { refuse } from "@/engine/mapping/compiled/refusal";
import { ASK, checkLength, type Run, spend } from "@/engine/mapping/compiled/run";
import type { Code, Frame, Scope } from "@/engine/mapping/compiled/scope";
import { compileSort } from "@/engine/mapping/compiled/sorting";
import {
  fieldNamed,
  isList,
  isObject,
  isSequence,
  type List,
  makeSequence,
  noFunction,
  sequenceOf,
  settle,
} from "@/engine/mapping/compiled/values";

/** One step over a whole list: what each entry gives, flattened into the next list. */
type Step = (input: readonly unknown[], frame: Frame, isLast: boolean) => unknown;

/** `a.b`, `lines[qty > 1].{…}`, `lines^(price).sku`; unwrapped already. */
export function compilePath(node: Ast, scope: Scope): Code {
  const { steps = [], group, keepSingletonArray = false, keepArray = false } = node;
  const [first] = steps;
  if (first === undefined) return refuse("other", node);
  const walk = walkOver(steps, scope, first.type === "variable");
  const code = keepSingletonArray ? keepingSingleton(walk) : walk;
  if (group !== undefined) {
    const grouped = compileGroup(group.lhs, scope, true);
    return (context, frame) => grouped(code(context, frame), frame);
  }
  const settled: Code = (context, frame) => settle(code(context, frame), keepArray);
  const names = keepSingletonArray || keepArray ? undefined : plainNames(steps);
  return names ? byName(names, first.type === "variable" ? compileNode(first, scope) : undefined, settled) : settled;
}

function walkOver(steps: readonly Ast[], scope: Scope, isAbsolute: boolean): Code {
  const compiled = steps.map((step, index) => compileStep(step, index, scope));
  const last = steps.length - 1;
  const isMade = steps[0]?.consarray === true;
  return (context, frame) => {
    let input: unknown[] = isList(context) && !isAbsolute ? context : isMade ? sequenceOf(context) : [context];
    for (let index = 0; index <= last; index += 1) {
      const found = compiled[index]?.(input, frame, index === last);
      if (!isList(found)) throw ASK;
      input = found;
      if (found.length === 0) break;
    }
    return input;
  };
}

function compileStep(node: Ast, index: number, scope: Scope): Step {
  if (node.tuple || node.focus !== undefined || node.index !== undefined) {
    refuse(node.focus !== undefined ? "focus" : node.index !== undefined ? "index" : "parent", node);
  }
  const filters = (node.stages ?? []).map(({ type, expr }) =>
    type === "filter" ? compileFilter(expr, scope) : refuse("index", node),
  );
  if (node.type === "sort") return sortStep(node, filters, scope);
  const code = compileNode(node, scope);
  // A list that a path begins with is made once, whatever the context is.
  if (index === 0 && node.consarray) return (input, frame) => code(input, frame);
  return (input, frame, isLast) => {
    const { run } = frame;
    spend(run, input.length);
    const made = makeSequence();
    let [only, count]: [unknown, number] = [undefined, 0];
    for (const entry of input) {
      let value = code(entry, frame);
      for (const filter of filters) value = applyFilter(filter, value, frame);
      if (value === undefined) continue;
      count += 1;
      only = noFunction(value);
      flatten(run, value, made);
    }
    // A list that is the only result of the last step stays the list it is.
    return isLast && count === 1 && isList(only) && !isSequence(only) ? only : made;
  };
}

function sortStep(node: Ast, filters: readonly Filter[], scope: Scope): Step {
  const sort = compileSort(node, scope);
  return (input, frame) => filters.reduce((value: unknown, filter) => applyFilter(filter, value, frame), sort(input, frame));
}

/** Lists are put in entry by entry, unless the path itself made them. */
function flatten(run: Run, value: unknown, into: List): void {
  if (isList(value) && value.cons !== true) {
    spend(run, value.length);
    for (const entry of value) into.push(entry);
  } else into.push(value);
  checkLength(run, into.length);
}

function keepingSingleton(walk: Code): Code {
  return (context, frame) => {
    const found = walk(context, frame);
    if (!isList(found)) throw ASK;
    const kept = found.cons === true && !isSequence(found) ? sequenceOf(found) : found;
    // A list of the data is not marked: it stays as it is anyway.
    if (isSequence(kept)) kept.keepSingleton = true;
    return kept;
  };
}

/** Names of a path that is nothing but names, after a variable or not. */
function plainNames(steps: readonly Ast[]): string[] | undefined {
  const names: string[] = [];
  for (const [index, step] of steps.entries()) {
    if (index === 0 && step.type === "variable" && isBare(step)) continue;
    if (step.type !== "name" || typeof step.value !== "string" || !isBare(step)) return undefined;
    names.push(step.value);
  }
  return names;
}

function isBare({ stages, predicate, group, keepArray, tuple }: Ast): boolean {
  return (stages ?? predicate ?? group) === undefined && !keepArray && !tuple;
}

/** The usual path: objects in objects. The first list on the way, and the whole walk starts again as JSONata does it. */
function byName(names: readonly string[], root: Code | undefined, walk: Code): Code {
  const fields = names.map(fieldNamed);
  const [only] = fields;
  if (root === undefined && only !== undefined && fields.length === 1) {
    return (context, frame) => {
      if (!isObject(context)) return context === null || typeof context !== "object" ? undefined : walk(context, frame);
      const value = only(frame.run, context);
      return typeof value === "object" && isSequence(value) ? walk(context, frame) : value;
    };
  }
  return (context, frame) => {
    let value = root ? root(context, frame) : context;
    for (let index = 0; index < fields.length; index += 1) {
      if (typeof value !== "object" || value === null) return typeof value === "function" ? walk(context, frame) : undefined;
      if (!isObject(value)) return walk(context, frame);
      value = fields[index]?.(frame.run, value);
    }
    return typeof value === "object" && isSequence(value) ? walk(context, frame) : value;
  };
}
