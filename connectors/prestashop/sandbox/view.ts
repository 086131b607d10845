import type { Json } from "@/lib/core/json";
import { associationItems } from "./associations";
import { type Display, FULL_DISPLAY, type LanguageId, showsAssociation, showsField } from "./display";
import { getterValue } from "./getters";
import type { AssociationDefinition, ColumnDefinition, Entity, ResourceDefinition } from "./resources/definition";
import type { Shop } from "./shop";

/** What is rendered of one object, whatever the format. */
export interface View {
  readonly resource: ResourceDefinition;
  readonly id: number;
  readonly fields: readonly ViewField[];
  /** Absent when no association is shown at all. */
  readonly associations: readonly ViewAssociation[] | undefined;
}

export interface ViewField {
  readonly name: string;
  readonly column: ColumnDefinition | undefined;
  /** As the PHP object holds it: text, number, null, false, or texts by language. */
  readonly value: Json;
}

export interface ViewAssociation {
  readonly definition: AssociationDefinition;
  /** Names shown of each item. */
  readonly fields: readonly string[];
  readonly items: readonly { readonly [field: string]: string }[];
}

export interface ViewOptions {
  readonly display?: Display;
  /** Fields added to the object: computed prices. */
  readonly extra?: readonly { readonly name: string; readonly value: string }[];
  /** The id as a reply to a POST shows it: text. */
  readonly echo?: boolean;
}

export function columnsOf(shop: Shop, resource: ResourceDefinition): readonly ColumnDefinition[] {
  if (shop.settings.version !== "1.7.8") return resource.columns;
  return resource.columns.filter((column) => !column.since8);
}

export function viewOf(shop: Shop, resource: ResourceDefinition, entity: Entity, options: ViewOptions = {}): View {
  const display = options.display ?? FULL_DISPLAY;
  const fields: ViewField[] = [];
  if (showsField(display, "id")) {
    fields.push({ name: "id", column: undefined, value: options.echo ? String(entity.id) : entity.id });
  }
  for (const column of columnsOf(shop, resource)) {
    if (!showsField(display, column.name)) continue;
    const value = getterValue(shop, resource.name, column, entity);
    fields.push({ name: column.name, column, value: value === null && column.name.startsWith("id_") ? "" : value });
  }
  for (const { name, value } of options.extra ?? []) {
    if (showsField(display, name)) fields.push({ name, column: undefined, value });
  }
  const shown = resource.associations.filter((association) => showsAssociation(display, association.name));
  const associations = shown.map((definition) => ({
    definition,
    fields: display.associations.get(definition.name) ?? definition.fields.map((field) => field.name),
    items: associationItems(shop, resource.name, definition.name, entity),
  }));
  return { resource, id: entity.id, fields, associations: shown.length > 0 ? associations : undefined };
}

/** A translated value for the languages asked for; undefined when the object holds no array there. */
export function translatedTexts(value: Json, languages: readonly LanguageId[]): { id: LanguageId; value: Json }[] | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return languages.map((id) => ({ id, value: value[String(id)] ?? null }));
}
