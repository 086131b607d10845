import type { Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateItems } from "@/engine/nodes/shared/evaluate";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { OUT } from "@/engine/nodes/shared/handles";
import { childItems } from "@/engine/nodes/split/children";
import { isJsonObject, type Json } from "@/lib/core/json";
import type { TransformConfig } from "./definition";

export const transformRunner = defineRunner<TransformConfig>({
  async run({ config, items, ctx }) {
    const results = await evaluateItems(ctx, config.expression, items);
    const emitted: Item[] = [];
    const failed: Failure[] = [];
    const empty: Item[] = [];
    for (const [index, item] of items.entries()) {
      const result = results[index];
      if (result === undefined || !result.ok) {
        failed.push({ item, error: result?.error ?? badResult("a result", undefined) });
        continue;
      }
      const made = config.split ? splitInto(item, result.value) : oneOf(item, result.value);
      if (made === undefined) failed.push({ item, error: badResult(config.split ? "records" : "one record", result.value) });
      else if (made.length === 0) empty.push(item);
      else emitted.push(...made);
    }
    return { emit: { [OUT]: emitted }, failed, ignored: empty.map((item) => ({ item, reason: { code: "emptyList" as const } })) };
  },
});

function oneOf(item: Item, value: Json | undefined): Item[] | undefined {
  return isJsonObject(value) ? [{ ...item, data: value }] : undefined;
}

function splitInto(item: Item, value: Json | undefined): Item[] | undefined {
  const entries = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return entries.every(isJsonObject) ? childItems(item, entries) : undefined;
}
