import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

const FORMATS: Readonly<Record<string, RegExp>> = {
  decimal: /^-?\d+(\.\d+)?$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
};

/** Where a value does not fit the part of JSON Schema that catalogs use; empty = it fits. Unknown formats are not checked. */
export function misfits(value: Json | undefined, schema: JsonObject, path = "$"): string[] {
  if (value === undefined) return [];
  return [...typeMisfits(value, schema, path), ...propertyMisfits(value, schema, path), ...itemMisfits(value, schema, path)];
}

function typeMisfits(value: Json, schema: JsonObject, path: string): string[] {
  const types = typeof schema.type === "string" ? [schema.type] : Array.isArray(schema.type) ? schema.type : undefined;
  if (types && !types.some((type) => isType(value, type)))
    return [`${path}: ${JSON.stringify(value)} is not ${types.join(" or ")}`];
  if (Array.isArray(schema.enum) && !schema.enum.some((each) => each === value))
    return [`${path}: ${JSON.stringify(value)} is not listed`];
  const format = typeof schema.format === "string" ? FORMATS[schema.format] : undefined;
  if (format && typeof value === "string" && !format.test(value)) return [`${path}: ${value} is not a ${String(schema.format)}`];
  return [];
}

function isType(value: Json, type: Json): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isJsonObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function propertyMisfits(value: Json, schema: JsonObject, path: string): string[] {
  if (!isJsonObject(value)) return [];
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const missing = required
    .filter((name) => value[String(name)] === undefined)
    .map((name) => `${path}.${String(name)} is missing`);
  const inside = Object.entries(value).flatMap(([name, each]) => {
    const known = properties[name] ?? schema.additionalProperties;
    return isJsonObject(known) ? misfits(each, known, `${path}.${name}`) : [];
  });
  return [...missing, ...inside];
}

function itemMisfits(value: Json, schema: JsonObject, path: string): string[] {
  const { items } = schema;
  if (!Array.isArray(value) || !isJsonObject(items)) return [];
  return value.flatMap((each, index) => misfits(each, items, `${path}[${index}]`));
}

/** Names of the properties a schema declares. */
export function declaredProperties(schema: JsonObject): string[] {
  return isJsonObject(schema.properties) ? Object.keys(schema.properties) : [];
}
