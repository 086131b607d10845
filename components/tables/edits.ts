import type { Cell, ColumnView, RowView, TableChangeInput, TableView, Target } from "@/components/tables/types";
import { readRowKey, writeRowKey } from "@/engine/mapping/row-conditions";

/** What a person changed and did not save yet. */
export type Edits = {
  readonly rows: Readonly<Record<string, Target>>;
  /** undefined = untouched. */
  readonly fallback: Target | undefined;
  /** Rows with conditions that are not on the server yet. */
  readonly added: readonly RowView[];
};

export const NO_EDITS: Edits = { rows: {}, fallback: undefined, added: [] };

/** Conditions of a row, by the name of the fact; empty for the row of the value itself. */
export function conditionsOf({ source }: RowView): Readonly<Record<string, string>> {
  return readRowKey(source).when;
}

export function isCase(row: RowView): boolean {
  return Object.keys(conditionsOf(row)).length > 0;
}

/** May rows be limited to a condition? Where no flow tells one, only tables that hold such rows already show it. */
export function takesCases({ conditions, rows }: TableView): boolean {
  return conditions.length > 0 || rows.some(isCase);
}

/** All rows, those with conditions behind the one of their value. */
export function rowsOf(edits: Edits, table: TableView): readonly RowView[] {
  if (edits.added.length === 0) return table.rows;
  const casesOf = ({ source }: RowView) => edits.added.filter((row) => readRowKey(row.source).source === source);
  return table.rows.flatMap((row) => [row, ...casesOf(row)]);
}

/** A row for a value under one more condition, with the values it has so far; undefined when it is there already. */
export function addCase(
  edits: Edits,
  table: TableView,
  { row, fact, value }: { row: RowView; fact: string; value: string },
): Edits | undefined {
  const { source, when } = readRowKey(row.source);
  const key = writeRowKey({ source, when: { ...when, [fact]: value } });
  if (rowsOf(edits, table).some((known) => known.source === key)) return undefined;
  const added: RowView = { source: key, label: row.label, target: {}, origin: "manual", reason: null };
  return { ...edits, added: [...edits.added, added], rows: { ...edits.rows, [key]: targetOf(edits, row) } };
}

/** Takes a case away: at once when it was only added here, else when it is saved without values. */
export function removeCase(edits: Edits, row: RowView): Edits {
  if (!edits.added.some(({ source }) => source === row.source)) return setTarget(edits, row, {});
  const { [row.source]: _gone, ...rows } = edits.rows;
  return { ...edits, rows, added: edits.added.filter(({ source }) => source !== row.source) };
}

export function isSet(value: Cell | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Has every required column a value? Only then may a run use the row. */
export function isMapped(columns: readonly ColumnView[], target: Target): boolean {
  return columns.every((column) => !column.required || isSet(target[column.key]));
}

export function targetOf(edits: Edits, row: RowView): Target {
  return edits.rows[row.source] ?? row.target;
}

export function fallbackOf(edits: Edits, table: TableView): Target {
  return edits.fallback ?? table.fallback ?? {};
}

function sameTarget(a: Target, b: Target): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => (isSet(a[key]) ? a[key] : null) === (isSet(b[key]) ? b[key] : null));
}

/** Sets one cell; a row that is again as it was is not a change. */
export function setCell(edits: Edits, row: RowView, column: string, value: Cell): Edits {
  return setTarget(edits, row, { ...targetOf(edits, row), [column]: value });
}

function setTarget(edits: Edits, row: RowView, target: Target): Edits {
  const { [row.source]: _before, ...rest } = edits.rows;
  return { ...edits, rows: sameTarget(target, row.target) ? rest : { ...rest, [row.source]: target } };
}

/** UI-25: overwrites the chosen rows with the default; they stay editable one by one. */
export function applyDefault(edits: Edits, table: TableView, sources: ReadonlySet<string>): Edits {
  const fallback = fallbackOf(edits, table);
  const filled = Object.fromEntries(Object.entries(fallback).filter(([, value]) => isSet(value)));
  return rowsOf(edits, table)
    .filter((row) => sources.has(row.source))
    .reduce((next, row) => setTarget(next, row, { ...targetOf(next, row), ...filled }), edits);
}

export function setFallback(edits: Edits, table: TableView, column: string, value: Cell): Edits {
  const next = { ...fallbackOf(edits, table), [column]: value };
  return { ...edits, fallback: sameTarget(next, table.fallback ?? {}) ? undefined : next };
}

/** The changes that are still changes once the table was read again: what was saved meanwhile is none any more. */
export function rebase(edits: Edits, table: TableView): Edits {
  const known = new Set(table.rows.map(({ source }) => source));
  const added = edits.added.filter(({ source }) => !known.has(source) && known.has(readRowKey(source).source));
  const kept = [...table.rows, ...added].flatMap((row) => {
    const target = edits.rows[row.source];
    return target && !sameTarget(target, row.target) ? [[row.source, target] as const] : [];
  });
  const isDefaultKept = edits.fallback !== undefined && !sameTarget(edits.fallback, table.fallback ?? {});
  return { rows: Object.fromEntries(kept), fallback: isDefaultKept ? edits.fallback : undefined, added };
}

export function countEdits(edits: Edits): number {
  return Object.keys(edits.rows).length + (edits.fallback === undefined ? 0 : 1);
}

/** What the server is sent: whole rows, and the default where it changed; a default without a value is none. */
export function toChange(edits: Edits, table: TableView): TableChangeInput {
  const rows = Object.entries(edits.rows).map(([source, target]) => ({ source, target: { ...target } }));
  const change = { id: table.id, revision: table.revision, rows };
  if (edits.fallback === undefined) return change;
  const hasValue = Object.values(edits.fallback).some(isSet);
  return { ...change, default: hasValue ? { ...edits.fallback } : null };
}

/** Why a row is as it is, or what will happen to it. */
export const ROW_STATUSES = ["fails", "takesDefault", "idle", "removed", "auto", "manual", "default", "changed"] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

export function statusOf(row: RowView, input: { edits: Edits; table: TableView }): RowStatus {
  const { edits, table } = input;
  const target = targetOf(edits, row);
  if (!isMapped(table.columns, target)) {
    // A case that lacks a value is left out by a run: the row of its value answers.
    if (isCase(row)) return Object.values(target).some(isSet) ? "idle" : "removed";
    return isMapped(table.columns, fallbackOf(edits, table)) ? "takesDefault" : "fails";
  }
  if (edits.rows[row.source]) return "changed";
  return row.origin === "none" ? "manual" : row.origin;
}
