import type { RecordField } from "@/engine/mapping/visual/fields";
import { fieldId } from "@/engine/mapping/visual/preview";

export interface Row {
  readonly id: string;
  readonly field: RecordField;
  readonly depth: number;
  readonly isOpen: boolean;
}

export interface RowFilter {
  readonly closed: ReadonlySet<string>;
  /** Folded: without accents, in small letters. */
  readonly query: string;
  readonly keep?: (field: RecordField) => boolean;
}

/** Rows of one height. */
export const ROW_HEIGHT = 28;

/** The fields to show, in order. A search or a filter opens what holds a field that fits. */
export function rowsOf(fields: readonly RecordField[], filter: RowFilter, depth = 0): Row[] {
  const isSearching = filter.query !== "" || filter.keep !== undefined;
  return fields.flatMap((field) => {
    const id = fieldId(field.path);
    const inside = isSearching || !filter.closed.has(id) ? rowsOf(field.children, filter, depth + 1) : [];
    const fits = isFitting(field, filter);
    if (isSearching && !fits && inside.length === 0) return [];
    const isOpen = inside.length > 0;
    return [{ id, field, depth, isOpen }, ...inside];
  });
}

function isFitting(field: RecordField, { query, keep }: RowFilter): boolean {
  return (query === "" || foldText(field.name).includes(query)) && (keep?.(field) ?? true);
}

export function foldText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** Middle of the row of a field, in pixels from the top of the tree; that of the row it is folded into; undefined when neither shows. */
export function heightOf(
  rows: ReadonlyMap<string, number>,
  path: readonly string[],
): { y: number; isFolded: boolean } | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const index = rows.get(fieldId(path.slice(0, length)));
    if (index !== undefined) return { y: index * ROW_HEIGHT + ROW_HEIGHT / 2, isFolded: length < path.length };
  }
  return undefined;
}

export function indexRows(rows: readonly Row[]): ReadonlyMap<string, number> {
  return new Map(rows.map((row, index) => [row.id, index]));
}
