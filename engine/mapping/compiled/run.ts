import type { Tables } from "@/engine/mapping/tables";

/**
 * Thrown by compiled code for anything but a plain success: JSONata then evaluates the record itself, and its result,
 * or its error with code and position, is what counts.
 */
export const ASK = Symbol("ask JSONata");

/** One evaluation: what it reads, and what it may still use. */
export interface Run {
  readonly root: unknown;
  readonly bindings: Readonly<Record<string, unknown>>;
  readonly tables: Tables;
  /** Milliseconds since 1970: one instant for the whole evaluation. */
  readonly now: number;
  /** Longest list. */
  readonly entries: number;
  readonly maxDepth: number;
  /** Work left; about one unit per entry visited, call made, or 64 characters written. */
  fuel: number;
  /** The object last found to bear no mark of JSONata's own: most fields are read from the same one. */
  unmarked: unknown;
  /** Nested evaluations, counted as JSONata counts them. */
  depth: number;
  /** Asked when the fuel is out: adds some, or throws. */
  readonly refuel: (run: Run) => void;
}

export function spend(run: Run, units: number): void {
  run.fuel -= units;
  if (run.fuel < 0) run.refuel(run);
}

/** Written text, before it is used: lengths add up without a copy being made. */
export function spendText(run: Run, length: number): void {
  if (length > 64) spend(run, length >> 6);
}

/** A list that JSONata would refuse as too long is left to it. */
export function checkLength(run: Run, length: number): void {
  if (length > run.entries) throw ASK;
}

/** Work of going through a whole value, shared parts as often as they are met. */
export function spendDeep(run: Run, value: unknown): void {
  if (typeof value === "string") spendText(run, value.length);
  if (typeof value !== "object" || value === null) return;
  spend(run, 1);
  for (const entry of Array.isArray(value) ? value : Object.values(value)) spendDeep(run, entry);
}
