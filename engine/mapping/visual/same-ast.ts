import jsonata from "jsonata";
import { Lru } from "@/engine/mapping/lru";

/** Texts are compared again at each edit of a mapping, and most of them did not change. */
const SHAPES = new Lru<string>(4_000);

/** Do two texts say the same to JSONata, whatever their spaces, quotes and comments? False when one does not parse. */
export function sameAst(one: string, other: string): boolean {
  const first = shape(one);
  return first !== "" && (one === other || first === shape(other));
}

function shape(text: string): string {
  const known = SHAPES.get(text);
  if (known !== undefined) return known;
  const made = shapeOf(text);
  SHAPES.set(text, made);
  return made;
}

function shapeOf(text: string): string {
  try {
    return JSON.stringify(jsonata(text).ast(), (key, value: unknown) => {
      if (key === "position") return undefined;
      return value instanceof RegExp ? String(value) : value;
    });
  } catch {
    return "";
  }
}
