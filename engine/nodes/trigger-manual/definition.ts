import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { ONLY_OUT } from "@/engine/nodes/shared/handles";

const TriggerManualConfigSchema = z.strictObject({});
export type TriggerManualConfig = z.infer<typeof TriggerManualConfigSchema>;

export const triggerManual = defineNode<TriggerManualConfig>({
  kind: "trigger-manual",
  version: 1,
  category: "trigger",
  title: { en: "On demand", fr: "À la demande" },
  description: {
    en: "The flow starts when a person or a program asks for it.",
    fr: "Le flux démarre quand une personne ou un programme le demande.",
  },
  icon: "mouse-pointer-click",
  config: TriggerManualConfigSchema,
  defaults: {},
  form: [],
  handles: () => ONLY_OUT,
  summary: (_config, locale) => (locale === "fr" ? "Lancé à la main" : "Started by hand"),
});
