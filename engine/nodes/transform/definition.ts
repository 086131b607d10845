import { z } from "zod";
import { describeExpression } from "@/engine/mapping/describe";
import { defineNode } from "@/engine/nodes/define-node";
import { expressionField } from "@/engine/nodes/shared/fields";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ExpressionSchema } from "@/engine/nodes/shared/schemas";
import { short, toConfigure } from "@/engine/nodes/shared/words";

/** Makes a new record of each record. */
const TransformConfigSchema = z.strictObject({
  expression: ExpressionSchema,
  /** A list becomes one record per entry (`key#1`, `key#2`…); without it a list is an error. */
  split: z.boolean(),
});
export type TransformConfig = z.infer<typeof TransformConfigSchema>;

export const transform = defineNode<TransformConfig>({
  kind: "transform",
  version: 1,
  category: "transform",
  title: { en: "Transform", fr: "Transformer" },
  description: {
    en: "Writes each record anew: choose, rename, compute and combine its fields.",
    fr: "Réécrit chaque enregistrement : choisir, renommer, calculer et combiner ses champs.",
  },
  icon: "shuffle",
  config: TransformConfigSchema,
  defaults: { expression: "", split: false },
  form: [
    {
      ...expressionField("expression", {
        label: { en: "New record", fr: "Nouvel enregistrement" },
        help: {
          en: "A JSONata expression. $ is the record; $links, $settings, $trigger, $run, $item and $map('table', value) are at hand.",
          fr: "Une expression JSONata. $ est l’enregistrement ; $links, $settings, $trigger, $run, $item et $map('table', valeur) sont disponibles.",
        },
      }),
      isMapping: true,
    },
    {
      path: "split",
      label: { en: "A list makes several records", fr: "Une liste donne plusieurs enregistrements" },
      control: "switch",
    },
  ],
  handles: () => THROUGH,
  summary: (config, locale) => {
    const expression = textOf(config, "expression");
    if (expression === "") return toConfigure(locale);
    const fields = Object.keys(describeExpression(expression).properties ?? {});
    if (fields.length > 0) return short(fields.join(", "));
    const lines = expression.trim().split("\n").length;
    // The first words of a long calculation tell nothing.
    return lines > 1 ? `JSONata · ${lines} ${locale === "fr" ? "lignes" : "lines"}` : short(expression);
  },
  describeOutput: (config) => ({ out: describeExpression(textOf(config, "expression")) }),
});
