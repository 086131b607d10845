/** What the direct compiler reads of JSONata's syntax tree; the published types leave half of it out. */
export type Ast = {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: Ast[];
  readonly expressions?: Ast[];
  readonly arguments?: Ast[];
  readonly procedure?: Ast;
  readonly lhs?: Ast | Ast[] | [Ast, Ast][];
  readonly rhs?: Ast;
  readonly condition?: Ast;
  readonly then?: Ast;
  readonly else?: Ast;
  /** Filters of a step of a path. */
  readonly stages?: Ast[];
  readonly expr?: Ast;
} & {
  /** Marks of what the direct compiler leaves to JSONata: filters, grouping, `[]`, focus, index, parent. */
  readonly [Mark in
    | "predicate"
    | "group"
    | "stages"
    | "keepArray"
    | "keepSingletonArray"
    | "focus"
    | "index"
    | "ancestor"]?: unknown;
};

export function isNode(value: unknown): value is Ast {
  return typeof value === "object" && value !== null && "type" in value;
}
