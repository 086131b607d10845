import type { Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { OUT } from "@/engine/nodes/shared/handles";
import { childItems } from "@/engine/nodes/split/children";
import { isJsonObject, type Json } from "@/lib/core/json";
import type { TransformConfig } from "./definition";

export const transformRunner = defineRunner<TransformConfig>({
  async run({ config, items, ctx }) {
    const { done, failed } = await evaluateEach(ctx, config.expression, items);
    const emitted: Item[] = [];
    const refused: Failure[] = [];
    const empty: Item[] = [];
    for (const { item, value } of done) {
      const made = config.split ? splitInto(item, value) : oneOf(item, value);
      if (made === undefined) refused.push({ item, error: badResult(config.split ? "records" : "one record", value) });
      else if (made.length === 0) empty.push(item);
      else emitted.push(...made);
    }
    return {
      emit: { [OUT]: emitted },
      failed: [...failed, ...refused],
      ignored: empty.map((item) => ({ item, reason: { code: "emptyList" } })),
    };
  },
});

function oneOf(item: Item, value: Json | undefined): Item[] | undefined {
  return isJsonObject(value) ? [{ ...item, data: value }] : undefined;
}

function splitInto(item: Item, value: Json | undefined): Item[] | undefined {
  const entries = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return entries.every(isJsonObject) ? childItems(item, entries) : undefined;
}
