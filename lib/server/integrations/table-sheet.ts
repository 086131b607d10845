import { z } from "zod";
import type { LookupItem } from "@/connectors/contract";
import { readRowKey } from "@/engine/mapping/row-conditions";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import type { TableLookups } from "@/lib/server/integrations/lookups";
import { changeTable, type MapTable, readChoices, readTable } from "@/lib/server/integrations/tables";
import { readSheet, type Sheet, type SheetFormat, writeSheet } from "@/lib/server/sheets/sheet";
import type { TemplateColumn } from "@/templates/contract";

export const TableFileSchema = z.strictObject({
  /** Bytes of a CSV or XLSX file. */
  file: z.base64().max(8_000_000),
  /** Refuse with `request.conflict` when somebody changed the table since. */
  revision: z.int().optional(),
});

/** Source of the line that holds the table's default. */
const DEFAULT_SOURCE = "*";
const LABEL_SUFFIX = "_label";

/** A table as a file of a spreadsheet: one line per source value, each column by its id and its label. */
export async function exportTable(
  app: App,
  access: Access,
  tableId: string,
  { format, locale }: { format: SheetFormat; locale: Locale },
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const [table, lookups] = await Promise.all([readTable(app, access, tableId), readChoices(app, access, tableId)]);
  const title = table.definition.title[locale];
  return { name: title, bytes: writeSheet(format, toSheet(table, lookups, locale), title) };
}

function toSheet({ definition, rows, row }: MapTable, { choices }: TableLookups, locale: Locale): Sheet {
  const { columns } = definition;
  const head = ["source", "label", ...columns.flatMap(({ key }) => [key, `${key}${LABEL_SUFFIX}`])];
  const cells = (target: JsonObject) =>
    columns.flatMap((column) => {
      const value = target[column.key];
      const text = value === undefined || value === null ? "" : String(value);
      return [text, labelOf(column, choices[column.key] ?? [], text, locale)];
    });
  const fallback = [DEFAULT_SOURCE, locale === "fr" ? "(par défaut)" : "(default)", ...cells(row.fallback ?? {})];
  return [head, fallback, ...rows.map(({ sourceId, sourceLabel, target }) => [sourceId, sourceLabel, ...cells(target)])];
}

function labelOf({ control }: TemplateColumn, offered: readonly LookupItem[], value: string, locale: Locale): string {
  if (control.type === "select") return control.options.find((option) => option.value === value)?.label[locale] ?? "";
  return offered.find(({ id }) => id === value)?.label ?? "";
}

/**
 * Sets the rows of a file, and the default, all or nothing: lines that say what the table says already change nothing.
 * Throws `request.invalid` with the line and column of each value that is not offered.
 */
export async function importTable(
  app: App,
  access: Access,
  tableId: string,
  input: { bytes: Uint8Array; revision?: number; locale: Locale },
): Promise<{ changed: number; table: MapTable }> {
  requirePermission(access, "table.write");
  const [table, lookups] = await Promise.all([readTable(app, access, tableId), readChoices(app, access, tableId)]);
  const lines = readLines(readSheet(input.bytes), { table, lookups, locale: input.locale });
  const { row } = table;
  const known = new Map(table.rows.map((each) => [each.sourceId, each.target]));
  const rows = lines
    .filter(({ source, target }) => source !== DEFAULT_SOURCE && !isSame(known.get(source), target))
    .map(({ source, target }) => ({ source, target }));
  const fallback = lines.find(({ source }) => source === DEFAULT_SOURCE)?.target;
  const hasNewDefault = fallback !== undefined && !isSame(row.fallback ?? {}, fallback);
  const changed = rows.length + (hasNewDefault ? 1 : 0);
  if (changed === 0) return { changed, table };
  const change = { rows, revision: input.revision ?? row.revision };
  const emptied = hasNewDefault && Object.keys(fallback).length === 0;
  return {
    changed,
    table: await changeTable(app, access, tableId, {
      ...change,
      ...(hasNewDefault ? { default: emptied ? null : fallback } : {}),
    }),
  };
}

interface Line {
  readonly source: string;
  readonly target: JsonObject;
}

type Issue = { path: string; message: string };
type Known = { readonly table: MapTable; readonly lookups: TableLookups; readonly locale: Locale };

const WORDS = {
  en: {
    line: "line",
    noSource: "the first line names the columns; `source` is missing",
    unknown: (value: string) => `there is no ${value} in this table`,
    notOffered: (value: string) => `${value} is not offered`,
    twice: (value: string) => `${value} stands twice`,
  },
  fr: {
    line: "ligne",
    noSource: "la première ligne nomme les colonnes ; `source` manque",
    unknown: (value: string) => `il n’y a pas de ${value} dans cette table`,
    notOffered: (value: string) => `${value} n’est pas proposé`,
    twice: (value: string) => `${value} figure deux fois`,
  },
} as const;

function readLines([head = [], ...body]: Sheet, known: Known): Line[] {
  const words = WORDS[known.locale];
  const { definition, rows } = known.table;
  const place = (name: string) => head.indexOf(name);
  if (place("source") < 0) throw refused([{ path: `${words.line} 1`, message: words.noSource }]);
  const sources = new Set(rows.map(({ sourceId }) => sourceId));
  const seen = new Set<string>();
  const issues: Issue[] = [];
  const lines = body.map((cells, index): Line => {
    const at = `${words.line} ${index + 2}`;
    const source = cells[place("source")] ?? "";
    if (source !== DEFAULT_SOURCE && !sources.has(readRowKey(source).source))
      issues.push({ path: `${at} › source`, message: words.unknown(source) });
    if (seen.has(source)) issues.push({ path: `${at} › source`, message: words.twice(source) });
    seen.add(source);
    const target: JsonObject = {};
    for (const column of definition.columns) {
      const value = cells[place(column.key)] ?? "";
      const label = cells[place(`${column.key}${LABEL_SUFFIX}`)] ?? "";
      const found = cellValue(column, { value, label, known });
      if (found === undefined) issues.push({ path: `${at} › ${column.key}`, message: words.notOffered(value || label) });
      else if (found !== null) target[column.key] = found;
    }
    return { source, target };
  });
  if (issues.length > 0) throw refused(issues);
  return lines;
}

/** null = left empty; undefined = a value that is not offered. A label alone stands for its value. */
function cellValue(column: TemplateColumn, cell: { value: string; label: string; known: Known }): Json | undefined {
  const { control } = column;
  const { value, label, known } = cell;
  if (control.type === "switch") {
    const words: Record<string, boolean | null> = {
      true: true,
      false: false,
      "1": true,
      "0": false,
      oui: true,
      non: false,
      yes: true,
      no: false,
    };
    return value === "" ? null : words[value.toLowerCase()];
  }
  if (control.type === "text" || (value === "" && label === "")) return value === "" ? null : value;
  const offered = known.lookups.choices[column.key] ?? [];
  const isUnread = control.type === "lookup" && known.lookups.errors.some(({ lookup }) => lookup === control.lookup);
  if (value !== "") return isUnread || offered.some(({ id }) => id === value) ? value : undefined;
  const byLabel = offered.filter((item) => labelOf(column, offered, item.id, known.locale) === label);
  return byLabel.length === 1 ? byLabel[0]?.id : undefined;
}

function isSame(one: JsonObject | undefined, other: JsonObject): boolean {
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other)]);
  return isJsonObject(one) && [...names].every((name) => (one[name] ?? null) === (other[name] ?? null));
}

const MOST_ISSUES = 50;

function refused(issues: readonly Issue[]): AppError {
  const told = issues.slice(0, MOST_ISSUES);
  const text = told.map(({ path, message }) => `${path}: ${message}`).join("; ");
  const details = { issues: told, count: issues.length };
  return new AppError({ code: "request.invalid", category: "config", message: `The file cannot be used: ${text}`, details });
}
