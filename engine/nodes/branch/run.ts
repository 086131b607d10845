import { isTruthy } from "@/engine/mapping/truth";
import type { Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import type { Failure } from "@/engine/nodes/shared/failures";
import { OTHERWISE } from "@/engine/nodes/shared/handles";
import type { BranchConfig } from "./definition";

export const branchRunner = defineRunner<BranchConfig>({
  async run({ config, items, ctx }) {
    const emit: Record<string, readonly Item[]> = {};
    const failures: Failure[] = [];
    let undecided: readonly Item[] = items;
    for (const { id, when } of config.cases) {
      const { done, failed } = await evaluateEach(ctx, when, undecided);
      failures.push(...failed);
      emit[id] = done.filter(({ value }) => isTruthy(value)).map(({ item }) => item);
      undecided = done.filter(({ value }) => !isTruthy(value)).map(({ item }) => item);
    }
    return { emit: { ...emit, [OTHERWISE]: undecided }, failed: failures };
  },
});
