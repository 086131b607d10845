import type { ReadCondition } from "@/connectors/contract";
import { badData } from "@/connectors/dolibarr/failures";

/** Characters the filter grammar (parentheses) or the injection filter (the others) refuses in a value. */
const UNSENDABLE = /[()"<>;`]/g;
/** With an apostrophe in its value `like` takes the quotes around it for part of the value. */
const UNLIKELY = /[()"<>;`'\\]/g;

/** `(t.ref:=:'X')`; numbers go bare where the column is one. */
function clause(column: string, operator: string, value: string): string {
  return `(${column}:${operator}:${value})`;
}

/**
 * Rows whose `column` is one of `values`, as alternatives with `=`: the operator `in` drops from quoted text whatever
 * is no letter, digit, `_`, `-` or `.`, so that no e-mail address is ever found by it. Values a filter cannot carry
 * are searched with `_` for each such character: compare again on arrival. Comparison ignores case.
 */
export function oneOf(column: string, values: readonly string[]): string {
  const clauses = values.map((value) =>
    value.search(UNSENDABLE) >= 0
      ? clause(column, "like", `'${value.replace(UNLIKELY, "_")}'`)
      : clause(column, "=", `'${value}'`),
  );
  return or(clauses);
}

/** Rows whose numeric `column` (a row id, a foreign key) is one of `ids`. Throws on anything but digits. */
export function idIn(column: string, ids: readonly string[]): string {
  const bad = ids.find((id) => !/^-?\d+$/.test(id));
  if (bad !== undefined) throw badData(`${bad} is not the number of a Dolibarr record`);
  return ids.length === 1 ? clause(column, "=", ids[0] ?? "") : clause(column, "in", ids.join(","));
}

export function and(clauses: readonly string[]): string {
  return clauses.join(" and ");
}

export function or(clauses: readonly string[]): string {
  return clauses.length === 1 ? (clauses[0] ?? "") : `(${clauses.join(" or ")})`;
}

/** How a field is searched: SQL names differ from JSON names; `number` columns take bare values. */
export interface Column {
  readonly sql: string;
  readonly number?: boolean;
  /** What Dolibarr makes of a value on its way in; default `cleanText`. */
  readonly kept?: (value: string) => string;
}

export function condition({ field, op, values }: ReadCondition, column: Column): string {
  const [first, second] = values;
  if (op === "in") return column.number ? idIn(column.sql, values) : oneOf(column.sql, values);
  if (first === undefined) throw badData(`The condition on ${field} has no value`);
  const bound = (value: string) => boundValue(field, value, column);
  if (op === "gte") return clause(column.sql, ">=", bound(first));
  if (op === "lte") return clause(column.sql, "<=", bound(first));
  if (second === undefined) throw badData(`The condition on ${field} needs two values`);
  return and([clause(column.sql, ">=", bound(first)), clause(column.sql, "<=", bound(second))]);
}

/** A bound goes bare or in quotes; dates lose their zone, since columns hold the server's local time. */
function boundValue(field: string, value: string, column: Column): string {
  if (column.number) {
    if (!/^-?\d+(\.\d+)?$/.test(value)) throw badData(`The condition on ${field} needs a number, not ${value}`);
    return value;
  }
  if (value.search(UNSENDABLE) >= 0)
    throw badData(`The condition on ${field} holds characters Dolibarr cannot compare: ${value}`);
  const date = value.match(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/);
  return date ? `'${date[1]} ${date[2]}'` : `'${value}'`;
}
