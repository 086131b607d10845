import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** A dotted path such as `customer.addresses.0.city`; an empty path is the value itself. */
export function getPath(value: Json | undefined, path: string): Json | undefined {
  if (path === "") return value;
  let current: Json | undefined = value;
  for (const part of path.split(".")) {
    if (Array.isArray(current)) current = current[Number(part)];
    else if (isJsonObject(current)) current = current[part];
    else return undefined;
  }
  return current;
}

/** A copy of `target` with `value` at `path`; objects on the way are created, nothing is mutated. */
export function setPath(target: JsonObject, path: string, value: Json): JsonObject {
  const [head, ...rest] = path.split(".");
  if (head === undefined || head === "") return isJsonObject(value) ? { ...target, ...value } : target;
  if (rest.length === 0) return { ...target, [head]: value };
  const child = target[head];
  return { ...target, [head]: setPath(isJsonObject(child) ? child : {}, rest.join("."), value) };
}
