import { type Argument, badArgument, textArgument } from "@/engine/mapping/functions/define-function";
import { readLookedUp } from "@/engine/mapping/row-conditions";
import { findInTable, type Tables } from "@/engine/mapping/tables";
import { AppError } from "@/lib/core/errors";

const EXPECTED = { en: "a value, or an object with a `value`", fr: "une valeur, ou un objet avec une `value`" };

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
  const wanted = readLookedUp(code);
  if (!wanted) throw badArgument("map", EXPECTED, code);
  const found = findInTable(table, wanted, fallback.length > 0);
  const text = wanted.code;
  if (found !== undefined || fallback.length > 0) return found ?? fallback[0];
  throw new AppError({
    code: "mapping.table_unmapped",
    category: "data",
    message: `${text || "an empty value"} has no row in the table ${key}, which has no default`,
    details: { table: key, code: text },
  });
}
