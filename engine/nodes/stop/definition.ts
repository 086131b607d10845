import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { expressionField } from "@/engine/nodes/shared/fields";
import { ONLY_IN } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ExpressionSchema } from "@/engine/nodes/shared/schemas";

/** The end of the way for a record, with a reason. */
const StopConfigSchema = z.strictObject({
  mode: z.enum(["fail", "ignore"]),
  /** Gives the text shown with the record. */
  message: ExpressionSchema,
});
export type StopConfig = z.infer<typeof StopConfigSchema>;

export const stop = defineNode<StopConfig>({
  kind: "stop",
  version: 1,
  category: "control",
  title: { en: "Stop", fr: "Arrêter" },
  description: {
    en: "Ends here for a record: ignored or failed, with your message.",
    fr: "Fin du parcours d’un enregistrement : ignoré ou échoué, avec votre message.",
  },
  icon: "circle-stop",
  config: StopConfigSchema,
  defaults: { mode: "ignore", message: "" },
  form: [
    {
      path: "mode",
      label: { en: "The record is", fr: "L’enregistrement est" },
      control: "select",
      options: [
        { value: "ignore", label: { en: "ignored", fr: "ignoré" } },
        { value: "fail", label: { en: "failed", fr: "échoué" } },
      ],
    },
    expressionField("message", {
      label: { en: "Message", fr: "Message" },
      help: {
        en: 'A text between quotes, or an expression: "Order " & reference',
        fr: 'Un texte entre guillemets droits, ou une expression : "Commande " & reference',
      },
    }),
  ],
  handles: () => ONLY_IN,
  summary: (config, locale) => {
    const fails = textOf(config, "mode") === "fail";
    if (locale === "fr") return fails ? "Mettre en échec" : "Ignorer";
    return fails ? "Fail the record" : "Ignore the record";
  },
});
