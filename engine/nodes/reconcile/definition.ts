import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { connectionField } from "@/engine/nodes/shared/fields";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ConnectionRefSchema, StreamNameSchema } from "@/engine/nodes/shared/schemas";
import { short, toConfigure } from "@/engine/nodes/shared/words";

/** Compares what a flow of the integration brings over with what the target holds. Writes nothing. */
export const ReconcileConfigSchema = z.strictObject({
  /** `expected`: records of the source, against what the flow would make of them. `extra`: records of the target nobody owns. */
  look: z.enum(["expected", "extra"]),
  /** The target. */
  connection: ConnectionRefSchema,
  /** Key of the flow that brings the records over. */
  flow: z.string().min(1),
  /** Streams of the target that are compared: documents as such, any other by `fields`. */
  streams: z.array(StreamNameSchema).min(1).max(10),
  fields: z.array(z.string().min(1)).max(20).default([]),
  /** `extra`: stream of the source whose field is the reference that a document of the target carries. */
  reference: z.strictObject({ connection: ConnectionRefSchema, stream: StreamNameSchema, field: z.string().min(1) }).optional(),
});
export type ReconcileConfig = z.infer<typeof ReconcileConfigSchema>;

export const reconcile = defineNode<ReconcileConfig>({
  kind: "reconcile",
  version: 1,
  category: "destination",
  title: { en: "Reconcile", fr: "Comparer" },
  description: {
    en: "Compares both systems: missing, extra and different records. Writes nothing.",
    fr: "Compare les deux systèmes : enregistrements manquants, en trop, différents. N’écrit rien.",
  },
  icon: "scale",
  config: ReconcileConfigSchema,
  defaults: { look: "expected", connection: "", flow: "", streams: [], fields: [] },
  form: [
    {
      path: "look",
      label: { en: "Look for", fr: "Rechercher" },
      control: "select",
      options: [
        { value: "expected", label: { en: "What is missing or different", fr: "Ce qui manque ou diffère" } },
        { value: "extra", label: { en: "What is too much", fr: "Ce qui est en trop" } },
      ],
    },
    connectionField,
    { path: "flow", label: { en: "Flow that writes them", fr: "Flux qui les écrit" }, control: "text" },
    {
      path: "streams",
      label: { en: "Records compared", fr: "Enregistrements comparés" },
      control: "json",
    },
    {
      path: "fields",
      label: { en: "Fields compared", fr: "Champs comparés" },
      help: {
        en: "Not for orders and invoices, of which date, amounts, VAT, payments and state are compared.",
        fr: "Inutile pour les commandes et factures, dont la date, les montants, la TVA, les règlements et l’état sont comparés.",
      },
      control: "json",
    },
    {
      path: "reference",
      label: { en: "Where their reference comes from", fr: "Origine de leur référence" },
      control: "json",
      visibleWhen: { path: "look", equals: ["extra"] },
    },
  ],
  handles: () => THROUGH,
  summary: (config, locale) => {
    const flow = textOf(config, "flow");
    return flow === "" ? toConfigure(locale) : short(`${locale === "fr" ? "Flux" : "Flow"} ${flow}`);
  },
  describeOutput: (_config, input) => ({ out: input }),
});
