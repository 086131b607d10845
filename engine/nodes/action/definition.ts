import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { aliasField, connectionField, expressionField } from "@/engine/nodes/shared/fields";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { AliasSchema, ConnectionRefSchema, ExpressionSchema } from "@/engine/nodes/shared/schemas";
import { short, toConfigure } from "@/engine/nodes/shared/words";

/** Does something with a record already written or found: validate an order, build its PDF. */
export const ActionConfigSchema = z.strictObject({
  connection: ConnectionRefSchema,
  action: z.string().min(1),
  /** Alias of the link acted on. A record without that link goes on untouched. */
  target: AliasSchema,
  /** An object. */
  params: ExpressionSchema.optional(),
  when: ExpressionSchema.optional(),
  /** Keeps the answer as `$links.<into>`. */
  into: AliasSchema.optional(),
  /**
   * Tells apart several uses of one action on one record: the number of a payment.
   * Absent = once per record.
   */
  key: ExpressionSchema.optional(),
  /** `never`: done once for all; `onChange`: done again when the parameters differ from the last time. */
  again: z.enum(["never", "onChange"]),
});
export type ActionConfig = z.infer<typeof ActionConfigSchema>;

export const action = defineNode<ActionConfig>({
  kind: "action",
  version: 1,
  category: "destination",
  title: { en: "Action", fr: "Action" },
  description: {
    en: "Does something with a record of the target: validate, pay, send, build the PDF.",
    fr: "Agit sur un enregistrement de la cible : valider, régler, envoyer, produire le PDF.",
  },
  icon: "zap",
  config: ActionConfigSchema,
  defaults: { connection: "", action: "", target: "", again: "never" },
  form: [
    connectionField,
    { path: "action", label: { en: "Action", fr: "Action" }, control: "action" },
    { path: "target", label: { en: "On the result", fr: "Sur le résultat" }, control: "text" },
    expressionField("params", { label: { en: "Parameters", fr: "Paramètres" } }),
    expressionField("when", { label: { en: "Only when", fr: "Seulement si" } }),
    {
      path: "again",
      label: { en: "At the next run", fr: "À l’exécution suivante" },
      control: "select",
      options: [
        { value: "never", label: { en: "Never do it again", fr: "Ne jamais recommencer" } },
        {
          value: "onChange",
          label: { en: "Do it again if the parameters change", fr: "Recommencer si les paramètres changent" },
        },
      ],
    },
    expressionField("key", { label: { en: "Once for each", fr: "Une fois pour chaque" } }),
    aliasField("into", { en: "Keeps the answer: $links.name", fr: "Garde la réponse : $links.nom" }),
  ],
  handles: () => THROUGH,
  summary: (config, locale) => {
    const id = textOf(config, "action");
    const target = textOf(config, "target");
    return id === "" ? toConfigure(locale) : short(target === "" ? id : `${id} · ${target}`);
  },
  describeOutput: (_config, input) => ({ out: input }),
});
