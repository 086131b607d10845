import type { Json } from "@/lib/core/json";

/** JSONata's `$boolean`: empty text, zero, null, empty or all-false lists, empty objects and nothing are false. */
export function isTruthy(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some(isTruthy);
  if (typeof value === "object") return Object.keys(value).length > 0;
  return Boolean(value);
}
