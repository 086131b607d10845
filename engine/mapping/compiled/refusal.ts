/** What the compiler leaves to JSONata's interpreter. The words for people are in `constructs.ts`. */
export type Construct =
  | "parent"
  | "focus"
  | "index"
  | "partial"
  | "transform"
  | "eval"
  | "random"
  | "parallelBinding"
  | "functionValue"
  | "regexValue"
  | "unknownFunction"
  | "tooLong"
  | "tooDeep"
  | "other";

/** Thrown by the compiler: the whole expression is then interpreted. */
export class Refusal extends Error {
  constructor(
    readonly construct: Construct,
    /** Characters from the start of the text. */
    readonly position: number | undefined,
  ) {
    super(`not compiled: ${construct}`);
  }
}

export function refuse(construct: Construct, node: { readonly position?: number }): never {
  throw new Refusal(construct, node.position);
}
