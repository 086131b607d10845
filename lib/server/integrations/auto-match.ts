import type { LookupItem } from "@/connectors/contract";
import type { RowOrigin } from "@/db/schema/integrations";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import type { TableDefinition } from "@/lib/server/integrations/definition";
import type { TemplateColumn } from "@/templates/contract";

type MatchRule = NonNullable<TemplateColumn["autoMatch"]>[number];

/** What a column may be set to: the target's look-up, or the column's own options. */
export type ColumnChoices = Readonly<Record<string, readonly LookupItem[]>>;

export interface MatchedRow {
  readonly target: JsonObject;
  readonly origin: RowOrigin;
  /** By column: the rule that chose its value, or `default`. */
  readonly reason: JsonObject;
}

/** Fills one row: per column the first rule that finds exactly one value, else the column's default. Pure. */
export function matchRow(definition: TableDefinition, source: LookupItem, choices: ColumnChoices): MatchedRow {
  const target: JsonObject = {};
  const reason: JsonObject = {};
  for (const column of definition.columns) {
    const found = matchColumn(column, source, choices[column.key] ?? []);
    const value = found?.value ?? column.default;
    if (value === null) continue;
    target[column.key] = value;
    reason[column.key] = found?.rule ?? "default";
  }
  return { target, reason, origin: originOf(definition, target, reason) };
}

function originOf(definition: TableDefinition, target: JsonObject, reason: JsonObject): RowOrigin {
  if (!isMapped(definition, target)) return "none";
  return Object.values(reason).some((rule) => rule !== "default") ? "auto" : "default";
}

/** Has every column that must have one a value? Only then may a run use the row. */
export function isMapped(definition: Pick<TableDefinition, "columns">, target: JsonObject): boolean {
  return definition.columns.every((column) => !column.required || isSet(target[column.key]));
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

function matchColumn(
  column: TemplateColumn,
  source: LookupItem,
  choices: readonly LookupItem[],
): { value: string | boolean; rule: string } | undefined {
  for (const rule of column.autoMatch ?? []) {
    const value = matchRule(rule, source, choices);
    if (value !== undefined) return { value: column.control.type === "switch" ? value === "true" : value, rule: ruleName(rule) };
  }
  return undefined;
}

const ruleName = (rule: MatchRule): string => (typeof rule === "string" ? rule : `flag:${rule.flag}`);

function matchRule(rule: MatchRule, source: LookupItem, choices: readonly LookupItem[]): string | undefined {
  if (typeof rule !== "string") {
    const flag = isJsonObject(source.extra) ? source.extra[rule.flag] : undefined;
    return typeof flag === "boolean" ? (flag ? rule.whenTrue : rule.whenFalse) : undefined;
  }
  const wanted = comparable(rule, source);
  if (wanted === undefined) return undefined;
  const found = choices.filter((choice) => comparable(rule, choice) === wanted);
  return found.length === 1 ? found[0]?.id : undefined;
}

/** The property as it is compared: `20.000` is `20`, `Île-de-France ` is `ile de france`. */
function comparable(rule: "rate" | "iso" | "code" | "name", item: LookupItem): string | undefined {
  const value = rule === "name" ? (item.match?.name ?? item.label) : item.match?.[rule];
  if (value === undefined || value.trim() === "") return undefined;
  if (rule === "rate") return String(Number(value.replace(",", ".")));
  if (rule !== "name") return value.trim().toLowerCase();
  const plain = value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** What the table answers for a source value without a row: the defaults, where every required column has one. */
export function fallbackOf(definition: TableDefinition): JsonObject | null {
  const entries = definition.columns.flatMap((column) => (column.default === null ? [] : [[column.key, column.default]]));
  const target: JsonObject = Object.fromEntries(entries);
  return isMapped(definition, target) ? target : null;
}
