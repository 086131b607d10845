import type { NodeFormField } from "@/engine/nodes/contract";
import {
  aliasField,
  connectionField,
  expressionField,
  identityFields,
  matchField,
  onAmbiguousField,
  streamField,
} from "@/engine/nodes/shared/fields";

const EXISTING = { en: "Existing records", fr: "Enregistrements existants" };

export const WRITE_FORM: readonly NodeFormField[] = [
  connectionField,
  streamField,
  aliasField("alias", {
    en: "$links.name.id in later expressions",
    fr: "$links.nom.id dans les expressions suivantes",
  }),
  { ...expressionField("record", { label: { en: "Record to write", fr: "Enregistrement à écrire" } }), isMapping: true },
  expressionField("when", {
    label: { en: "Only when", fr: "Seulement si" },
    help: {
      en: "When it is not, nothing is written and the record goes on.",
      fr: "Sinon, rien n’est écrit et l’enregistrement continue.",
    },
  }),
  {
    path: "mode",
    label: { en: "Operation", fr: "Opération" },
    control: "select",
    options: [
      { value: "upsert", label: { en: "Create or update", fr: "Créer ou mettre à jour" } },
      { value: "create", label: { en: "Create only", fr: "Créer seulement" } },
      { value: "update", label: { en: "Update only", fr: "Mettre à jour seulement" } },
    ],
  },
  matchField,
  onAmbiguousField,
  {
    path: "onTaken",
    label: { en: "It belongs to another source record", fr: "Il appartient à un autre enregistrement source" },
    help: {
      en: "Two products with one reference, two guests with one address.",
      fr: "Deux produits de même référence, deux invités de même adresse.",
    },
    control: "select",
    options: [
      { value: "review", label: { en: "Ask a person", fr: "Demander à une personne" } },
      { value: "share", label: { en: "Link both to it", fr: "Y rattacher les deux" } },
      { value: "increment", label: { en: "Create another, with a number", fr: "En créer un autre, numéroté" } },
    ],
    group: EXISTING,
  },
  {
    path: "incrementField",
    label: { en: "Field that takes the number", fr: "Champ qui reçoit le numéro" },
    control: "text",
    visibleWhen: { path: "onTaken", equals: ["increment"] },
    group: EXISTING,
  },
  {
    path: "onChange",
    label: { en: "It exists and differs", fr: "Il existe et diffère" },
    control: "select",
    options: [
      { value: "update", label: { en: "Update it", fr: "Le mettre à jour" } },
      { value: "ignore", label: { en: "Leave it alone", fr: "Ne pas y toucher" } },
      { value: "review", label: { en: "Ask a person", fr: "Demander à une personne" } },
    ],
    group: EXISTING,
  },
  ...identityFields,
];
