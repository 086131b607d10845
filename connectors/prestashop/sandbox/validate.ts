import { fail } from "./failure";
import type { ColumnDefinition, Entity, ResourceDefinition } from "./resources/definition";
import { type Shop, text } from "./shop";
import { isValid } from "./validators";

const INT_RANGE = { low: -2147483648, high: 2147483647 };

/** ObjectModel's checks: translated fields first (code 84), then the others (85). The arrow is escaped, as the shop does. */
export function validate(shop: Shop, resource: ResourceDefinition, object: Entity): void {
  for (const column of resource.columns) {
    if (column.translated) validateTranslated(shop, resource, column, object);
  }
  for (const column of resource.columns) {
    if (!column.translated && !column.getter && !column.unknown) validatePlain(resource, column, text(object, column.name));
  }
}

function validateTranslated(shop: Shop, resource: ResourceDefinition, column: ColumnDefinition, object: Entity): void {
  const name = `${resource.className}-&gt;${column.name}`;
  const given = object[column.name];
  const texts = typeof given === "object" && given !== null && !Array.isArray(given) ? given : {};
  const main = texts[String(shop.settings.defaultLanguage)];
  if (column.required && (typeof main !== "string" || main === "")) {
    throw fail(400, 84, `Validation error: "Property ${name} is empty."`);
  }
  for (const value of Object.values(texts)) {
    if (typeof value === "string" && value !== "") check(column, name, value, 84);
  }
}

function validatePlain(resource: ResourceDefinition, column: ColumnDefinition, value: string): void {
  const name = `${resource.className}-&gt;${column.name}`;
  if (column.required && value === "") throw fail(400, 85, `Validation error: "Property ${name} is empty."`);
  if (value === "") return;
  if (column.name === "quantity" && resource.name === "stock_availables") checkRange(name, value);
  check(column, name, value, 85);
}

function check(column: ColumnDefinition, name: string, value: string, code: number): void {
  const length = [...value].length;
  if (column.type === "text" && column.maxSize !== undefined && length > column.maxSize) {
    const limits = `It must be between 0 and ${column.maxSize} chars.`;
    throw fail(400, code, `Validation error: "The length of property ${name} is currently ${length} chars. ${limits}"`);
  }
  if (column.format && !isValid(column.format, value)) throw fail(400, code, `Validation error: "Property ${name} is not valid"`);
}

function checkRange(name: string, value: string): void {
  const found = Number(value);
  if (Number.isFinite(found) && found >= INT_RANGE.low && found <= INT_RANGE.high) return;
  const shown = Number.isFinite(found) ? found : 0;
  const limits = `It must be between ${INT_RANGE.low} and ${INT_RANGE.high}.`;
  throw fail(400, 85, `Validation error: "The range of property ${name} is currently ${shown}. ${limits}"`);
}
