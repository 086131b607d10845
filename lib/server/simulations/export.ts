import type { SimulationRecordRow } from "@/db/queries/simulations";
import { isJsonObject, type Json } from "@/lib/core/json";
import { comparisonOf, detailOf } from "@/lib/server/simulations/records";

const HEAD = [
  ...["key", "label", "name", "amount", "currency", "outcome", "why"],
  ...["target", "alias", "reference", "would", "field", "before", "after"],
];

/** One line for each field that would change; a record without any has a line of its own. UTF-8 with a byte order mark, commas. */
export function toCsv(rows: readonly SimulationRecordRow[]): string {
  const lines = rows.flatMap(linesOf);
  return `\uFEFF${[HEAD, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

export function toExport(rows: readonly SimulationRecordRow[]) {
  return rows.map((row) => {
    const { seq, key, label, name, outcome, amount, differs } = row;
    const comparison = comparisonOf(row);
    return { seq, key, label, name, outcome, amount, ...detailOf(row), ...(comparison ? { differs, comparison } : {}) };
  });
}

function linesOf(row: SimulationRecordRow): string[][] {
  const { key, label, name, outcome } = row;
  const { value = "", currency = "" } = row.amount ?? {};
  const { writes, error, reason } = detailOf(row);
  const about = [
    key,
    label,
    name,
    textOf(value),
    textOf(currency),
    outcome,
    error?.message ?? textOf(reason?.text ?? reason?.code),
  ];
  const compared = comparisonOf(row)?.writes.map((write) => ({ ...write, ref: "", outcome: write.kind })) ?? writes;
  const lines = compared.flatMap(({ stream, alias, ref, outcome: would, changes }) => {
    const target = [stream, alias, ref, would];
    if (changes.length === 0) return [[...about, ...target, "", "", ""]];
    return changes.map(({ path, before, after }) => [...about, ...target, path, textOf(before), textOf(after)]);
  });
  return lines.length > 0 ? lines : [[...about, "", "", "", "", "", "", ""]];
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}

const NUMBER = /^-?\d+([.,]\d+)?$/;

/** A spreadsheet must not take a text of a shop for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
