import type { Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateItems, isTruthy } from "@/engine/nodes/shared/evaluate";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { OTHERWISE } from "@/engine/nodes/shared/handles";
import type { BranchConfig } from "./definition";

export const branchRunner = defineRunner<BranchConfig>({
  async run({ config, items, ctx }) {
    const emit: Record<string, Item[]> = {};
    const failed: Failure[] = [];
    let undecided = items;
    for (const { id, when } of config.cases) {
      const results = await evaluateItems(ctx, when, undecided);
      const taken: Item[] = [];
      const rest: Item[] = [];
      for (const [index, item] of undecided.entries()) {
        const result = results[index];
        if (result === undefined || !result.ok) failed.push({ item, error: result?.error ?? badResult("a result", undefined) });
        else (isTruthy(result.value) ? taken : rest).push(item);
      }
      emit[id] = taken;
      undecided = rest;
    }
    return { emit: { ...emit, [OTHERWISE]: undecided }, failed };
  },
});
