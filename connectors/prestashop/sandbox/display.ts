import { fail, type WebserviceError, WebserviceFailure } from "./failure";
import { type PhpQuery, parameter } from "./php-query";
import type { ResourceDefinition } from "./resources/definition";
import { activeLanguages, allLanguages, type Shop } from "./shop";

/** Which fields an answer holds: all, ids only, or the named ones with the named parts of associations. */
export interface Display {
  readonly mode: "full" | "minimum" | "chosen";
  readonly fields: ReadonlySet<string>;
  readonly associations: ReadonlyMap<string, readonly string[]>;
}

const NONE: Pick<Display, "fields" | "associations"> = { fields: new Set(), associations: new Map() };
export const FULL_DISPLAY: Display = { mode: "full", ...NONE };
export const MINIMUM_DISPLAY: Display = { mode: "minimum", ...NONE };

export function showsField(display: Display, name: string): boolean {
  return display.mode === "full" || display.fields.has(name);
}

export function showsAssociation(display: Display, name: string): boolean {
  return display.mode === "full" || display.associations.has(name);
}

/** `display=…`; `fallback` is what an absent parameter means (full for one object, minimum for a list). */
export function parseDisplay(resource: ResourceDefinition, query: PhpQuery, fallback: Display): Display {
  const display = parameter(query, "display");
  if (display === undefined) return fallback;
  if (display === "full") return FULL_DISPLAY;
  if (display === "minimum") return MINIMUM_DISPLAY;
  const available = ["id", ...resource.columns.map((column) => column.name)];
  const inside = /^\[(.*)\]$/.exec(display)?.[1];
  if (inside === undefined) {
    const hint = "You can set 'full' or '[field_1,field_2,field_3,...]'. These are available:";
    throw fail(400, 36, `The 'display' syntax is wrong. ${hint} ${available.join(", ")}`);
  }
  const fields = new Set<string>();
  const associations = new Map<string, string[]>();
  const prices = query.price;
  for (const part of splitOutside(inside)) {
    const nested = /^([^[]*)\[(.*)\]$/.exec(part);
    const name = nested?.[1] ?? part;
    const isAssociation = resource.associations.some((each) => each.name === name);
    if (nested && isAssociation) associations.set(name, (nested[2] ?? "").split(","));
    else if (!nested && (available.includes(name) || (typeof prices === "object" && name in prices))) fields.add(name);
    else throw fail(400, 35, `Unable to display this field "${name}". However, these are available: ${available.join(", ")}`);
  }
  return { mode: "chosen", fields, associations };
}

/** Parts between commas that are outside brackets. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const sign of text) {
    if (sign === "[") depth += 1;
    if (sign === "]") depth -= 1;
    if (sign === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += sign;
  }
  return [...parts, part];
}

/** A language as JSON shows it: text from the database or a list, a number inside a range. */
export type LanguageId = string | number;

/** `language=…`; absent = every active language. */
export function parseLanguages(shop: Shop, query: PhpQuery): LanguageId[] {
  const value = parameter(query, "language");
  if (value === undefined) return activeLanguages(shop);
  const errors: WebserviceError[] = [];
  let ids: LanguageId[] = [];
  const inside = /^\[(.*)\]$/.exec(value)?.[1];
  if (/^\d+$/.test(value)) ids = [Number(value)];
  else if (inside?.includes("|")) ids = inside.split("|");
  else if (inside?.includes(",")) ids = range(inside.split(","), errors);
  else if (inside !== undefined && /^\d+$/.test(inside)) ids = [inside];
  else errors.push({ code: 79, message: "language value is wrong" });
  const known = allLanguages(shop);
  if (ids.length === 0 || ids.some((id) => !known.includes(String(id)))) {
    errors.push({ code: 81, message: "language is not available" });
  }
  if (errors.length > 0) throw new WebserviceFailure(400, errors);
  return ids;
}

function range(bounds: string[], errors: WebserviceError[]): LanguageId[] {
  const [first = "", last = ""] = bounds;
  if (bounds.length !== 2) {
    errors.push({ code: 78, message: "A range value for a language must contains only 2 values" });
    return [];
  }
  const ids: LanguageId[] = [first];
  for (let id = Number(first) + 1; id <= Number(last); id += 1) ids.push(id);
  return ids;
}
