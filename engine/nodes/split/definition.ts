import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { expressionField } from "@/engine/nodes/shared/fields";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ExpressionSchema, PathSchema } from "@/engine/nodes/shared/schemas";
import { short, toConfigure } from "@/engine/nodes/shared/words";

/** Makes one record of each entry of a list. */
const SplitConfigSchema = z.strictObject({
  /** A list; one value counts as a list of one. */
  expression: ExpressionSchema,
  /** Where each child keeps the record it comes from; absent = it does not. */
  parent: PathSchema.optional(),
});
export type SplitConfig = z.infer<typeof SplitConfigSchema>;

export const split = defineNode<SplitConfig>({
  kind: "split",
  version: 1,
  category: "transform",
  title: { en: "Split", fr: "Éclater" },
  description: {
    en: "Makes one record of each entry of a list: the payments of an order.",
    fr: "Fait un enregistrement de chaque élément d’une liste : les règlements d’une commande.",
  },
  icon: "ungroup",
  config: SplitConfigSchema,
  defaults: { expression: "", parent: "parent" },
  form: [
    expressionField("expression", { label: { en: "List", fr: "Liste" } }),
    {
      path: "parent",
      label: { en: "Keep the whole record in", fr: "Garder l’enregistrement entier dans" },
      help: { en: "Empty: each entry stands alone.", fr: "Vide : chaque élément est seul." },
      control: "text",
    },
  ],
  handles: () => THROUGH,
  summary: (config, locale) => {
    const expression = textOf(config, "expression");
    if (expression === "") return toConfigure(locale);
    return short(locale === "fr" ? `Un par élément · ${expression}` : `One per entry · ${expression}`);
  },
  describeOutput: () => ({ out: { type: "object" } }),
});
