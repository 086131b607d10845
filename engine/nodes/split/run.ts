import type { Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import { OUT } from "@/engine/nodes/shared/handles";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { setPath } from "@/lib/core/json-path";
import { childItems } from "./children";
import type { SplitConfig } from "./definition";

export const splitRunner = defineRunner<SplitConfig>({
  async run({ config, items, ctx }) {
    const { done, failed } = await evaluateEach(ctx, config.expression, items);
    const emitted: Item[] = [];
    const empty: Item[] = [];
    for (const { item, value } of done) {
      const children = entriesOf(value).map((entry) => childData(entry, item, config));
      if (children.length === 0) empty.push(item);
      emitted.push(...childItems(item, children));
    }
    return { emit: { [OUT]: emitted }, failed, ignored: empty.map((item) => ({ item, reason: { code: "emptyList" } })) };
  },
});

function entriesOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** An entry that is not a record becomes one: `{value: …}`. */
function childData(entry: Json, parent: Item, config: SplitConfig): JsonObject {
  const data = isJsonObject(entry) ? entry : { value: entry };
  return config.parent === undefined ? data : setPath(data, config.parent, parent.data);
}
