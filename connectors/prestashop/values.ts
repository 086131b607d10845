import type { RawRecord } from "@/connectors/prestashop/body";
import type { Language } from "@/connectors/prestashop/reference";
import type { FieldKind, Resource } from "@/connectors/prestashop/resources";
import { localToIso } from "@/connectors/prestashop/time";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** What is needed to read a record's values. */
export interface Reading {
  readonly languages: readonly Language[];
  /** IANA zone of the shop's dates. */
  readonly zone: string;
}

/** A record in field-standard types: ids and decimals as strings, flags as booleans, dates as ISO 8601, `{lang: text}`. */
export function toRecord(resource: Resource, raw: RawRecord, reading: Reading): JsonObject {
  const data: JsonObject = {};
  for (const [name, value] of Object.entries(raw)) {
    if (name === "associations" || resource.hidden.has(name)) continue;
    data[name] = toValue(resource.kinds.get(name), value, reading);
  }
  data.associations = toAssociations(resource, raw.associations);
  return data;
}

/** Every known association, empty ones too: JSON leaves those out (quirk 6). */
function toAssociations(resource: Resource, raw: Json | undefined): JsonObject {
  const source = isJsonObject(raw) ? raw : {};
  const names = new Set([...Object.keys(resource.associations), ...Object.keys(source)]);
  return Object.fromEntries([...names].map((name) => [name, associationRows(source[name])]));
}

export function associationRows(rows: Json | undefined): JsonObject[] {
  if (!Array.isArray(rows)) return [];
  return rows
    .filter(isJsonObject)
    .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

function toValue(kind: FieldKind | undefined, value: Json, reading: Reading): Json {
  switch (kind) {
    case "flag":
      return isFlagSet(value);
    case "date":
      return typeof value === "string" ? localToIso(value, reading.zone) : null;
    case "day":
      return typeof value === "string" && /^\d{4}-(?!00)\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null;
    case "translated":
      return toTranslated(value, reading.languages);
    case "decimal":
      return value === "" || value === false ? null : plain(value);
    default:
      return Array.isArray(value) && isTranslation(value) ? toTranslated(value, reading.languages) : plain(value);
  }
}

/** Strings and numbers alike (quirk 3); `false` stands for an empty text. */
function plain(value: Json): Json {
  if (value === false) return "";
  if (typeof value === "number") return decimalText(value);
  return value;
}

/** A JSON number without exponent. */
export function decimalText(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : text;
}

export function isFlagSet(value: Json | undefined): boolean {
  return value === true || value === 1 || value === "1";
}

function isTranslation(value: readonly Json[]): boolean {
  return value.length > 0 && value.every((entry) => isJsonObject(entry) && "id" in entry && "value" in entry);
}

/** `{fr: …, en: …}`; a shop with one language writes a bare text (quirk 5). */
function toTranslated(value: Json | undefined, languages: readonly Language[]): JsonObject {
  if (Array.isArray(value)) {
    const byId = new Map(value.filter(isJsonObject).map((entry) => [String(entry.id), text(entry.value)]));
    return Object.fromEntries(languages.flatMap(({ id, iso }) => (byId.has(id) ? [[iso, byId.get(id) ?? ""]] : [])));
  }
  const active = languages.filter((language) => language.active);
  return Object.fromEntries((active.length > 0 ? active : languages).map(({ iso }) => [iso, text(value)]));
}

function text(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** A text in one language: the asked one, else the first that is not empty. */
export function inLanguage(value: Json | undefined, language: string): string {
  if (!isJsonObject(value)) return text(value);
  const own = text(value[language]);
  return own !== ""
    ? own
    : (Object.values(value)
        .map(text)
        .find((entry) => entry !== "") ?? "");
}

/** What a person calls a record: its first label field that is not empty, else its id. */
export function labelOf(resource: Resource, data: JsonObject, language: string): string {
  for (const name of resource.label) {
    const label = inLanguage(data[name], language);
    if (label !== "") return label;
  }
  return text(data.id);
}
