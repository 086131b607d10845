import { labelOf } from "@/components/tables/cell-control";
import { type Edits, rowsOf, statusOf, targetOf } from "@/components/tables/edits";
import type { ColumnView, RowView, TableView } from "@/components/tables/types";

/** By column id: what its filter holds. The value's own column is `source`, the reason's `status`. */
export type Filters = Readonly<Record<string, string>>;

/** Rows that hold the searched text in any of their columns, and what each filter wants in its own (UI-27); and the new. */
export function filterRows(
  table: TableView,
  { edits, search, filters }: { edits: Edits; search: string; filters: Filters },
): readonly RowView[] {
  const wanted = Object.entries(filters);
  return rowsOf(edits, table).filter((row) => {
    if (edits.added.includes(row)) return true;
    const found = search === "" || textsOf(table, row, edits).some((text) => contains(text, search));
    return found && wanted.every(([id, value]) => meets(table, { row, edits, id, value }));
  });
}

type Wanted = { row: RowView; edits: Edits; id: string; value: string };

function meets(table: TableView, { row, edits, id, value }: Wanted): boolean {
  if (id === "status") return statusOf(row, { edits, table }) === value;
  if (id === "source") return contains(sourceText(row), value);
  const column = table.columns.find(({ key }) => key === id);
  if (!column) return true;
  const text = columnText(column, row, edits);
  return column.control.type === "switch" ? text === value : contains(text, value);
}

function textsOf(table: TableView, row: RowView, edits: Edits): string[] {
  return [sourceText(row), ...table.columns.map((column) => columnText(column, row, edits))];
}

function sourceText({ label, source }: RowView): string {
  return `${label} ${source}`;
}

function columnText(column: ColumnView, row: RowView, edits: Edits): string {
  const value = targetOf(edits, row)[column.key];
  return typeof value === "boolean" ? String(value) : (labelOf(column, value) ?? "");
}

/** Accents and case do not matter to who searches. */
function contains(text: string, wanted: string): boolean {
  return plain(text).includes(plain(wanted));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
