import type { ReadCondition } from "@/connectors/contract";
import type { RawRecord } from "@/connectors/prestashop/body";
import type { FieldKind, Resource } from "@/connectors/prestashop/resources";
import { localToInstant, toLocal } from "@/connectors/prestashop/time";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";

/** Characters of an encoded filter value: the request line must stay below the 8 kB that web servers take. */
const MAX_VALUE_LENGTH = 5_500;
const FAR_PAST = "0001-01-01 00:00:00";
export const FAR_FUTURE = "9999-12-31 23:59:59";
const HUGE = "999999999999";

/** One request's filter on a field; `keep` drops what a filter wider than asked brings in. */
export interface FilterPart {
  readonly filter: string;
  readonly keep?: (record: RawRecord) => boolean;
}

/** Ids as few requests as their length allows: `[1|2|3]`. */
export function idParts(ids: readonly string[], most = Number.POSITIVE_INFINITY): FilterPart[] {
  return chunk(ids, most).map((part) => ({ filter: `[${part.join("|")}]` }));
}

/**
 * Alternatives for one field. A value with `[` or `]` is never sent as such, since PrestaShop then drops the filter
 * and answers everything (quirk 16): its longest harmless piece is searched and the rest is compared here.
 */
export function valueParts(field: string, values: readonly string[]): FilterPart[] {
  const bracketed = values.filter((value) => /[[\]]/.test(value));
  const piped = values.filter((value) => !/[[\]]/.test(value) && value.includes("|"));
  const plain = values.filter((value) => !/[[\]|]/.test(value));
  return [
    ...chunk(plain, Number.POSITIVE_INFINITY).map(listPart),
    ...piped.map((value) => ({ filter: value })),
    ...bracketed.map((value) => ({ filter: `%[${longestPiece(value)}]%`, keep: equalsIn(field, value) })),
  ];
}

/** One value goes without brackets: with them, `[1,5]` is a range (quirk 16). An empty value cannot come first. */
function listPart(values: readonly string[]): FilterPart {
  const sorted = [...values].sort((a, b) => (a === "" ? 1 : b === "" ? -1 : 0));
  const [first = "", ...others] = sorted;
  return { filter: others.length === 0 && first !== "" ? first : `[${sorted.join("|")}]` };
}

function longestPiece(value: string): string {
  const pieces = value.split(/[[\]|]/).sort((a, b) => b.length - a.length);
  return (pieces[0] ?? "").replace(/[\\%_]/g, "\\$&");
}

function equalsIn(field: string, wanted: string): (record: RawRecord) => boolean {
  return (record) => textsOf(record[field]).some((text) => sameText(text, wanted));
}

/** The texts of a field, all languages of a translated one. */
export function textsOf(value: Json | undefined): string[] {
  if (Array.isArray(value))
    return value.flatMap((entry) => (entry && typeof entry === "object" && "value" in entry ? textsOf(entry.value) : []));
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

/** As the shop's database compares: without case and accents. */
export function sameText(left: string, right: string): boolean {
  return fold(left) === fold(right);
}

export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function chunk(values: readonly string[], most: number): string[][] {
  const chunks: string[][] = [];
  let length = 0;
  for (const value of new Set(values)) {
    const size = encodeURIComponent(value).length + 3;
    const last = chunks.at(-1);
    if (!last || last.length >= most || length + size > MAX_VALUE_LENGTH) {
      chunks.push([value]);
      length = size;
    } else {
      last.push(value);
      length += size;
    }
  }
  return chunks;
}

/** Conditions on other fields than `id`, as filters; the first one with many alternatives may need several requests. */
export interface PlannedFilters {
  readonly fixed: Readonly<Record<string, string>>;
  readonly parts: readonly FilterPart[];
  readonly partField?: string;
  readonly date: boolean;
}

export function planFilters(resource: Resource, conditions: readonly ReadCondition[], zone: string): PlannedFilters {
  const fixed: Record<string, string> = {};
  let parts: readonly FilterPart[] = [{ filter: "" }];
  let partField: string | undefined;
  let date = false;
  for (const condition of conditions) {
    const kind = filterKind(resource, condition.field);
    if (kind === "date" || kind === "day") date ||= condition.field.startsWith("date_");
    if (condition.op !== "in") {
      fixed[condition.field] = rangeFilter(condition, kind, zone);
      continue;
    }
    const own = valueParts(
      condition.field,
      condition.values.map((value) => toFilterValue(kind, value, zone)),
    );
    const [only, ...more] = own;
    if (only && more.length === 0 && !only.keep) fixed[condition.field] = only.filter;
    else if (partField === undefined) [parts, partField] = [own, condition.field];
    else throw unsupported(resource, condition.field, "two conditions with long lists of values");
  }
  return { fixed, parts, partField, date };
}

function filterKind(resource: Resource, field: string): FieldKind {
  const kind = resource.kinds.get(field);
  if (!kind || resource.unfilterable.has(field)) throw unsupported(resource, field, "the shop cannot filter on it");
  return kind;
}

function unsupported(resource: Resource, field: string, reason: string): AppError {
  return new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `Cannot filter ${resource.name} by ${field}: ${reason}`,
    details: { stream: resource.name, field },
  });
}

function toFilterValue(kind: FieldKind, value: string, zone: string): string {
  if (kind === "flag") return value === "true" || value === "1" ? "1" : "0";
  return kind === "date" ? toShopTime(value, zone, "00:00:00") : value;
}

/** ISO 8601 with offset, or a bare date or time that is the shop's own, → the shop's local time. */
export function toShopTime(value: string, zone: string, timeOfDay: string): string {
  if (/(Z|[+-]\d{2}:?\d{2})$/.test(value) && value.includes("T")) return toLocal(Date.parse(value), zone);
  const local = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value} ${timeOfDay}` : value.replace("T", " ").slice(0, 19);
  return localToInstant(local, zone) === undefined ? value : local;
}

/** Both bounds inclusive, which only the interval form is (`>[x]` is strict). */
function rangeFilter(condition: ReadCondition, kind: FieldKind, zone: string): string {
  const [first = "", second = ""] = condition.values;
  const low = condition.op === "lte" ? undefined : first;
  const high = condition.op === "gte" ? undefined : condition.op === "lte" ? first : second;
  if (kind === "date" || kind === "day") {
    const from = low === undefined ? FAR_PAST : toShopTime(low, zone, "00:00:00");
    const to = high === undefined ? FAR_FUTURE : toShopTime(high, zone, "23:59:59");
    return kind === "day" ? `[${from.slice(0, 10)},${to.slice(0, 10)}]` : `[${from},${to}]`;
  }
  if (kind === "id" || kind === "decimal") return `[${low ?? `-${HUGE}`},${high ?? HUGE}]`;
  throw new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `PrestaShop has no range on the text field ${condition.field}`,
    details: { field: condition.field },
  });
}
