import type { NodeFormField } from "@/engine/nodes/contract";
import { connectionField, expressionField, streamField } from "@/engine/nodes/shared/fields";

export const READ_FORM: readonly NodeFormField[] = [
  connectionField,
  streamField,
  {
    path: "since",
    label: { en: "Which ones", fr: "Lesquels" },
    control: "select",
    options: [
      {
        value: "watermark",
        label: { en: "New and changed since the last run", fr: "Nouveaux et modifiés depuis la dernière exécution" },
      },
      { value: "setting", label: { en: "Changed since a date", fr: "Modifiés depuis une date" } },
      { value: "all", label: { en: "All, each time", fr: "Tous, à chaque fois" } },
    ],
  },
  expressionField("from", {
    label: { en: "From", fr: "À partir du" },
    help: {
      en: "A date such as $settings.startDate. For new and changed records it bounds the first run.",
      fr: "Une date, par exemple $settings.startDate. Pour les nouveautés, elle borne la première exécution.",
    },
  }),
  {
    path: "rereadDays",
    label: { en: "Read again, in days", fr: "Relire, en jours" },
    help: {
      en: "For changes that leave the date of a record alone: refunds, stock, combinations. Unchanged records cost nothing.",
      fr: "Pour les changements qui laissent la date intacte : remboursements, stock, déclinaisons. L’inchangé ne coûte rien.",
    },
    control: "number",
    visibleWhen: { path: "since", equals: ["watermark"] },
  },
  {
    path: "where",
    label: { en: "Conditions", fr: "Conditions" },
    control: "list",
    group: { en: "Selection", fr: "Sélection" },
    item: [
      { path: "field", label: { en: "Field", fr: "Champ" }, control: "text" },
      {
        path: "op",
        label: { en: "Comparison", fr: "Comparaison" },
        control: "select",
        options: [
          { value: "in", label: { en: "is one of", fr: "est l’un de" } },
          { value: "gte", label: { en: "is at least", fr: "est au moins" } },
          { value: "lte", label: { en: "is at most", fr: "est au plus" } },
          { value: "between", label: { en: "is between", fr: "est compris entre" } },
        ],
      },
      { path: "value", label: { en: "Value", fr: "Valeur" }, control: "expression" },
    ],
  },
  {
    path: "include",
    label: { en: "With", fr: "Avec" },
    help: { en: "Parts that are read only when named.", fr: "Parties lues seulement si elles sont nommées." },
    control: "fields",
    group: { en: "Selection", fr: "Sélection" },
  },
  {
    ...expressionField("keys", {
      label: { en: "Only these records", fr: "Seulement ces enregistrements" },
      help: {
        en: "Keys named by an event, such as $trigger.keys.",
        fr: "Clés nommées par un évènement, par exemple $trigger.keys.",
      },
    }),
    group: { en: "Selection", fr: "Sélection" },
  },
];
