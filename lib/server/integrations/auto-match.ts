import type { LookupItem } from "@/connectors/contract";
import type { RowOrigin } from "@/db/schema/integrations";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import type { TableDefinition } from "@/lib/server/integrations/definition";
import type { AutoMatchRule, TemplateColumn } from "@/templates/contract";

/** What a column may be set to: the target's look-up, or the column's own options. */
export type ColumnChoices = Readonly<Record<string, readonly LookupItem[]>>;

export interface MatchedRow {
  readonly target: JsonObject;
  readonly origin: RowOrigin;
  /** By column: the rule that chose its value, or `default`. */
  readonly reason: JsonObject;
}

type Value = string | boolean;
type Match = { readonly value: Value; readonly rule: string };

/** Fills one row: per column the first rule that finds exactly one value, else the column's default. Pure. */
export function matchRow(definition: TableDefinition, source: LookupItem, choices: ColumnChoices): MatchedRow {
  const target: JsonObject = {};
  const reason: JsonObject = {};
  for (const column of definition.columns) {
    const offered = choices[column.key] ?? [];
    const found = matchColumn(column, source, offered);
    const value = found?.value ?? defaultOf(column, offered);
    if (value === null) continue;
    target[column.key] = value;
    reason[column.key] = found?.rule ?? "default";
  }
  return { target, reason, origin: originOf(definition, target, reason) };
}

function originOf(definition: TableDefinition, target: JsonObject, reason: JsonObject): RowOrigin {
  if (!isMapped(definition, target) || Object.keys(target).length === 0) return "none";
  return Object.values(reason).some((rule) => rule !== "default") ? "auto" : "default";
}

/** Has every column that must have one a value? Only then may a run use the row. */
export function isMapped(definition: Pick<TableDefinition, "columns">, target: JsonObject): boolean {
  return definition.columns.every((column) => !column.required || isSet(target[column.key]));
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** A column's default among what it may be set to: the value itself, the one under a code, or the first offered. */
function defaultOf(column: TemplateColumn, choices: readonly LookupItem[]): Value | null {
  const wanted = column.default;
  if (wanted === null || typeof wanted !== "object") return wanted;
  const found = "code" in wanted ? uniqueByCode(choices, wanted.code) : choices[0]?.id;
  return found ?? null;
}

function matchColumn(column: TemplateColumn, source: LookupItem, choices: readonly LookupItem[]): Match | undefined {
  for (const rule of column.autoMatch ?? []) {
    const found = matchRule(rule, source, choices);
    if (found) return found;
  }
  return undefined;
}

function matchRule(rule: AutoMatchRule, source: LookupItem, choices: readonly LookupItem[]): Match | undefined {
  if (rule === "contains") return named(rule, only(choices.filter((choice) => holds(source, choice))));
  if (typeof rule === "string") return named(rule, equalTo(rule, source, choices));
  if ("pairs" in rule) {
    const code = rule.pairs[source.id];
    return code === undefined ? undefined : named("pair", uniqueByCode(choices, code));
  }
  const extra = isJsonObject(source.extra) ? source.extra : {};
  const first = rule.flags.find(({ flag }) => extra[flag] === true);
  if (first) return { value: first.value, rule: `flag:${first.flag}` };
  const isKnown = rule.flags.some(({ flag }) => typeof extra[flag] === "boolean");
  return isKnown ? { value: rule.otherwise, rule: "flag" } : undefined;
}

function named(rule: string, value: string | undefined): Match | undefined {
  return value === undefined ? undefined : { value, rule };
}

function only(choices: readonly LookupItem[]): string | undefined {
  return choices.length === 1 ? choices[0]?.id : undefined;
}

function equalTo(rule: "rate" | "iso" | "code" | "name", source: LookupItem, choices: readonly LookupItem[]) {
  const wanted = comparable(rule, source);
  return wanted === undefined ? undefined : only(choices.filter((choice) => comparable(rule, choice) === wanted));
}

/** The choice with this code, or with this id where the look-up has no codes. */
function uniqueByCode(choices: readonly LookupItem[], code: string): string | undefined {
  return only(choices.filter((choice) => choice.match?.code === code)) ?? only(choices.filter((choice) => choice.id === code));
}

function holds(source: LookupItem, choice: LookupItem): boolean {
  const one = plainName(source);
  const other = plainName(choice);
  if (one === "" || other === "") return false;
  return ` ${one} `.includes(` ${other} `) || ` ${other} `.includes(` ${one} `);
}

/** The property as it is compared: `20.000` is `20`, `Île-de-France ` is `ile de france`. */
function comparable(rule: "rate" | "iso" | "code" | "name", item: LookupItem): string | undefined {
  if (rule === "name") return plainName(item) || undefined;
  const value = item.match?.[rule]?.trim();
  if (value === undefined || value === "") return undefined;
  return rule === "rate" ? String(Number(value.replace(",", "."))) : value.toLowerCase();
}

function plainName(item: LookupItem): string {
  const plain = (item.match?.name ?? item.label).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** What the table answers for a source value without a row: the defaults, where every required column has one. */
export function fallbackOf(definition: TableDefinition, choices: ColumnChoices): JsonObject | null {
  const target: JsonObject = {};
  for (const column of definition.columns) {
    const value = defaultOf(column, choices[column.key] ?? []);
    if (value !== null) target[column.key] = value;
  }
  return isMapped(definition, target) ? target : null;
}
