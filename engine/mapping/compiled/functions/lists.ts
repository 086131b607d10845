import { ASK, checkLength, type Run, spend } from "@/engine/mapping/compiled/run";
import { mergeSort } from "@/engine/mapping/compiled/sorting";
import {
  deepEqual,
  isFn,
  isList,
  isNumeric,
  isObject,
  isSequence,
  makeSequence,
  noFunction,
  truthy,
} from "@/engine/mapping/compiled/values";

/** JSONata's functions that call functions, or compare whole values. Arguments are checked already. */

/** Value, position and whole: as many as the function takes. */
function call(fn: unknown, value: unknown, position: unknown, whole: unknown): unknown {
  if (!isFn(fn)) throw ASK;
  const args = [value];
  if (fn.arity >= 2) args.push(position);
  if (fn.arity >= 3) args.push(whole);
  return fn(args, null);
}

function listOf(run: Run, value: unknown): readonly unknown[] {
  if (!isList(value)) throw ASK;
  spend(run, value.length);
  return value;
}

export function map(run: Run, [list, fn]: readonly unknown[]): unknown {
  if (list === undefined) return undefined;
  const made = makeSequence();
  for (const [index, entry] of listOf(run, list).entries()) {
    const value = noFunction(call(fn, entry, index, list));
    if (value !== undefined) made.push(value);
  }
  checkLength(run, made.length);
  return made;
}

export function filter(run: Run, [list, fn]: readonly unknown[]): unknown {
  if (list === undefined) return undefined;
  const made = makeSequence();
  for (const [index, entry] of listOf(run, list).entries()) {
    if (truthy(run, call(fn, entry, index, list))) made.push(noFunction(entry));
  }
  checkLength(run, made.length);
  return made;
}

export function single(run: Run, [list, fn]: readonly unknown[]): unknown {
  if (list === undefined) return undefined;
  const found = listOf(run, list).filter((entry, index) => fn === undefined || truthy(run, call(fn, entry, index, list)));
  if (found.length !== 1) throw ASK;
  return noFunction(found[0]);
}

export function reduce(run: Run, [list, fn, start]: readonly unknown[]): unknown {
  if (list === undefined) return undefined;
  const entries = listOf(run, list);
  if (!isFn(fn) || fn.arity < 2) throw ASK;
  const isFromFirst = start === undefined && entries.length > 0;
  let result = isFromFirst ? entries[0] : start;
  for (let index = isFromFirst ? 1 : 0; index < entries.length; index += 1) {
    const args = [result, entries[index]];
    if (fn.arity >= 3) args.push(index);
    if (fn.arity >= 4) args.push(list);
    result = noFunction(fn(args, null));
  }
  return result;
}

export function each(run: Run, [object, fn]: readonly unknown[]): unknown {
  const made = makeSequence();
  for (const [key, entry] of entriesOf(run, object)) {
    const value = noFunction(call(fn, entry, key, object));
    if (value !== undefined) made.push(value);
  }
  return made;
}

export function sift(run: Run, [object, fn]: readonly unknown[]): unknown {
  const made: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of entriesOf(run, object)) if (truthy(run, call(fn, entry, key, object))) made[key] = entry;
  return Object.keys(made).length === 0 ? undefined : made;
}

function entriesOf(run: Run, object: unknown): [string, unknown][] {
  if (object === undefined) return [];
  if (!isObject(object)) throw ASK;
  const entries = Object.entries(object);
  spend(run, entries.length);
  return entries;
}

export function sort(run: Run, [list, fn]: readonly unknown[]): unknown {
  if (list === undefined) return undefined;
  const entries = listOf(run, list);
  if (fn === undefined) {
    if (entries.length > 1 && !entries.every(isNumeric) && !entries.every(isText)) throw ASK;
    return mergeSort(run, entries, (left, right) => isGreater(left, right));
  }
  if (!isFn(fn)) throw ASK;
  // JavaScript's truth, not JSONata's: that is how JSONata reads what the function answers.
  return mergeSort(run, entries, (left, right) => Boolean(noFunction(fn([left, right], null))));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isGreater(left: unknown, right: unknown): boolean {
  if (typeof left === "number" && typeof right === "number") return left > right;
  return isText(left) && isText(right) && left > right;
}

export function distinct(run: Run, [list]: readonly unknown[]): unknown {
  if (!isList(list) || list.length <= 1) return noFunction(list);
  const made: unknown[] = isSequence(list) ? makeSequence() : [];
  for (const entry of listOf(run, list)) {
    spend(run, made.length);
    if (!made.some((known) => deepEqual(run, entry, known))) made.push(entry);
  }
  return made;
}
