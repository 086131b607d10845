import { runActions } from "@/engine/interpreter/action-protocol";
import type { NodeContext } from "@/engine/interpreter/ports";
import type { Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { keyEach, scopeOf } from "@/engine/nodes/shared/target";
import { resultOf } from "@/engine/nodes/shared/verdicts";
import { itemsWanted } from "@/engine/nodes/shared/wanted";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { ActionConfig } from "./definition";

export const actionRunner = defineRunner<ActionConfig>({
  async run({ node, config, items, ctx }) {
    const linked = items.filter((item) => item.links[config.target] !== undefined);
    const unlinked = items.filter((item) => item.links[config.target] === undefined);
    const wanted = await itemsWanted(ctx, config.when, linked);
    const params = await paramsOf(ctx, config.params, wanted.items);
    const keys = await keyEach(ctx, config.key, [...params.made.keys()]);
    const tasks = keys.keyed.flatMap(({ item, key }) => {
      const target = item.links[config.target];
      return target === undefined ? [] : [{ item, key, target, params: params.made.get(item) ?? {} }];
    });
    const connector = await ctx.connector(config.connection);
    const alias = config.into ?? config.action;
    const verdicts = new Map<Item, Awaited<ReturnType<typeof runActions>>[number] | undefined>();
    for (const stream of new Set(tasks.map(({ target }) => target.stream))) {
      const scope = scopeOf({ ctx, connector, targetStream: `action:${stream}:${config.action}`, identity: undefined });
      const job = { ctx, connector, scope, actionId: config.action, nodeId: node.id, alias, again: config.again };
      const ofStream = tasks.filter(({ target }) => target.stream === stream);
      const answers = await runActions(job, ofStream);
      for (const [index, { item }] of ofStream.entries()) verdicts.set(item, answers[index]);
    }
    return resultOf({
      alias,
      verdicts: [...verdicts].map(([item, verdict]) => ({ item, verdict })),
      passed: [...unlinked, ...wanted.passed],
      failed: [...wanted.failed, ...params.failed, ...keys.failed],
    });
  },
});

async function paramsOf(ctx: NodeContext, expression: string | undefined, items: readonly Item[]) {
  if (expression === undefined) return { made: new Map<Item, JsonObject>(items.map((item) => [item, {}])), failed: [] };
  const { done, failed } = await evaluateEach(ctx, expression, items);
  const made = new Map<Item, JsonObject>();
  const refused: Failure[] = [];
  for (const { item, value } of done) {
    if (value === undefined || isJsonObject(value)) made.set(item, value ?? {});
    else refused.push({ item, error: badResult("the parameters as an object", value) });
  }
  return { made, failed: [...failed, ...refused] };
}
