"use client";

import { useMemo, useState } from "react";
import { type Edits, rowsOf } from "@/components/tables/edits";
import { type Filters, filterRows } from "@/components/tables/filter-rows";
import type { RowView, TableView } from "@/components/tables/types";

/** Value of a filter that keeps everything. */
export const EVERY = "all";

/** The rows in sight, what filters them, and which of all rows are chosen. */
export interface Grid {
  readonly rows: readonly RowView[];
  readonly filters: Filters;
  /** `undefined` or an empty text takes the filter off. */
  readonly setFilter: (id: string, value: string | undefined) => void;
  readonly selected: ReadonlySet<string>;
  /** Of the rows in sight. */
  readonly chosen: boolean | "indeterminate";
  readonly choose: (row: RowView, checked: boolean) => void;
  readonly chooseAll: (checked: boolean) => void;
}

/** Rows of the grid after search and column filters (UI-27), and which of them are chosen (UI-25). */
export function useGrid(table: TableView, edits: Edits) {
  const [filters, setFilters] = useState<Filters>({});
  const [search, setSearch] = useState("");
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was edited stays in sight until another filter is set
  const rows = useMemo(() => filterRows(table, { edits, search, filters }), [table, edits.added, search, filters]);
  // Rows can go when both systems are read again.
  const selected = useMemo(
    () => new Set(rowsOf(edits, table).flatMap(({ source }) => (marked.has(source) ? [source] : []))),
    [edits, table, marked],
  );
  const chosen = rows.filter(({ source }) => selected.has(source)).length;
  const mark = (some: readonly RowView[], checked: boolean) =>
    setMarked((before) => {
      const after = new Set(before);
      for (const { source } of some) checked ? after.add(source) : after.delete(source);
      return after;
    });
  const grid: Grid = {
    rows,
    filters,
    setFilter: (id, value) =>
      setFilters(({ [id]: _old, ...others }) => (value === undefined || value === "" ? others : { ...others, [id]: value })),
    selected,
    chosen: chosen === 0 ? false : chosen === rows.length || "indeterminate",
    choose: (row, checked) => mark([row], checked),
    chooseAll: (checked) => mark(rows, checked),
  };
  return { grid, search, setSearch };
}
