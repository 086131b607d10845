import type { EvaluationInput, EvaluationResult, NodeContext } from "@/engine/interpreter/ports";
import type { Item, ItemLink } from "@/engine/nodes/contract";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { AppError } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/** Names bound in every expression of a run; the record's own come with `evaluateItems`. */
function runBindings(ctx: NodeContext) {
  return {
    settings: ctx.settings,
    trigger: ctx.trigger,
    run: { id: ctx.runId, mode: ctx.mode, startedAt: ctx.startedAt },
  };
}

/** One result or error per item, in order. `$` is the item's data. */
export async function evaluateItems(ctx: NodeContext, expression: string, items: readonly Item[]): Promise<EvaluationResult[]> {
  if (items.length === 0) return [];
  const { settings, trigger, run } = runBindings(ctx);
  const inputs = items.map(
    (item): EvaluationInput => ({
      data: item.data,
      bindings: { settings, trigger, run, links: linksJson(item.links), item: { key: item.key, label: item.label } },
    }),
  );
  return ctx.evaluator.evaluate(expression, inputs);
}

/** An expression on the run alone: `$` is the trigger's payload. Throws its error. */
export async function evaluateOnce(ctx: NodeContext, expression: string, data: Json = ctx.trigger): Promise<Json | undefined> {
  const [result] = await ctx.evaluator.evaluate(expression, [{ data, bindings: runBindings(ctx) }]);
  if (result === undefined) return undefined;
  if (!result.ok) throw new AppError(result.error);
  return result.value;
}

function linksJson(links: Item["links"]): JsonObject {
  const json: JsonObject = {};
  for (const alias in links) {
    const link = links[alias];
    if (link !== undefined) json[alias] = linkJson(link);
  }
  return json;
}

export function linkJson(link: ItemLink): JsonObject {
  const { id, ref, outcome, stream, data } = link;
  return { id, ref, outcome, stream, ...(data === undefined ? {} : { data }) };
}

export interface Evaluated {
  readonly done: readonly { readonly item: Item; readonly value: Json | undefined }[];
  readonly failed: readonly Failure[];
}

/** As `evaluateItems`, sorted into results and failures. */
export async function evaluateEach(ctx: NodeContext, expression: string, items: readonly Item[]): Promise<Evaluated> {
  const results = await evaluateItems(ctx, expression, items);
  const done: { item: Item; value: Json | undefined }[] = [];
  const failed: Failure[] = [];
  for (const [index, item] of items.entries()) {
    const result = results[index];
    if (result === undefined) failed.push({ item, error: badResult("a result", undefined) });
    else if (result.ok) done.push({ item, value: result.value });
    else failed.push({ item, error: result.error });
  }
  return { done, failed };
}
