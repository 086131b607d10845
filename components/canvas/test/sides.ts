import type { NodeTrialView, TrialItem } from "@/components/canvas/editor-types";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** What one record was before a step and what it is after it. */
export interface Sides {
  readonly key: string;
  readonly label: string;
  /** Null for a step that brings records. */
  readonly input: JsonObject | null;
  /** One, or several where the step splits. */
  readonly outputs: readonly JsonObject[];
}

/** By record, in the order they arrived; a step that brings records has outputs alone. */
export function sidesOf({ inputs, outputs }: NodeTrialView): Sides[] {
  const all = Object.values(outputs).flat();
  if (inputs.length === 0)
    return all.map((item) => ({ key: item.key, label: item.label, input: null, outputs: [shownOf(item)] }));
  const paired = inputs.map((item) => ({
    key: item.key,
    label: item.label,
    input: shownOf(item),
    outputs: all.filter(({ key }) => key === item.key || key.startsWith(`${item.key}#`)).map(shownOf),
  }));
  const known = new Set(paired.map(({ key }) => key));
  const others = all.filter(({ key }) => !known.has(key) && !known.has(key.split("#", 1)[0] ?? key));
  return [...paired, ...others.map((item) => ({ key: item.key, label: item.label, input: null, outputs: [shownOf(item)] }))];
}

/** With the links it carries, as an expression sees them. */
export function shownOf({ data, links }: TrialItem): JsonObject {
  return Object.keys(links).length === 0 ? data : { ...data, $links: JSON.parse(JSON.stringify(links)) };
}

export type CellChange = "added" | "changed" | "removed" | undefined;
export interface Cell {
  readonly text: string;
  readonly change: CellChange;
}

/** Records as a table: a column for each field of the first level, those that differ from `before` first and marked. */
export function tableOf(
  records: readonly JsonObject[],
  before: readonly (JsonObject | null)[],
): { columns: string[]; rows: Cell[][] } {
  const change = (column: string, index: number): CellChange => {
    const was = before[index];
    return was ? changeOf(was[column], records[index]?.[column]) : undefined;
  };
  const all = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const changed = all.filter((column) => records.some((_record, index) => change(column, index) !== undefined));
  const columns = [...changed, ...all.filter((column) => !changed.includes(column))];
  const rows = records.map((record, index) =>
    columns.map((column): Cell => ({ text: cellText(record[column]), change: change(column, index) })),
  );
  return { columns, rows };
}

export function changeOf(before: Json | undefined, after: Json | undefined): CellChange {
  if (before === undefined) return after === undefined ? undefined : "added";
  if (after === undefined) return "removed";
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : "changed";
}

/** A field of a tree: how it differs from what it was, and its value, or the one it had. */
export function leafOf(before: Json | undefined, after: Json | undefined): Cell {
  const change = changeOf(before, after);
  return { change, text: cellText(after === undefined ? before : after) };
}

/** A value short enough for a cell: `{3}` and `[2]` say how much is inside. */
export function cellText(value: Json | undefined): string {
  if (value === undefined) return "";
  if (value === null) return "null";
  if (Array.isArray(value)) return `[${value.length}]`;
  if (isJsonObject(value)) return `{${Object.keys(value).length}}`;
  return String(value);
}
