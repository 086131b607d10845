import type { Ast } from "@/engine/mapping/compiled/ast";
import { compileNode } from "@/engine/mapping/compiled/compile-node";
import { ASK, type Run, spend } from "@/engine/mapping/compiled/run";
import type { Code, Frame, Scope } from "@/engine/mapping/compiled/scope";

type Term = { readonly isDescending: boolean; readonly code: Code };

/** `^(>price, name)`: a stable order; entries without the value come last. */
export function compileSort({ terms = [] }: Ast, scope: Scope): (input: readonly unknown[], frame: Frame) => readonly unknown[] {
  const compiled = terms.map(({ descending, expression }) => ({
    isDescending: descending,
    code: compileNode(expression, scope),
  }));
  return (input, frame) => mergeSort(frame.run, input, (one, other) => isAfter(compiled, one, other, frame));
}

function isAfter(terms: readonly Term[], one: unknown, other: unknown, frame: Frame): boolean {
  for (const { isDescending, code } of terms) {
    const [left, right] = [code(one, frame), code(other, frame)];
    if (left === undefined && right === undefined) continue;
    if (left === undefined || right === undefined) return left === undefined;
    if (!isOrdered(left) || !isOrdered(right) || typeof left !== typeof right) throw ASK;
    if (left !== right) return left < right === isDescending;
  }
  return false;
}

function isOrdered(value: unknown): value is string | number {
  return typeof value === "string" || (typeof value === "number" && !Number.isNaN(value));
}

/** JSONata's own merge sort: the same pairs are compared, so that a test of one's own gives the same order. */
export function mergeSort(
  run: Run,
  list: readonly unknown[],
  isSwapped: (left: unknown, right: unknown) => boolean,
): readonly unknown[] {
  if (list.length <= 1) return list;
  spend(run, list.length);
  const middle = Math.floor(list.length / 2);
  const left = mergeSort(run, list.slice(0, middle), isSwapped);
  const right = mergeSort(run, list.slice(middle), isSwapped);
  const merged: unknown[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    if (isSwapped(left[l], right[r])) merged.push(right[r++]);
    else merged.push(left[l++]);
  }
  while (l < left.length) merged.push(left[l++]);
  while (r < right.length) merged.push(right[r++]);
  return merged;
}
