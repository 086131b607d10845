import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** Where a value does not fit a JSON Schema of the kind `describeOutput` makes: type, properties, items, anyOf, required. */
export function schemaMisfits(schema: JsonObject, value: Json | undefined, path = "$"): string[] {
  const { anyOf, type } = schema;
  if (Array.isArray(anyOf)) {
    const fits = anyOf.some((each) => isJsonObject(each) && schemaMisfits(each, value, path).length === 0);
    return fits ? [] : [`${path} fits none of anyOf`];
  }
  // A field an expression left empty is absent: that is no misfit.
  if (value === undefined) return [];
  if (type !== undefined && !typesOf(type).includes(typeOf(value)))
    return [`${path} is ${typeOf(value)}, not ${JSON.stringify(type)}`];
  if (Array.isArray(value)) return value.flatMap((entry, index) => member(schema.items, entry, `${path}[${index}]`));
  if (!isJsonObject(value)) return [];
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  return Object.entries(properties).flatMap(([key, property]) => member(property, value[key], `${path}.${key}`));
}

function member(schema: Json | undefined, value: Json | undefined, path: string): string[] {
  return isJsonObject(schema) ? schemaMisfits(schema, value, path) : [];
}

function typesOf(type: Json): Json[] {
  return Array.isArray(type) ? type : [type];
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
