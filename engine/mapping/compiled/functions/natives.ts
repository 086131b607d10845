import jsonata from "jsonata";
import type { Signature } from "@/engine/mapping/compiled/ast";
import { ASK, checkLength, type Run, spend, spendDeep, spendText } from "@/engine/mapping/compiled/run";
import { isList, makeSequence, NO_CONTEXT, sequenceOf } from "@/engine/mapping/compiled/values";

/** JSONata's own function: what it checks its arguments with, and what it does. */
type Native = {
  readonly implementation: (this: object, ...args: unknown[]) => unknown;
  readonly signature: Signature;
};

/** Every function of JSONata that gives the same result for the same arguments. */
export const NATIVE_NAMES = [
  ...["sum", "count", "max", "min", "average", "string", "substring", "substringBefore", "substringAfter", "lowercase"],
  ...["uppercase", "length", "trim", "pad", "match", "contains", "replace", "split", "join", "formatNumber", "formatBase"],
  ...["formatInteger", "parseInteger", "number", "floor", "ceil", "round", "abs", "sqrt", "power", "boolean", "not", "map"],
  ...["zip", "filter", "single", "reduce", "sift", "keys", "lookup", "append", "exists", "spread", "merge", "reverse"],
  ...["each", "error", "assert", "type", "sort", "distinct", "base64encode", "base64decode", "encodeUrlComponent"],
  ...["encodeUrl", "decodeUrlComponent", "decodeUrl", "toMillis", "fromMillis", "clone"],
] as const;

const natives = new Map<string, Native>();
let loading: Promise<void> | undefined;

/** JSONata gives its functions to expressions only, and one after the other: read once, before any code is run. */
export function loadNatives(): Promise<void> {
  loading ??= (async () => {
    for (const name of NATIVE_NAMES) natives.set(name, await jsonata(`$${name}`).evaluate(null));
  })();
  return loading;
}

function nativeOf(name: string): Native {
  const native = natives.get(name);
  if (native === undefined) throw ASK;
  return native;
}

/** How many arguments a higher-order function gives it. */
export function arityOf(name: string): number {
  return nativeOf(name).implementation.length;
}

/** The arguments as the function gets them; an error of theirs is JSONata's to tell. */
export function checkedArguments(name: string, args: readonly unknown[], context: unknown): unknown[] {
  const given = nativeOf(name).signature.validate(args, context);
  if (given.includes(NO_CONTEXT)) throw ASK;
  return given;
}

/** Calls JSONata's own implementation, once the arguments are counted. */
export function callNative(run: Run, name: string, args: readonly unknown[], context: unknown): unknown {
  const given = checkedArguments(name, args, context);
  for (const value of given) weigh(run, name, value);
  const environment = { timestamp: new Date(run.now) };
  const focus = { input: context, environment, options: { sequence: run.entries }, createSequence };
  const result = nativeOf(name).implementation.apply(focus, given);
  if (typeof result === "string") spendText(run, result.length);
  if (isList(result)) checkLength(run, result.length);
  return result;
}

function createSequence(...entries: readonly unknown[]): unknown[] {
  return entries.length === 1 ? sequenceOf(entries[0]) : makeSequence();
}

/** Those that go through all of a value. */
const DEEP = new Set(["string", "boolean", "not", "keys", "lookup", "spread", "clone", "distinct"]);
/** Those that read a picture, or write as much as a number says. */
const BY_PICTURE = new Set(["formatNumber", "formatInteger", "parseInteger", "toMillis", "fromMillis"]);
const MAX_PICTURE = 1_000;

function weigh(run: Run, name: string, value: unknown): void {
  if (typeof value === "function") throw ASK;
  if (DEEP.has(name)) spendDeep(run, value);
  else if (typeof value === "string") weighText(run, name, value);
  else if (isList(value)) weighList(run, value);
  else if (name === "pad" && typeof value === "number") spend(run, Math.abs(value) / 64);
}

function weighText(run: Run, name: string, text: string): void {
  if (BY_PICTURE.has(name) && text.length > MAX_PICTURE) throw ASK;
  spendText(run, text.length);
}

function weighList(run: Run, list: readonly unknown[]): void {
  checkLength(run, list.length);
  spend(run, list.length);
  for (const entry of list) if (typeof entry === "string") spendText(run, entry.length);
}
