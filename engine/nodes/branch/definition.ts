import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { IN, OTHERWISE } from "@/engine/nodes/shared/handles";
import { entriesOf, textOf } from "@/engine/nodes/shared/read-config";
import { ExpressionSchema } from "@/engine/nodes/shared/schemas";
import { short, toConfigure } from "@/engine/nodes/shared/words";
import type { JsonObject } from "@/lib/core/json";

/** Sends each record down the first case it meets; down `otherwise` when it meets none. */
export const BranchConfigSchema = z.strictObject({
  cases: z
    .array(
      z.strictObject({
        /** Handle id: stable when the case is renamed or moved. */
        id: z
          .string()
          .regex(/^[a-z][a-zA-Z0-9_]*$/)
          .refine((id) => id !== OTHERWISE),
        label: z.string().max(60),
        when: ExpressionSchema,
      }),
    )
    .min(1)
    .max(20)
    .refine((cases) => new Set(cases.map((entry) => entry.id)).size === cases.length),
});
export type BranchConfig = z.infer<typeof BranchConfigSchema>;

function handles(config: JsonObject) {
  const cases = entriesOf(config, "cases").flatMap((entry) => {
    const id = textOf(entry, "id");
    const label = textOf(entry, "label") || id;
    return id === "" ? [] : [{ id, label: { en: label, fr: label } }];
  });
  return { inputs: [{ id: IN }], outputs: [...cases, { id: OTHERWISE, label: { en: "Otherwise", fr: "Sinon" } }] };
}

export const branch = defineNode<BranchConfig>({
  kind: "branch",
  version: 1,
  category: "control",
  title: { en: "Branch", fr: "Branche" },
  description: {
    en: "Sends each record one way or another: the first case it meets.",
    fr: "Envoie chaque enregistrement d’un côté ou de l’autre : le premier cas rempli.",
  },
  icon: "split",
  config: BranchConfigSchema,
  defaults: { cases: [] },
  form: [
    {
      path: "cases",
      label: { en: "Cases, in order", fr: "Cas, dans l’ordre" },
      control: "list",
      item: [
        { path: "id", label: { en: "Id", fr: "Identifiant" }, control: "text" },
        { path: "label", label: { en: "Name", fr: "Nom" }, control: "text" },
        { path: "when", label: { en: "When", fr: "Si" }, control: "expression" },
      ],
    },
  ],
  handles,
  summary: (config, locale) => {
    const labels = entriesOf(config, "cases").map((entry) => textOf(entry, "label") || textOf(entry, "id"));
    return labels.length === 0 ? toConfigure(locale) : short(labels.join(" · "));
  },
  describeOutput: (config, input) => Object.fromEntries(handles(config).outputs.map((handle) => [handle.id, input])),
});
