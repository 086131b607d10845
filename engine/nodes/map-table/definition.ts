import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { expressionField } from "@/engine/nodes/shared/fields";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { addProperty } from "@/engine/nodes/shared/json-schema";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ExpressionSchema, PathSchema } from "@/engine/nodes/shared/schemas";
import { short, toConfigure } from "@/engine/nodes/shared/words";

/** Replaces a value of one system by the value of the other, as the mapping table says. */
export const MapTableConfigSchema = z.strictObject({
  table: z.string().min(1),
  source: ExpressionSchema,
  into: PathSchema,
  /** No row and no default: the record fails, gets null, or is ignored. */
  onMissing: z.enum(["fail", "null", "ignore"]),
});
export type MapTableConfig = z.infer<typeof MapTableConfigSchema>;

export const mapTable = defineNode<MapTableConfig>({
  kind: "map-table",
  version: 1,
  category: "transform",
  title: { en: "Map table", fr: "Table de correspondance" },
  description: {
    en: "Translates a value with a mapping table: a tax, a carrier, a payment mode.",
    fr: "Traduit une valeur avec une table de correspondance : une TVA, un transporteur, un mode de règlement.",
  },
  icon: "table-2",
  config: MapTableConfigSchema,
  defaults: { table: "", source: "", into: "", onMissing: "fail" },
  form: [
    { path: "table", label: { en: "Table", fr: "Table" }, control: "table" },
    expressionField("source", { label: { en: "Value to translate", fr: "Valeur à traduire" } }),
    { path: "into", label: { en: "Put into", fr: "Ranger dans" }, control: "text" },
    {
      path: "onMissing",
      label: { en: "Value without a row or default", fr: "Valeur sans ligne ni valeur par défaut" },
      control: "select",
      options: [
        { value: "fail", label: { en: "Fail the record", fr: "Mettre l’enregistrement en échec" } },
        { value: "null", label: { en: "Leave empty", fr: "Laisser vide" } },
        { value: "ignore", label: { en: "Ignore the record", fr: "Ignorer l’enregistrement" } },
      ],
    },
  ],
  handles: () => THROUGH,
  summary: (config, locale) => {
    const table = textOf(config, "table");
    const into = textOf(config, "into");
    return table === "" ? toConfigure(locale) : short(into === "" ? table : `${table} → ${into}`);
  },
  describeOutput: (config, input) => {
    const into = textOf(config, "into");
    return { out: into === "" ? input : addProperty(input, into, {}) };
  },
});
