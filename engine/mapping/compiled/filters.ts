import type { Ast } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { checkLength, spend } from "@/engine/mapping/compiled/run";
import type { Code, Frame, Scope } from "@/engine/mapping/compiled/scope";
import { isList, isNumeric, type List, makeSequence, sequenceOf, truthy } from "@/engine/mapping/compiled/values";

/** `[3]`, or a test of each entry, which may also answer with positions. */
export type Filter = { readonly position: number } | { readonly test: Code };

export function compileFilter(predicate: Ast, scope: Scope): Filter {
  return predicate.type === "number" && typeof predicate.value === "number"
    ? { position: Math.floor(predicate.value) }
    : { test: compileNode(predicate, scope) };
}

export function applyFilter(filter: Filter, value: unknown, frame: Frame): unknown {
  const input = isList(value) ? value : sequenceOf(value);
  return "position" in filter ? entryAt(input, filter.position) : entriesPassing(input, filter.test, frame);
}

/** Negative positions count from the end. A list found is the result itself. */
function entryAt(input: List, position: number): List {
  const item = input[position < 0 ? input.length + position : position];
  if (isList(item)) return item;
  return item === undefined ? makeSequence() : sequenceOf(item);
}

function entriesPassing(input: List, test: Code, frame: Frame): List {
  const { run } = frame;
  spend(run, input.length);
  const found = makeSequence();
  for (const [index, item] of input.entries()) {
    const answer = test(item, frame);
    const positions = positionsIn(answer);
    if (positions === undefined) {
      if (truthy(run, answer)) found.push(item);
      continue;
    }
    spend(run, positions.length);
    for (const position of positions) {
      const whole = Math.floor(position);
      if ((whole < 0 ? input.length + whole : whole) === index) found.push(item);
    }
  }
  checkLength(run, found.length);
  return found;
}

/** Numbers are positions; an empty list is a list of no positions. */
function positionsIn(answer: unknown): readonly number[] | undefined {
  if (isNumeric(answer)) return [answer];
  return isList(answer) && answer.every(isNumeric) ? answer : undefined;
}
