import { type Ast, childrenOf } from "@/engine/mapping/compiled/ast";
import type { Run } from "@/engine/mapping/compiled/run";

/** Compiled code: a value out of the context `$` and the variables at hand. */
export type Code = (context: unknown, frame: Frame) => unknown;

/** Variables of one entry into a block or a lambda. */
export interface Frame {
  readonly variables: unknown[];
  readonly parent: Frame | undefined;
  readonly run: Run;
}

/** In a frame, a name that nothing has been bound to yet: it is then looked for outside. */
export const UNBOUND = Symbol("unbound");

/** Where a name may be found: so many frames up, in that slot. */
type Place = { readonly up: number; readonly slot: number };

/** Names of a frame, known before the code in it is compiled. */
export class Scope {
  readonly names: readonly string[];
  /** JSONata evaluates what is in here beside its neighbours: an assignment would be seen by them, or not. */
  isParallel = false;

  constructor(
    readonly unit: Unit,
    readonly parent: Scope | undefined,
    parameters: readonly string[],
    body: readonly Ast[],
  ) {
    this.names = [...new Set([...parameters, ...body.flatMap(boundIn)])];
  }

  /** Innermost first. */
  placesOf(name: string): Place[] {
    const places: Place[] = [];
    let up = 0;
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const slot = scope.names.indexOf(name);
      if (slot >= 0) places.push({ up, slot });
      up += 1;
    }
    return places;
  }

  /** Compiles a part that JSONata evaluates beside others. */
  inParallel<T>(compile: () => T): T {
    const before = this.isParallel;
    this.isParallel = true;
    const made = compile();
    this.isParallel = before;
    return made;
  }
}

/** Facts about the whole expression, found while it is compiled. */
export interface Unit {
  /** A call in it may take long in one go, where no fuel is counted: it must run in a worker. */
  isHeavy: boolean;
}

/** Names assigned in a part, outside its blocks and lambdas. */
function boundIn(node: Ast): string[] {
  if (ownsFrame(node)) return [];
  const names = node.type === "bind" && isNamed(node.lhs) ? [node.lhs.value] : [];
  for (const child of childrenOf(node)) names.push(...boundIn(child));
  return names;
}

function isNamed(node: unknown): node is { value: string } {
  return typeof node === "object" && node !== null && "value" in node && typeof node.value === "string";
}

function ownsFrame(node: Ast): boolean {
  return node.type === "block" || (node.type === "lambda" && node.thunk !== true);
}

export function makeFrame(size: number, parent: Frame): Frame {
  const variables: unknown[] = [];
  for (let slot = 0; slot < size; slot += 1) variables.push(UNBOUND);
  return { variables, parent, run: parent.run };
}

export function readPlace(frame: Frame, { up, slot }: Place): unknown {
  let at = frame;
  for (let level = up; level > 0 && at.parent !== undefined; level -= 1) at = at.parent;
  return at.variables[slot];
}
