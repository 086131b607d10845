import type { FlowNode } from "@/engine/document/schema";
import type { NodeContext } from "@/engine/interpreter/ports";
import type { Item } from "@/engine/nodes/contract";
import { evaluateItems, evaluateOnce } from "@/engine/nodes/shared/evaluate";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { TriggerWebhookConfigSchema } from "./definition";

/** The items a call brings. Throws when a record has no key: without identity nothing can be written once. */
export async function itemsOfPayload(node: FlowNode, ctx: NodeContext): Promise<Item[]> {
  const config = TriggerWebhookConfigSchema.parse(node.config);
  const found = await evaluateOnce(ctx, config.records);
  const records = (Array.isArray(found) ? found : [found]).filter((record): record is JsonObject => isJsonObject(record));
  const unnamed = records.map((data, index): Item => ({ key: String(index), label: "", data, links: {} }));
  const keys = await textsOf(ctx, config.key, unnamed);
  const labels = config.label === undefined ? keys : await textsOf(ctx, config.label, unnamed);
  const items = unnamed.map((item, index) => ({ ...item, key: keys[index] ?? "", label: labels[index] || (keys[index] ?? "") }));
  if (items.some((item) => item.key === "")) {
    throw new AppError({ code: "mapping.bad_result", category: "data", message: "a record of the payload has no key" });
  }
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

async function textsOf(ctx: NodeContext, expression: string, items: readonly Item[]): Promise<string[]> {
  const results = await evaluateItems(ctx, expression, items);
  return results.map((result) => {
    if (!result.ok) throw new AppError(result.error);
    return typeof result.value === "string" || typeof result.value === "number" ? String(result.value) : "";
  });
}
