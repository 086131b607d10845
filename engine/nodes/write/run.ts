import type { NodeContext } from "@/engine/interpreter/ports";
import type { WriteTask } from "@/engine/interpreter/write-decisions";
import { writeRecords } from "@/engine/interpreter/write-protocol";
import type { Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { fillRules, keyEach, scopeOf } from "@/engine/nodes/shared/target";
import { resultOf } from "@/engine/nodes/shared/verdicts";
import { itemsWanted } from "@/engine/nodes/shared/wanted";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { WriteConfig } from "./definition";

export const writeRunner = defineRunner<WriteConfig>({
  async run({ node, config, items, ctx }) {
    const wanted = await itemsWanted(ctx, config.when, items);
    const { tasks, failed } = await tasksOf(ctx, config, wanted.items);
    const connector = await ctx.connector(config.connection);
    const scope = scopeOf({ ctx, connector, targetStream: config.stream, identity: config.identity });
    const { alias, mode, onChange, onAmbiguous, onTaken = "review", incrementField } = config;
    const options = {
      ...{ nodeId: node.id, alias, mode, onChange, onAmbiguous, onTaken },
      ...(incrementField === undefined ? {} : { incrementField }),
    };
    const verdicts = await writeRecords({ ctx, connector, scope, options }, tasks);
    return resultOf({
      alias,
      verdicts: tasks.map(({ item }, index) => ({ item, verdict: verdicts[index] })),
      passed: wanted.passed,
      failed: [...wanted.failed, ...failed],
    });
  },
});

async function tasksOf(ctx: NodeContext, config: WriteConfig, items: readonly Item[]) {
  const records = await evaluateEach(ctx, config.record, items);
  const made = new Map<Item, JsonObject>();
  const refused: Failure[] = [];
  for (const { item, value } of records.done) {
    if (isJsonObject(value)) made.set(item, value);
    else refused.push({ item, error: badResult("the record to write", value) });
  }
  const rules = await fillRules(ctx, config.match, [...made.keys()]);
  const keys = await keyEach(ctx, config.identity?.key, [...rules.filled.keys()]);
  const tasks = keys.keyed.map(
    ({ item, key }): WriteTask => ({ item, key, record: made.get(item) ?? {}, rules: rules.filled.get(item) ?? [] }),
  );
  return { tasks, failed: [...records.failed, ...refused, ...rules.failed, ...keys.failed] };
}
