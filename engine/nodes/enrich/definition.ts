import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { connectionField } from "@/engine/nodes/shared/fields";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { addProperty } from "@/engine/nodes/shared/json-schema";
import { entriesOf, flagOf, textOf } from "@/engine/nodes/shared/read-config";
import { ConnectionRefSchema, ExpressionSchema, PathSchema, StreamNameSchema } from "@/engine/nodes/shared/schemas";
import { short, streamWords, toConfigure } from "@/engine/nodes/shared/words";
import type { JsonObject } from "@/lib/core/json";

/** Adds to each record the records of other streams it refers to: one request per page and join, not per record. */
export const EnrichConfigSchema = z.strictObject({
  connection: ConnectionRefSchema,
  joins: z
    .array(
      z.strictObject({
        stream: StreamNameSchema,
        /** Property of the joined record that is compared: `id`. */
        field: z.string().min(1),
        /**
         * The values are keys of these source records instead, and what they are linked to is joined, as
         * `{id, ref, key}`: no request, and right even where the target's own references were changed or numbered.
         */
        identity: z
          .strictObject({
            stream: StreamNameSchema,
            /** Role the source records belong to, when it is not the one the flow reads. */
            origin: z.string().min(1).optional(),
            /** The values are ids in this connection, and the source keys linked to them are joined, as `id`. */
            reverse: z.boolean().optional(),
          })
          .optional(),
        /** The value, or the values, to look for. */
        from: ExpressionSchema,
        into: PathSchema,
        /** A list of all that match, in the order of the values; otherwise the first, or null. */
        many: z.boolean(),
        include: z.array(z.string().min(1)).optional(),
        onMissing: z.enum(["continue", "ignore", "fail"]).default("continue"),
      }),
    )
    .min(1)
    .max(10),
});
export type EnrichConfig = z.infer<typeof EnrichConfigSchema>;

export const enrich = defineNode<EnrichConfig>({
  kind: "enrich",
  version: 1,
  category: "source",
  title: { en: "Enrich", fr: "Enrichir" },
  description: {
    en: "Adds related records: the customer and the addresses of an order.",
    fr: "Ajoute des enregistrements liés : le client et les adresses d’une commande.",
  },
  icon: "list-plus",
  config: EnrichConfigSchema,
  defaults: { connection: "", joins: [] },
  form: [
    connectionField,
    {
      path: "joins",
      label: { en: "Related records", fr: "Enregistrements liés" },
      control: "list",
      item: [
        { path: "stream", label: { en: "Records", fr: "Enregistrements" }, control: "stream" },
        { path: "field", label: { en: "Compared field", fr: "Champ comparé" }, control: "text" },
        { path: "from", label: { en: "With the value", fr: "Avec la valeur" }, control: "expression" },
        { path: "into", label: { en: "Put into", fr: "Ranger dans" }, control: "text" },
        { path: "many", label: { en: "Several", fr: "Plusieurs" }, control: "switch" },
        {
          path: "onMissing",
          label: { en: "When there is none", fr: "S’il n’y en a pas" },
          control: "select",
          options: [
            { value: "continue", label: { en: "Go on without", fr: "Continuer sans" } },
            { value: "ignore", label: { en: "Ignore the record", fr: "Ignorer l’enregistrement" } },
            { value: "fail", label: { en: "Fail the record", fr: "Mettre l’enregistrement en échec" } },
          ],
        },
      ],
    },
  ],
  handles: () => THROUGH,
  summary: (config, locale) => {
    const streams = entriesOf(config, "joins").map((join) => streamWords(textOf(join, "stream"), locale));
    return streams.length === 0 ? toConfigure(locale) : short(`${locale === "fr" ? "Avec" : "With"} ${streams.join(", ")}`);
  },
  describeOutput: (config, input, catalog) => {
    let out: JsonObject = input;
    for (const join of entriesOf(config, "joins")) {
      const joined = catalog.streamSchema(textOf(config, "connection"), textOf(join, "stream")) ?? { type: "object" };
      const into = textOf(join, "into");
      if (into !== "")
        out = addProperty(
          out,
          into,
          flagOf(join, "many") ? { type: "array", items: joined } : { anyOf: [joined, { type: "null" }] },
        );
    }
    return { out };
  },
});
