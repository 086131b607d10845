import type { NodeContext } from "@/engine/interpreter/ports";
import { isTruthy } from "@/engine/mapping/truth";
import type { Item } from "@/engine/nodes/contract";
import { evaluateEach } from "./evaluate";

/** Items for which `when` holds; the others pass. */
export async function itemsWanted(ctx: NodeContext, when: string | undefined, items: readonly Item[]) {
  if (when === undefined) return { items, passed: [], failed: [] };
  const { done, failed } = await evaluateEach(ctx, when, items);
  return {
    items: done.filter(({ value }) => isTruthy(value)).map(({ item }) => item),
    passed: done.filter(({ value }) => !isTruthy(value)).map(({ item }) => item),
    failed,
  };
}
