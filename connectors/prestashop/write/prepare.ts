import type { RawRecord } from "@/connectors/prestashop/body";
import { toShopTime } from "@/connectors/prestashop/filters";
import type { Language } from "@/connectors/prestashop/reference";
import type { FieldKind, Resource } from "@/connectors/prestashop/resources";
import { decimalText } from "@/connectors/prestashop/values";
import type { Entity, FieldValue } from "@/connectors/prestashop/write/xml";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

export interface Preparing {
  readonly resource: Resource;
  readonly languages: readonly Language[];
  /** ISO code: where a text without language goes. */
  readonly mainLanguage: string;
  readonly zone: string;
}

const NO_TIME = "0000-00-00 00:00:00";
const NO_DAY = "0000-00-00";

/**
 * A record → what is sent for it. `existing`: the row as it is in the shop, for an update; its texts fill the languages
 * the record does not name, since any language left out is wiped (quirk 21). Throws `connector.rejected` on a field
 * the resource does not have, which PrestaShop would ignore without a word.
 */
export function toEntity(how: Preparing, data: JsonObject, target: { id: string; existing?: RawRecord } | undefined): Entity {
  const fields = new Map<string, FieldValue>();
  const associations = new Map<string, ReadonlyMap<string, string>[]>();
  for (const [name, value] of Object.entries(data)) {
    if (name === "associations" && isJsonObject(value)) {
      for (const [key, rows] of Object.entries(value)) associations.set(key, toRows(rows));
    } else if (name in how.resource.associations && Array.isArray(value)) {
      associations.set(name, toRows(value));
    } else if (name === "quantity" && how.resource.readOnly.has(name)) {
      throw quantityElsewhere(how.resource);
    } else if (!how.resource.readOnly.has(name)) {
      fields.set(name, toField(how, name, value, target));
    }
  }
  return { id: target?.id, fields, associations };
}

function toField(how: Preparing, name: string, value: Json, target: { existing?: RawRecord } | undefined): FieldValue {
  const kind = how.resource.kinds.get(name);
  if (kind === undefined) throw unknownField(how.resource, name);
  const made = how.resource.fitting[name] ?? ((text: string) => text);
  if (kind !== "translated") return made(toText(kind, value, how.zone));
  const texts = toTranslation(how, value, target ? { old: target.existing?.[name] } : undefined);
  return new Map([...texts].map(([language, text]) => [language, made(text)]));
}

function unknownField(resource: Resource, name: string): AppError {
  return new AppError({
    code: "connector.rejected",
    category: "config",
    message: `PrestaShop's ${resource.name} have no field ${name}`,
    details: { stream: resource.name, field: name },
    advice: {
      en: `“${name}” is no field of the stream. PrestaShop would ignore it silently; remove it from the mapping.`,
      fr: `«\u202f${name}\u202f» n’est pas un champ du flux. PrestaShop l’ignorerait sans le dire\u202f; retirez-le de la correspondance.`,
    },
  });
}

function quantityElsewhere(resource: Resource): AppError {
  return new AppError({
    code: "connector.rejected",
    category: "config",
    message: `PrestaShop keeps no quantity in ${resource.name}: it belongs to stock_availables`,
    details: { stream: resource.name, field: "quantity" },
    advice: {
      en: "Quantities are written to the stream Stock, by product and combination.",
      fr: "Les quantités s’écrivent dans le flux Stocks, par produit et déclinaison.",
    },
  });
}

function toText(kind: FieldKind, value: Json, zone: string): string {
  if (kind === "flag") return value === true || value === 1 || value === "1" || value === "true" ? "1" : "0";
  if (kind === "date") return value === null || value === "" ? NO_TIME : toShopTime(String(value), zone, "00:00:00");
  if (kind === "day") return value === null || value === "" ? NO_DAY : String(value).slice(0, 10);
  if (value === null) return "";
  return typeof value === "number" ? decimalText(value) : String(value);
}

/**
 * Every language of the shop. A bare text means all of them on create, the main one on update; a language not named
 * keeps its old text, or takes the main one's.
 */
function toTranslation(how: Preparing, value: Json, update: { old?: Json } | undefined): ReadonlyMap<string, string> {
  const named = isJsonObject(value)
    ? byIso(value)
    : update
      ? new Map([[how.mainLanguage, String(value ?? "")]])
      : new Map<string, string>();
  const fallback = isJsonObject(value) ? (named.get(how.mainLanguage) ?? [...named.values()][0] ?? "") : String(value ?? "");
  const old = update ? oldTexts(update.old) : undefined;
  return new Map(how.languages.map(({ id, iso }) => [id, named.get(iso) ?? old?.(id) ?? fallback]));
}

function byIso(value: JsonObject): Map<string, string> {
  return new Map(Object.entries(value).map(([iso, text]) => [iso.toLowerCase(), String(text ?? "")]));
}

/** By language id; a shop with one language writes a bare text. */
function oldTexts(old: Json | undefined): (id: string) => string | undefined {
  if (Array.isArray(old)) {
    const texts = new Map(old.filter(isJsonObject).map((entry) => [String(entry.id), String(entry.value ?? "")]));
    return (id) => texts.get(id);
  }
  return () => (typeof old === "string" ? old : undefined);
}

/** Does an update need the row's texts in the languages it does not name? */
export function needsOldTexts(how: Preparing, data: JsonObject): boolean {
  return Object.entries(data).some(([name, value]) => {
    if (how.resource.kinds.get(name) !== "translated") return false;
    return !isJsonObject(value) || how.languages.some(({ iso }) => !byIso(value).has(iso));
  });
}

/** Entries as objects, or bare ids. */
function toRows(rows: Json): ReadonlyMap<string, string>[] {
  if (!Array.isArray(rows)) return [];
  return rows.map(
    (row) =>
      new Map(isJsonObject(row) ? Object.entries(row).map(([key, value]) => [key, String(value ?? "")]) : [["id", String(row)]]),
  );
}
