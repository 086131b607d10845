import { defineRunner } from "@/engine/nodes/define-node";
import { OUT } from "@/engine/nodes/shared/handles";
import type { TriggerWebhookConfig } from "./definition";

/** Brings items through `readPage` when it is a driver; items that pass it are left as they are. */
export const triggerWebhookRunner = defineRunner<TriggerWebhookConfig>({
  run: async ({ items }) => ({ emit: { [OUT]: items } }),
});
