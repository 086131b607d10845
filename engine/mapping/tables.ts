import type { RunTable } from "@/engine/interpreter/ports";
import { type LookedUp, missingRow, rowFor } from "@/engine/mapping/row-conditions";
import type { Json, JsonObject } from "@/lib/core/json";

export type Tables = ReadonlyMap<string, RunTable>;

/** A table that tells what is looked up in it; only where expressions run in the calling thread. */
export interface WatchedTable extends RunTable {
  /** `isOptional`: who asks has an answer of its own for a value without a row. */
  readonly onLookUp: (code: string, isOptional: boolean) => void;
}

/**
 * Target value of a source value, by the row whose conditions it meets: the value itself for a table of one column, an object for several.
 * The table's default when there is no row; undefined when there is neither. A cell left empty in a row
 * takes the default of its column.
 */
export function findInTable(table: RunTable | WatchedTable, wanted: LookedUp, isOptional = false): Json | undefined {
  const key = rowFor(table, wanted);
  const row = Object.hasOwn(table.rows, key) ? table.rows[key] : undefined;
  if ("onLookUp" in table) table.onLookUp(row ? key : missingRow(table, wanted), isOptional);
  if (table.fallback === null) return row && findInRow(row);
  const values: Record<string, Json> = { ...table.fallback };
  for (const [column, value] of Object.entries(row ?? {})) {
    if (value !== null && value !== "") values[column] = value;
    else values[column] ??= value;
  }
  return findInRow(values);
}

function findInRow(row: JsonObject): Json | undefined {
  const columns = Object.keys(row);
  if (columns.length !== 1 || columns[0] !== "value") return columns.length === 0 ? undefined : { ...row };
  const only = row.value;
  return only === null || only === "" ? undefined : only;
}
