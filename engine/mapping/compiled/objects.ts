import type { Ast, AstPair } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { refuse } from "@/engine/mapping/compiled/refusal";
import { ASK, spend } from "@/engine/mapping/compiled/run";
import type { Code, Frame, Scope } from "@/engine/mapping/compiled/scope";
import { append, isList, isSequence, type List, noFunction, put, sequenceOf } from "@/engine/mapping/compiled/values";

type Pair = { readonly key: Code; readonly value: Code };
type Group = { data: unknown; readonly pair: Pair };

/** `[a, b]`: lists are put in entry by entry, unless they are written as lists themselves. */
export function compileList({ expressions = [], consarray = false }: Ast, scope: Scope): Code {
  const entries = scope.inParallel(() =>
    expressions.map((entry) => ({ code: compileNode(entry, scope), isWhole: entry.value === "[" })),
  );
  return (context, frame) => {
    let made: List = [];
    for (const { code, isWhole } of entries) {
      const value = noFunction(code(context, frame));
      if (value === undefined) continue;
      if (isWhole || !isList(value)) {
        spend(frame.run, 1);
        made.push(value);
      } else made = joined(append(frame.run, made, value));
    }
    if (consarray) made.cons = true;
    return made;
  };
}

function joined(value: unknown): List {
  if (!isList(value)) throw ASK;
  return value;
}

/** `{ "a": b }`: over a list, the entries with the same key are put together. */
export function compileObject(node: Ast, scope: Scope): Code {
  const pairs = pairsOf(node);
  const grouped = compileGroup(pairs, scope);
  const names = pairs.map(([key]) => (key.type === "string" && typeof key.value === "string" ? key.value : undefined));
  const isUsual = new Set(names).size === names.length && names.every((name) => name !== undefined && !isReserved(name));
  if (!isUsual) return grouped;
  const fields = scope.inParallel(() =>
    pairs.map(([key, value]) => ({ name: String(key.value), code: compileNode(value, scope) })),
  );
  const isPlain = !names.includes("__proto__");
  const shape = shapeOf(fields.map(({ name }) => name));
  return (context, frame) => {
    if (isList(context)) return grouped(context, frame);
    spend(frame.run, fields.length);
    const made = shape.clone();
    let isFull = true;
    for (const { name, code } of fields) {
      const value = noFunction(code(context, frame));
      if (value === undefined) isFull = false;
      else if (isPlain) made[name] = value;
      else put(made, name, value);
    }
    return isFull ? made : filled(made);
  };
}

/** Objects of one shape, made with room for all their fields: filling them is then quick. */
function shapeOf(names: readonly string[]): { readonly clone: () => Record<string, unknown> } {
  const empty = Object.fromEntries(names.map((name) => [name, undefined]));
  return { clone: () => ({ ...empty }) };
}

function filled(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(object)) if (object[key] !== undefined) put(made, key, object[key]);
  return made;
}

function pairsOf(node: Ast): readonly AstPair[] {
  const { lhs } = node;
  return lhs !== undefined && !("type" in lhs) ? lhs : refuse("other", node);
}

function isReserved(name: string): boolean {
  return name === "_jsonata_lambda" || name === "_jsonata_function";
}

/**
 * Grouping of a list, or of one value, by the keys that its entries give. `isOwn`: the list is the group's own, which
 * JSONata gives an entry of nothing when it is empty; it does so to the data themselves otherwise.
 */
export function compileGroup(lhs: readonly AstPair[], scope: Scope, isOwn = false): Code {
  const pairs = scope.inParallel(() =>
    lhs.map(([key, value]): Pair => ({ key: compileNode(key, scope), value: compileNode(value, scope) })),
  );
  return (input, frame) => {
    const isEmpty = isList(input) && input.length === 0;
    if (isEmpty && !(isOwn && isSequence(input))) throw ASK;
    const groups = groupsOf(isList(input) && !isEmpty ? input : sequenceOf(isEmpty ? undefined : input), pairs, frame);
    const made: Record<string, unknown> = Object.create(null);
    for (const name of Object.keys(groups)) {
      const group = groups[name];
      const value = group && noFunction(group.pair.value(group.data, frame));
      if (value !== undefined) made[name] = value;
    }
    return made;
  };
}

function groupsOf(input: List, pairs: readonly Pair[], frame: Frame): Record<string, Group> {
  const groups: Record<string, Group> = Object.create(null);
  for (const item of input) {
    spend(frame.run, pairs.length + 1);
    for (const pair of pairs) {
      const name = pair.key(item, frame);
      if (name === undefined) continue;
      if (typeof name !== "string" || isReserved(name)) throw ASK;
      const group = groups[name];
      if (group === undefined) groups[name] = { data: item, pair };
      else if (group.pair !== pair) throw ASK;
      else group.data = append(frame.run, group.data, item);
    }
  }
  return groups;
}
