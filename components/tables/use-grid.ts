"use client";

import {
  type ColumnDef,
  type ColumnFiltersState,
  getCoreRowModel,
  getFilteredRowModel,
  type RowSelectionState,
  useReactTable,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import { labelOf } from "@/components/tables/cell-control";
import { type Edits, rowsOf, statusOf, targetOf } from "@/components/tables/edits";
import type { ColumnView, RowView, TableView } from "@/components/tables/types";

/** Value of a filter that keeps everything. */
export const EVERY = "all";

/** Rows of the grid after search and column filters (UI-27), and which of them are chosen. */
export function useGrid(table: TableView, edits: Edits) {
  const [filters, setFilters] = useState<ColumnFiltersState>([]);
  const [search, setSearch] = useState("");
  const [selection, setSelection] = useState<RowSelectionState>({});
  const columns = useMemo(() => columnsOf(table, edits), [table, edits]);
  const data = useMemo(() => [...rowsOf(edits, table)], [edits, table]);
  const grid = useReactTable({
    data,
    columns,
    getRowId: (row) => row.source,
    state: { columnFilters: filters, globalFilter: search, rowSelection: selection },
    onColumnFiltersChange: setFilters,
    onGlobalFilterChange: setSearch,
    onRowSelectionChange: setSelection,
    globalFilterFn: (row, column, wanted) => contains(row.getValue(column), wanted),
    getCoreRowModel: getCoreRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
  });
  return { grid, search, setSearch, selected: new Set(Object.keys(selection).filter((source) => selection[source])) };
}

function columnsOf(table: TableView, edits: Edits): ColumnDef<RowView>[] {
  return [
    { id: "source", accessorFn: (row) => `${row.label} ${row.source}`, filterFn: textFilter },
    ...table.columns.map(
      (column): ColumnDef<RowView> => ({
        id: column.key,
        accessorFn: (row) => filterText(column, row, edits),
        filterFn: column.control.type === "switch" ? choiceFilter : textFilter,
      }),
    ),
    { id: "status", accessorFn: (row) => statusOf(row, { edits, table }), filterFn: choiceFilter, enableGlobalFilter: false },
  ];
}

function filterText(column: ColumnView, row: RowView, edits: Edits): string {
  const value = targetOf(edits, row)[column.key];
  return typeof value === "boolean" ? String(value) : (labelOf(column, value) ?? "");
}

const textFilter: ColumnDef<RowView>["filterFn"] = (row, column, wanted) => contains(row.getValue(column), wanted);
const choiceFilter: ColumnDef<RowView>["filterFn"] = (row, column, wanted) => wanted === EVERY || row.getValue(column) === wanted;

/** Accents and case do not matter to who searches. */
function contains(value: unknown, wanted: unknown): boolean {
  return plain(String(value ?? "")).includes(plain(String(wanted ?? "")));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
