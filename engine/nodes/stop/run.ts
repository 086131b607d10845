import type { EvaluationResult } from "@/engine/interpreter/ports";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateItems } from "@/engine/nodes/shared/evaluate";
import type { ErrorInfo } from "@/lib/core/errors";
import type { StopConfig } from "./definition";

export const stopRunner = defineRunner<StopConfig>({
  async run({ config, items, ctx }) {
    const results = await evaluateItems(ctx, config.message, items);
    const messages = items.map((item, index) => ({ item, text: messageOf(results[index]) }));
    if (config.mode === "fail") return { emit: {}, failed: messages.map(({ item, text }) => ({ item, error: stopped(text) })) };
    return { emit: {}, ignored: messages.map(({ item, text }) => ({ item, reason: { code: "stopped" as const, text } })) };
  },
});

/** A message that cannot be computed must not hide that the record was stopped: its own error is the message. */
function messageOf(result: EvaluationResult | undefined): string {
  if (result === undefined) return "";
  if (!result.ok) return result.error.message;
  return typeof result.value === "string" ? result.value : JSON.stringify(result.value ?? "");
}

function stopped(text: string): ErrorInfo {
  return { code: "record.stopped", category: "data", message: text, details: { text } };
}
