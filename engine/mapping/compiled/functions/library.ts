import { ASK, type Run, spendDeep, spendText } from "@/engine/mapping/compiled/run";
import type { Unit } from "@/engine/mapping/compiled/scope";
import type { Argument, MappingFunction } from "@/engine/mapping/functions/define-function";
import { ACCEPTS_NOTHING, PURE_FUNCTIONS } from "@/engine/mapping/functions/library";
import { lookUpTable } from "@/engine/mapping/table-look-up";

export type LibraryFunction = (run: Run, args: readonly unknown[], context: unknown) => unknown;

/** Reading markup can take long on a text made for it: only in a worker, which can be stopped. */
const HEAVY = new Set(["htmlToText", "rtfToText"]);
const PURE: ReadonlyMap<string, MappingFunction> = new Map(PURE_FUNCTIONS.map((each) => [each.name, each]));

export const OUR_NAMES: readonly string[] = [...PURE.keys(), "lookupTable", "map"];

export function isOurs(name: string): boolean {
  return OUR_NAMES.includes(name);
}

/** A function of our own library, but `$map`; an error of its is told by JSONata, with the place in the text. */
export function ourFunction(name: string, unit: Unit): LibraryFunction | undefined {
  if (name === "lookupTable") return readTable;
  const known = PURE.get(name);
  if (known === undefined) return undefined;
  if (HEAVY.has(name)) unit.isHeavy = true;
  const acceptsNothing = ACCEPTS_NOTHING.has(name);
  return (run, args) => {
    if (args[0] === undefined && !acceptsNothing) return undefined;
    const result = known.run(...jsonArguments(run, args));
    if (typeof result === "string") spendText(run, result.length);
    return result;
  };
}

/** What a mapping table says of a value. */
export function readTable(run: Run, args: readonly unknown[]): unknown {
  return lookUpTable(run.tables, jsonArguments(run, args));
}

/** Values of an expression are JSON but for functions, which no function of ours takes. */
function jsonArguments(run: Run, args: readonly unknown[]): readonly Argument[] {
  for (const value of args) {
    if (typeof value === "function") throw ASK;
    spendDeep(run, value);
  }
  return args as readonly Argument[];
}
