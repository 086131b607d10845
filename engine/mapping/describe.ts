import jsonata from "jsonata";
import type { JsonObject } from "@/lib/core/json";

/** The published types leave out `path` and what a condition holds. */
type Ast = Omit<jsonata.ExprNode, "type"> & { type: string; then?: Ast; else?: Ast };

/**
 * JSON Schema of what an expression gives, as far as its text tells: object constructors with literal keys,
 * lists, literals and conditions. Anything else is `{}` (any value). An expression that does not parse is `{}` too.
 */
export function describeExpression(expression: string): JsonObject {
  try {
    return schemaOf(jsonata(expression).ast());
  } catch {
    return {};
  }
}

/** Keys of an object constructor arrive as pairs, which the published types leave out of `unary`. */
function pairsOf(node: Ast): [Ast, Ast][] {
  return Array.isArray(node.lhs) ? (node.lhs as [Ast, Ast][]).filter((pair) => Array.isArray(pair)) : [];
}

function schemaOf(node: Ast): JsonObject {
  if (node.type === "string") return { type: "string" };
  if (node.type === "number") return { type: "number" };
  if (node.type === "block") return schemaOfBlock(node);
  if (node.type === "condition") return schemaOfCondition(node);
  if (node.type === "path") return schemaOfPath(node);
  if (node.type === "unary" && node.value === "[") return { type: "array" };
  if (node.type === "unary" && node.value === "{") return schemaOfObject(node);
  return {};
}

function schemaOfBlock(node: Ast): JsonObject {
  const last = node.expressions?.at(-1);
  return last === undefined ? {} : schemaOf(last);
}

/** A condition has a known shape when both ways agree on it, or one of them on an object. */
function schemaOfCondition(node: Ast): JsonObject {
  const branches = [node.then, node.else].flatMap((branch) => (branch === undefined ? [] : [schemaOf(branch)]));
  const [first, second] = branches;
  return first !== undefined && second !== undefined && JSON.stringify(first) === JSON.stringify(second) ? first : {};
}

function schemaOfPath(node: Ast): JsonObject {
  const last = node.steps?.at(-1);
  if (node.steps?.length === 1 && last !== undefined) return schemaOf(last);
  return {};
}

function schemaOfObject(node: Ast): JsonObject {
  const properties: JsonObject = {};
  for (const [key, value] of pairsOf(node)) {
    if (key.type === "string" && typeof key.value === "string") properties[key.value] = schemaOf(value);
  }
  return { type: "object", properties };
}
