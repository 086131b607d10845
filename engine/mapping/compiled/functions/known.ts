import { isOurs, type LibraryFunction, OUR_NAMES, ourFunction, readTable } from "@/engine/mapping/compiled/functions/library";
import { distinct, each, filter, map, reduce, sift, single, sort } from "@/engine/mapping/compiled/functions/lists";
import { arityOf, callNative, checkedArguments, NATIVE_NAMES } from "@/engine/mapping/compiled/functions/natives";
import { QUICK } from "@/engine/mapping/compiled/functions/quick";
import { contains, match, replace, split } from "@/engine/mapping/compiled/functions/text";
import { ASK, type Run } from "@/engine/mapping/compiled/run";
import type { Unit } from "@/engine/mapping/compiled/scope";
import { type Fn, isFn, isList } from "@/engine/mapping/compiled/values";

/** Functions that take a pattern. */
export const TAKES_REGEX: ReadonlySet<string> = new Set(["contains", "match", "replace", "split"]);

/** Written anew here: those that JSONata runs asynchronously, or on the whole of a value. */
const WRITTEN: Readonly<Record<string, (run: Run, args: readonly unknown[]) => unknown>> = {
  ...{ contains, match, replace, split },
  ...{ filter, single, reduce, each, sift, sort, distinct },
};

const NATIVE: ReadonlySet<string> = new Set(NATIVE_NAMES);
const OTHERS = ["now", "millis", "eval", "random", "shuffle"] as const;
const KNOWN: ReadonlySet<string> = new Set([...NATIVE_NAMES, ...OUR_NAMES, ...OTHERS]);

export function isKnownFunction(name: string): boolean {
  return KNOWN.has(name);
}

/** What a call by this name does; undefined for a name that stands for no function. */
export function functionNamed(name: string, unit: Unit): LibraryFunction | undefined {
  if (name === "map") return mapOrTable;
  if (name === "now" || name === "millis") return clock(name);
  return ourFunction(name, unit) ?? (NATIVE.has(name) ? quickly(name, jsonataFunction(name)) : undefined);
}

/** The usual arguments of the usual functions need no checking. */
function quickly(name: string, full: LibraryFunction): LibraryFunction {
  const quick = Object.hasOwn(QUICK, name) ? QUICK[name] : undefined;
  if (quick === undefined) return full;
  return (run, args, context) => {
    const result = quick(run, args);
    return result === ASK ? full(run, args, context) : result;
  };
}

function jsonataFunction(name: string): LibraryFunction {
  const written = Object.hasOwn(WRITTEN, name) ? WRITTEN[name] : undefined;
  if (written === undefined) return (run, args, context) => callNative(run, name, args, context);
  return (run, args, context) => written(run, checkedArguments(name, args, context));
}

/** A text first, and no function second: a mapping table. JSONata's own `$map` otherwise. */
function mapOrTable(run: Run, args: readonly unknown[], context: unknown): unknown {
  const [first, second] = args;
  if (typeof first === "string" && typeof second !== "function") return readTable(run, args);
  if (args.length === 2 && isFn(second) && (first === undefined || isList(first))) return map(run, args);
  return map(run, checkedArguments("map", args, context));
}

/** One instant for the whole evaluation. */
function clock(name: "now" | "millis"): LibraryFunction {
  return (run, args) => {
    if (name === "now" && args.every((value) => typeof value === "string")) {
      return callNative(run, "fromMillis", [run.now, ...args], undefined);
    }
    if (args.length > 0) throw ASK;
    return run.now;
  };
}

/** A function of the library as an argument: JSONata gives it no context. */
export function functionValue(name: string, unit: Unit): ((run: Run) => Fn) | undefined {
  const isOwn = isOurs(name);
  const fn = isOwn || NATIVE.has(name) ? functionNamed(name, unit) : undefined;
  if (fn === undefined) return undefined;
  return (run) =>
    Object.assign((args: readonly unknown[]) => fn(run, args, null), { arity: isOwn ? 0 : arityOf(name) }) satisfies Fn;
}
