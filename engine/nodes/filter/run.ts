import type { IgnoreReason, Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateItems, isTruthy } from "@/engine/nodes/shared/evaluate";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { OUT } from "@/engine/nodes/shared/handles";
import type { FilterConfig } from "./definition";

export const filterRunner = defineRunner<FilterConfig>({
  async run({ config, items, ctx }) {
    const results = await evaluateItems(ctx, config.expression, items);
    const reason: IgnoreReason = { code: "filtered", ...(config.reason ? { text: config.reason } : {}) };
    const emitted: Item[] = [];
    const failed: Failure[] = [];
    const ignored: { item: Item; reason: IgnoreReason }[] = [];
    for (const [index, item] of items.entries()) {
      const result = results[index];
      if (result === undefined || !result.ok) failed.push({ item, error: result?.error ?? badResult("a result", undefined) });
      else if (isTruthy(result.value)) emitted.push(item);
      else ignored.push({ item, reason });
    }
    return { emit: { [OUT]: emitted }, failed, ignored };
  },
});
