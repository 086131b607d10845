import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { expressionField } from "@/engine/nodes/shared/fields";
import { ONLY_OUT } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ExpressionSchema, StreamNameSchema } from "@/engine/nodes/shared/schemas";
import { streamWords } from "@/engine/nodes/shared/words";

/** Items made of the payload of a verified, stored and deduplicated call. */
export const TriggerWebhookConfigSchema = z.strictObject({
  /** What the records are called in links: `orders`. */
  stream: StreamNameSchema,
  /** On the payload: one record, or a list of records. */
  records: ExpressionSchema,
  /** On each record: its identity. */
  key: ExpressionSchema,
  /** On each record: what a person calls it; the key when absent. */
  label: ExpressionSchema.optional(),
});
export type TriggerWebhookConfig = z.infer<typeof TriggerWebhookConfigSchema>;

export const triggerWebhook = defineNode<TriggerWebhookConfig>({
  kind: "trigger-webhook",
  version: 1,
  category: "trigger",
  title: { en: "Webhook", fr: "Webhook" },
  description: {
    en: "The flow starts when another system calls its address with a signed request.",
    fr: "Le flux démarre quand un autre système appelle son adresse avec une requête signée.",
  },
  icon: "webhook",
  config: TriggerWebhookConfigSchema,
  defaults: { stream: "records", records: "$", key: "id" },
  form: [
    { path: "stream", label: { en: "Records", fr: "Enregistrements" }, control: "text" },
    expressionField("records", {
      label: { en: "Records of the payload", fr: "Enregistrements du contenu reçu" },
      help: { en: "$ is the payload: one record or a list.", fr: "$ est le contenu reçu : un enregistrement ou une liste." },
    }),
    expressionField("key", { label: { en: "Key of a record", fr: "Clé d’un enregistrement" } }),
    expressionField("label", { label: { en: "Name of a record", fr: "Nom d’un enregistrement" } }),
  ],
  handles: () => ONLY_OUT,
  summary: (config, locale) => {
    const stream = streamWords(textOf(config, "stream") || "records", locale);
    return locale === "fr" ? `Appel signé · ${stream}` : `Signed call · ${stream}`;
  },
});
