import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { connectionField, expressionField } from "@/engine/nodes/shared/fields";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { addProperty } from "@/engine/nodes/shared/json-schema";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ConnectionRefSchema, ExpressionSchema, PathSchema } from "@/engine/nodes/shared/schemas";
import type { JsonObject } from "@/lib/core/json";

/** Fits the sale of the shop to a document of the target whose total equals what the customer paid, to the cent. */
const DocumentConfigSchema = z.strictObject({
  /** The system that will total the document: its arithmetic is the one fitted to. */
  connection: ConnectionRefSchema,
  /** Gives a `Sale` (see connectors/contract). */
  sale: ExpressionSchema,
  into: PathSchema,
  /** An explicit line takes what the target's rounding cannot express; without it such a record fails. */
  differenceLine: z.boolean(),
  /**
   * Decimal string in the document's currency: beyond it, and beyond what the shop's own rounding can explain, the
   * record fails, with a line or without.
   */
  maxDifference: z.string().regex(/^\d+(\.\d+)?$/),
  /** One discount line per VAT rate for all discounts, or one per discount of the shop. */
  discounts: z.enum(["one", "each"]),
  /**
   * Gives any of the three choices above, when the integration's settings decide: `{"differenceLine": $settings.…}`.
   * `inCurrency` (a code) books the sale in the shop's base currency, at the order's rate; `secondTax: "local"` books a
   * second tax as a local one.
   */
  options: ExpressionSchema.optional(),
});
export type DocumentConfig = z.infer<typeof DocumentConfigSchema>;

/** The output is described once the arithmetic has given its lines: amounts are decimal strings. */
const DOCUMENT_SCHEMA: JsonObject = { type: "object", properties: { lines: { type: "array", items: { type: "object" } } } };

export const document = defineNode<DocumentConfig>({
  kind: "document",
  version: 1,
  category: "transform",
  title: { en: "Sale document", fr: "Document de vente" },
  description: {
    en: "Computes the lines of the order or invoice so that its total equals the shop’s to the cent.",
    fr: "Calcule les lignes de la commande ou de la facture pour que le total soit celui de la boutique, au centime.",
  },
  icon: "receipt-text",
  config: DocumentConfigSchema,
  defaults: {
    connection: "",
    sale: "sale",
    into: "document",
    differenceLine: true,
    maxDifference: "0.05",
    discounts: "one",
  },
  form: [
    connectionField,
    expressionField("sale", { label: { en: "Sale", fr: "Vente" } }),
    { path: "into", label: { en: "Put into", fr: "Ranger dans" }, control: "text" },
    {
      path: "discounts",
      label: { en: "Discounts", fr: "Remises" },
      control: "select",
      options: [
        { value: "one", label: { en: "On one line", fr: "Sur une seule ligne" } },
        { value: "each", label: { en: "One line per discount", fr: "Une ligne par remise" } },
      ],
    },
    {
      path: "differenceLine",
      label: { en: "Rounding difference on its own line", fr: "Écart d’arrondi sur une ligne dédiée" },
      control: "switch",
    },
    {
      path: "maxDifference",
      label: { en: "Largest difference accepted", fr: "Écart maximal accepté" },
      help: { en: "Beyond it the record fails.", fr: "Au-delà, l’enregistrement est en échec." },
      control: "text",
    },
    expressionField("options", {
      label: { en: "Options from the settings", fr: "Options issues des réglages" },
      help: { en: "Wins over the choices above.", fr: "L’emporte sur les choix ci-dessus." },
    }),
  ],
  handles: () => THROUGH,
  summary: (_config, locale) => (locale === "fr" ? "Total égal au centime" : "Total equal to the cent"),
  describeOutput: (config, input) => ({ out: addProperty(input, textOf(config, "into") || "document", DOCUMENT_SCHEMA) }),
});
