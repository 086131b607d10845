import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** A copy of an object schema with `property` at a dotted path; objects on the way are created. */
export function addProperty(schema: JsonObject, path: string, property: JsonObject): JsonObject {
  const [head = "", ...rest] = path.split(".");
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const child = properties[head];
  const next =
    rest.length === 0 ? property : addProperty(isJsonObject(child) ? child : { type: "object" }, rest.join("."), property);
  return { ...schema, type: "object", properties: { ...properties, [head]: next } };
}
