import { referencesOf } from "@/engine/mapping/references";
import { ruleAt } from "@/engine/mapping/visual/edit";
import { fieldAt, type RecordField } from "@/engine/mapping/visual/fields";
import type { Constant, Member, Rule, VisualMapping } from "@/engine/mapping/visual/model";
import { printRule } from "@/engine/mapping/visual/print";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** What is wrong with a field of a mapping; `params` fill the words of the code. */
export interface FieldProblem {
  readonly target: readonly string[];
  readonly code:
    | "required"
    | "readOnly"
    | "unknownField"
    | "type"
    | "value"
    | "length"
    | "empty"
    | "unknownTable"
    | "unknownLink";
  readonly severity: "error" | "warning";
  readonly params?: Readonly<Record<string, string>>;
}

export interface MappingToCheck {
  readonly mapping: VisualMapping;
  readonly target: readonly RecordField[];
  /** Is the record written whole, or may required fields be left as they are? */
  readonly isCreated: boolean;
  readonly tables: readonly string[];
  /** Aliases that steps before this one put into `$links`; absent = not checked. */
  readonly links?: readonly string[];
}

/** What the rules and the target's schema alone tell: nothing is evaluated. */
export function checkMapping({ mapping, isCreated, ...known }: MappingToCheck): FieldProblem[] {
  const required = isCreated ? missingOf(mapping, known.target) : [];
  return [...required, ...checkMembers(mapping.members, [], known)];
}

/** A required field of a list counts where the list is drawn; one inside an object that is left out does not. */
function missingOf(mapping: VisualMapping, fields: readonly RecordField[]): FieldProblem[] {
  return fields.flatMap((field): FieldProblem[] => {
    const rule = ruleAt(mapping, field.path);
    if (!rule) return field.required && !field.readOnly ? [{ target: field.path, code: "required", severity: "error" }] : [];
    return rule.kind === "object" || rule.kind === "each" ? missingOf(mapping, field.children) : [];
  });
}

type Known = Pick<MappingToCheck, "target" | "tables" | "links">;

function checkMembers(members: readonly Member[], above: readonly string[], known: Known): FieldProblem[] {
  return members.flatMap(({ name, rule }) => checkField([...above, name], rule, known));
}

function checkField(path: readonly string[], rule: Rule, known: Known): FieldProblem[] {
  const field = fieldAt(known.target, path);
  const tables = tablesOf(rule).filter((table) => !known.tables.includes(table));
  const unknown = [
    ...tables.map((name): FieldProblem => ({ target: path, code: "unknownTable", severity: "error", params: { name } })),
    ...linksMissing(rule, known).map(
      (name): FieldProblem => ({ target: path, code: "unknownLink", severity: "warning", params: { name } }),
    ),
  ];
  const inner = rule.kind === "object" || rule.kind === "each" ? checkMembers(rule.members, path, known) : [];
  if (known.target.length === 0) return [...unknown, ...inner];
  if (!field)
    return isUnder(known.target, path)
      ? [...unknown, ...inner]
      : [...unknown, { target: path, code: "unknownField", severity: "warning" }];
  if (field.readOnly) return [...unknown, { target: path, code: "readOnly", severity: "warning" }];
  const constant = rule.kind === "constant" ? checkValue(field, rule.value) : [];
  return [...unknown, ...constant, ...inner];
}

/** Inside a field whose own fields the schema does not name, anything goes: free fields, texts by language. */
function isUnder(fields: readonly RecordField[], path: readonly string[]): boolean {
  const parent = path.length > 1 ? fieldAt(fields, path.slice(0, -1)) : undefined;
  if (path.length > 1 && !parent) return isUnder(fields, path.slice(0, -1));
  return parent !== undefined && parent.children.length === 0;
}

/** Fields within an object or a list are asked by themselves. */
function linksMissing(rule: Rule, { links }: Known): string[] {
  if (!links || rule.kind === "object" || rule.kind === "constant") return [];
  const text = rule.kind === "each" ? printRule({ ...rule, members: [] }) : printRule(rule);
  return text.includes("$links") ? referencesOf(text).links.filter((alias) => !links.includes(alias)) : [];
}

function tablesOf(rule: Rule): string[] {
  if (rule.kind === "table") return [rule.table];
  if (rule.kind === "default") return [...tablesOf(rule.value), ...tablesOf(rule.fallback)];
  if (rule.kind !== "conditional") return [];
  return [...rule.cases.map(({ gives }) => gives), ...(rule.otherwise ? [rule.otherwise] : [])].flatMap(tablesOf);
}

/** Does a value, a constant or what a sample gave, fit a field of the target? */
export function checkValue(field: RecordField, value: Json | undefined): FieldProblem[] {
  const place = { target: field.path, severity: "error" } as const;
  if (value === undefined || value === null || value === "")
    return field.required ? [{ ...place, code: "empty", severity: "warning" }] : [];
  const found = typeName(value);
  if (!accepts(field, value)) return [{ ...place, code: "type", params: { expected: field.type, found } }];
  if (field.values.length > 0 && !field.values.includes(String(value)))
    return [{ ...place, code: "value", params: { value: String(value), allowed: field.values.join(", ") } }];
  if (field.maxLength !== undefined && typeof value === "string" && value.length > field.maxLength)
    return [{ ...place, code: "length", params: { length: String(value.length), most: String(field.maxLength) } }];
  return [];
}

/** A whole record held against its target: each field and each entry of its lists, the first problem of each field. */
export function checkRecord(fields: readonly RecordField[], record: JsonObject, isCreated: boolean): FieldProblem[] {
  return fields.flatMap((field): FieldProblem[] => {
    const value = record[field.name];
    const isEmpty = value === undefined || value === null || value === "";
    if (isEmpty) {
      const isMissing = field.required && !field.readOnly && isCreated;
      return isMissing ? [{ target: field.path, code: "required", severity: "warning" }] : [];
    }
    const [own] = checkValue(field, value);
    if (own) return [own];
    if (isJsonObject(value)) return checkRecord(field.children, value, isCreated);
    if (!Array.isArray(value)) return [];
    const inside = value.flatMap((entry) => (isJsonObject(entry) ? checkRecord(field.children, entry, isCreated) : []));
    return inside.filter(
      (problem, index) => inside.findIndex((other) => other.target.join(".") === problem.target.join(".")) === index,
    );
  });
}

function typeName(value: Json): string {
  if (Array.isArray(value)) return "list";
  return isJsonObject(value) ? "object" : typeof value === "string" ? "text" : typeof value;
}

/** As the connectors take them: an amount and a whole number may come as a text of digits, a text as a number. */
function accepts({ type }: RecordField, value: Json): boolean {
  const isPlain = typeof value === "string" || typeof value === "number";
  switch (type) {
    case "any":
      return true;
    case "text":
      return isPlain;
    case "date":
      return typeof value === "string" && !Number.isNaN(Date.parse(value));
    case "boolean":
      return typeof value === "boolean" || value === 0 || value === 1 || value === "0" || value === "1";
    case "list":
      return Array.isArray(value);
    case "object":
    case "texts":
      return isJsonObject(value);
    default:
      return isPlain && isNumeric(value, type === "integer");
  }
}

function isNumeric(value: Constant, isWhole: boolean): boolean {
  const text = String(value).trim();
  return isWhole ? /^-?\d+$/.test(text) : /^-?\d+(\.\d+)?$/.test(text);
}
