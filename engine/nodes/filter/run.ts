import { isTruthy } from "@/engine/mapping/truth";
import type { IgnoreReason } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import { OUT } from "@/engine/nodes/shared/handles";
import type { FilterConfig } from "./definition";

export const filterRunner = defineRunner<FilterConfig>({
  async run({ config, items, ctx }) {
    const { done, failed } = await evaluateEach(ctx, config.expression, items);
    const reason: IgnoreReason = { code: "filtered", ...(config.reason ? { text: config.reason } : {}) };
    return {
      emit: { [OUT]: done.filter(({ value }) => isTruthy(value)).map(({ item }) => item) },
      failed,
      ignored: done.filter(({ value }) => !isTruthy(value)).map(({ item }) => ({ item, reason })),
    };
  },
});
