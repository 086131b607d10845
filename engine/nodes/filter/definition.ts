import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { expressionField } from "@/engine/nodes/shared/fields";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ExpressionSchema } from "@/engine/nodes/shared/schemas";
import { short, toConfigure } from "@/engine/nodes/shared/words";

const FilterConfigSchema = z.strictObject({
  /** The record goes on when this is true, by JSONata's own `$boolean`. */
  expression: ExpressionSchema,
  /** Shown with the records that are ignored. */
  reason: z.string().max(200).optional(),
});
export type FilterConfig = z.infer<typeof FilterConfigSchema>;

export const filter = defineNode<FilterConfig>({
  kind: "filter",
  version: 1,
  category: "control",
  title: { en: "Filter", fr: "Filtrer" },
  description: {
    en: "Lets through the records that meet a condition; the others are ignored, with the reason.",
    fr: "Laisse passer les enregistrements qui remplissent une condition ; les autres sont ignorés, avec le motif.",
  },
  icon: "funnel",
  config: FilterConfigSchema,
  defaults: { expression: "" },
  form: [
    expressionField("expression", { label: { en: "Let through when", fr: "Laisser passer si" } }),
    {
      path: "reason",
      label: { en: "Reason shown for the others", fr: "Motif affiché pour les autres" },
      control: "text",
    },
  ],
  handles: () => THROUGH,
  summary: (config, locale) => {
    const expression = textOf(config, "expression");
    return expression === "" ? toConfigure(locale) : short(`${locale === "fr" ? "Si" : "If"} ${expression}`);
  },
  describeOutput: (_config, input) => ({ out: input }),
});
