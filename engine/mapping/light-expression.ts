import jsonata from "jsonata";

type Ast = Omit<jsonata.ExprNode, "type"> & {
  type: string;
  condition?: Ast;
  then?: Ast;
  else?: Ast;
  predicate?: unknown;
  group?: unknown;
};

/** Functions whose cost is that of their arguments. */
const LIGHT_FUNCTIONS = new Set(
  "string number boolean not exists length trim uppercase lowercase substring contains lookupTable firstFilled count".split(" "),
);

/**
 * Does an expression cost no more than reading its record once per word of it: paths, literals, comparisons,
 * constructors, a few plain functions; no predicate, no lambda, no regular expression? Such a one is quicker to
 * evaluate than to send to a worker, and cannot hang.
 */
export function isLight(text: string): boolean {
  try {
    return text.length <= 20_000 && light(jsonata(text).ast());
  } catch {
    return false;
  }
}

function light(node: Ast): boolean {
  if (node.predicate !== undefined || node.group !== undefined || node.stages !== undefined) return false;
  switch (node.type) {
    case "string":
    case "number":
    case "value":
    case "name":
    case "variable":
      return true;
    case "path":
      return lightPath(node.steps ?? []);
    case "block":
      return (node.expressions ?? []).every(light);
    case "binary":
      return node.value !== ".." && isNode(node.lhs) && isNode(node.rhs) && light(node.lhs) && light(node.rhs);
    case "condition":
      return [node.condition, node.then, node.else].every((part) => part === undefined || light(part));
    case "unary":
      return lightUnary(node);
    case "function":
      return lightCall(node);
    default:
      return false;
  }
}

/** `a.b.c`, ending perhaps in one constructor: `lines.{…}`. */
function lightPath(steps: readonly Ast[]): boolean {
  return steps.every((step, index) => {
    if (step.type === "name" || step.type === "variable") return light(step);
    const isEnd = index === 0 || index === steps.length - 1;
    return isEnd && (step.type === "unary" || step.type === "string" || step.type === "function") && light(step);
  });
}

function lightUnary(node: Ast): boolean {
  if (node.value === "[") return (node.expressions ?? []).every(light);
  if (node.value !== "{" || !Array.isArray(node.lhs)) return false;
  return node.lhs.every((pair: unknown) => Array.isArray(pair) && pair.every((part) => isNode(part) && light(part)));
}

function lightCall(node: Ast): boolean {
  const callee = node.procedure;
  const name = callee === undefined ? "" : String(callee.value ?? callee.steps?.[0]?.value ?? "");
  const args = node.arguments ?? [];
  const isTableLookUp = name === "map" && args[0]?.type === "string";
  return (isTableLookUp || LIGHT_FUNCTIONS.has(name)) && args.every(light);
}

function isNode(value: unknown): value is Ast {
  return typeof value === "object" && value !== null && "type" in value;
}
