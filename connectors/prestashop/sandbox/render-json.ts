import type { Json, JsonObject } from "@/lib/core/json";
import type { LanguageId } from "./display";
import type { WebserviceError } from "./failure";
import type { Shop } from "./shop";
import { translatedTexts, type View, type ViewField } from "./view";

/** As PHP's json_encode writes it: slashes escaped, other signs as they are. */
export function phpJson(value: Json): string {
  return JSON.stringify(value).replaceAll("/", "\\/");
}

/** A list of ids; an empty list is a bare `[]`. */
export function idListJson(listNode: string, ids: readonly number[]): string {
  return ids.length === 0 ? "[]" : phpJson({ [listNode]: ids.map((id) => ({ id })) });
}

export interface JsonOptions {
  readonly languages: readonly LanguageId[];
  /** The request named `display`: objects come as a list with every field; without it, one object without its falsy fields. */
  readonly wrapped: boolean;
}

export function viewsJson(shop: Shop, views: readonly View[], options: JsonOptions): string {
  const content: JsonObject = {};
  for (const view of views) {
    const entity = entityJson(shop, view, options);
    if (!options.wrapped) content[view.resource.node] = shop.settings.version === "1.7.8" ? entity : withoutFalsy(entity);
    else {
      const list = content[view.resource.listNode];
      if (Array.isArray(list)) list.push(entity);
      else content[view.resource.listNode] = [entity];
    }
  }
  return views.length === 0 ? "[]" : phpJson(content);
}

export function errorsJson(errors: readonly WebserviceError[]): string {
  return phpJson({ errors: errors.map(({ code, message }) => ({ code, message })) });
}

function entityJson(shop: Shop, view: View, options: JsonOptions): JsonObject {
  const entity: JsonObject = {};
  for (const field of view.fields) entity[field.name] = fieldJson(shop, field, options.languages);
  const associations: JsonObject = {};
  for (const { definition, fields, items } of view.associations ?? []) {
    if (items.length === 0) continue;
    associations[definition.name] = items.map((item) => {
      const shown: JsonObject = {};
      for (const name of fields) if (name in item) shown[name] = item[name] ?? "";
      return shown;
    });
  }
  if (Object.keys(associations).length > 0) entity.associations = associations;
  return entity;
}

function fieldJson(shop: Shop, { column, value }: ViewField, languages: readonly LanguageId[]): Json {
  if (column?.translated) {
    const texts = translatedTexts(value, languages);
    if (!texts) return value;
    return texts.length === 1 ? (texts[0]?.value ?? "") : texts;
  }
  const isWhole = column?.type === "int" && typeof value === "string" && /^-?\d+$/.test(value);
  return isWhole && shop.settings.version === "9.0" ? Number(value) : value;
}

/** PHP's array_filter: `"0"`, `""`, 0, null, false and `[]` go, `"0.000000"` stays. */
function withoutFalsy(entity: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(entity).filter(
      ([, value]) => Boolean(value) && value !== "0" && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
