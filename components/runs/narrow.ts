import { isJsonObject, type Json } from "@/lib/core/json";

/** The part of `whole` that `part` speaks of: fields a write leaves alone are not differences. */
export function narrowTo(whole: Json, part: Json): Json {
  if (!isJsonObject(whole) || !isJsonObject(part)) return whole;
  return Object.fromEntries(
    Object.entries(part).flatMap(([key, value]) => {
      const before = whole[key];
      return before === undefined ? [] : [[key, narrowTo(before, value)]];
    }),
  );
}
