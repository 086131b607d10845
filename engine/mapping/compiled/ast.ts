import jsonata from "jsonata";

/** JSONata's syntax tree after its own post-parse stage, as far as it is read here; the published types leave half out. */
export interface Ast {
  readonly type: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly Ast[];
  readonly expressions?: readonly Ast[];
  readonly expression?: Ast;
  readonly arguments?: readonly Ast[];
  readonly procedure?: Ast;
  /** Pairs of an object constructor, the left side of anything else. */
  readonly lhs?: Ast | readonly AstPair[];
  readonly rhs?: Ast;
  readonly condition?: Ast;
  readonly then?: Ast;
  readonly else?: Ast;
  readonly body?: Ast;
  readonly signature?: Signature;
  /** A call in the last place of a lambda, wrapped: JSONata gives its raw result. */
  readonly thunk?: boolean;
  readonly terms?: readonly { readonly descending: boolean; readonly expression: Ast }[];
  /** Filters: of a step of a path, and of anything else. */
  readonly stages?: readonly AstFilter[];
  readonly predicate?: readonly AstFilter[];
  readonly group?: { readonly lhs: readonly AstPair[] };
  readonly consarray?: boolean;
  readonly keepArray?: boolean;
  readonly keepSingletonArray?: boolean;
  /** Marks of `@`, `#` and `%`. */
  readonly tuple?: boolean;
  readonly focus?: string;
  readonly index?: string;
}

export type AstPair = readonly [Ast, Ast];
export type AstFilter = { readonly type: string; readonly expr: Ast };

/** Checks the arguments of a call and completes them with the context; throws T0410 to T0412. */
export interface Signature {
  readonly definition: string;
  readonly validate: (args: readonly unknown[], context: unknown) => unknown[];
}

/** Throws what JSONata throws for a text that does not parse. */
export function parseAst(text: string): Ast {
  return jsonata(text).ast() as Ast;
}

export function isAst(value: unknown): value is Ast {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Nodes directly under a node: pairs, terms, filters and groups included. */
export function* childrenOf(node: Ast): Generator<Ast> {
  for (const part of Object.values(node)) yield* nodesIn(part);
}

function* nodesIn(part: unknown): Generator<Ast> {
  if (Array.isArray(part)) for (const entry of part) yield* nodesIn(entry);
  else if (typeof part !== "object" || part === null || part instanceof RegExp) return;
  else if ("expr" in part && isAst(part.expr)) yield part.expr;
  else if (isAst(part)) yield part;
  else if ("lhs" in part) yield* nodesIn(part.lhs);
  else if ("expression" in part) yield* nodesIn(part.expression);
}

/** Levels of a tree: how deep JSONata nests its evaluations, one after the other. */
export function depthOf(node: Ast): number {
  let deepest = 0;
  for (const child of childrenOf(node)) deepest = Math.max(deepest, depthOf(child));
  return deepest + 1;
}
