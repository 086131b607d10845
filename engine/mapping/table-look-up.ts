import { type Argument, textArgument } from "@/engine/mapping/functions/define-function";
import { findInTable, type Tables } from "@/engine/mapping/tables";
import { AppError } from "@/lib/core/errors";

/** `$map('table', code[, fallback])`: throws for a table or a code that is not there. */
export function lookUpTable(tables: Tables, [name, code, ...fallback]: readonly Argument[]): Argument {
  const key = textArgument("map", name);
  const table = tables.get(key);
  if (table === undefined) {
    throw new AppError({
      code: "mapping.table_unknown",
      category: "config",
      message: `there is no table ${key}`,
      details: { table: key },
    });
  }
  const text = code === undefined || code === null ? "" : textArgument("map", code);
  const found = findInTable(table, text, fallback.length > 0);
  if (found !== undefined || fallback.length > 0) return found ?? fallback[0];
  throw new AppError({
    code: "mapping.table_unmapped",
    category: "data",
    message: `${text || "an empty value"} has no row in the table ${key}, which has no default`,
    details: { table: key, code: text },
  });
}
