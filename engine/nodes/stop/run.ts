import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import type { StopConfig } from "./definition";

export const stopRunner = defineRunner<StopConfig>({
  async run({ config, items, ctx }) {
    const { done, failed } = await evaluateEach(ctx, config.message, items);
    if (config.mode === "fail") {
      return { emit: {}, failed: [...failed, ...done.map(({ item, value }) => ({ item, error: stopped(textOf(value)) }))] };
    }
    return {
      emit: {},
      failed,
      ignored: done.map(({ item, value }) => ({ item, reason: { code: "stopped", text: textOf(value) } })),
    };
  },
});

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function stopped(text: string): ErrorInfo {
  return { code: "record.stopped", category: "data", message: text, details: { text } };
}
