import type { Json } from "@/lib/core/json";
import { text } from "../core/params";
import type { World } from "../core/world";

/** Country fields of an object from the id it holds. */
export function countryOf(world: World, id: Json | undefined): { country_code: string } {
  const row = world.table("dictionary:countries").get(Number(text(id)) || -1);
  return { country_code: row ? text(row.code) : "" };
}
