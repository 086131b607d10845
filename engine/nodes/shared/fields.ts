import type { NodeFormField } from "@/engine/nodes/contract";
import type { LocalizedText } from "@/lib/core/text";

type FieldText = { label: LocalizedText; help?: LocalizedText };

export const connectionField: NodeFormField = {
  path: "connection",
  label: { en: "Connection", fr: "Connexion" },
  control: "connection",
};

export const streamField: NodeFormField = {
  path: "stream",
  label: { en: "Records", fr: "Enregistrements" },
  control: "stream",
};

export function expressionField(path: string, text: FieldText): NodeFormField {
  return { path, control: "expression", ...text };
}

/** The rules by which an existing record is recognised, tried in order. */
export const matchField: NodeFormField = {
  path: "match",
  label: { en: "Recognise an existing record", fr: "Reconnaître un enregistrement existant" },
  help: {
    en: "Rules are tried in order; within a rule every field must be equal. A rule whose value is empty is passed over.",
    fr: "Les règles sont essayées dans l’ordre ; dans une règle, tous les champs doivent être égaux. Une règle dont une valeur est vide est passée.",
  },
  control: "list",
  group: { en: "Existing records", fr: "Enregistrements existants" },
  item: [
    {
      path: "fields",
      label: { en: "Rule", fr: "Règle" },
      control: "list",
      item: [
        { path: "field", label: { en: "Field", fr: "Champ" }, control: "text" },
        { path: "value", label: { en: "Value", fr: "Valeur" }, control: "expression" },
      ],
    },
  ],
};

export const onAmbiguousField: NodeFormField = {
  path: "onAmbiguous",
  label: { en: "Several records match", fr: "Plusieurs enregistrements correspondent" },
  control: "select",
  options: [
    { value: "review", label: { en: "Ask a person", fr: "Demander à une personne" } },
    { value: "first", label: { en: "Take the first", fr: "Prendre le premier" } },
  ],
  group: { en: "Existing records", fr: "Enregistrements existants" },
};

const IDENTITY_GROUP: LocalizedText = { en: "Identity", fr: "Identité" };

/** Which source record is written or looked for, when it is not the record the flow reads. */
export const identityFields: readonly NodeFormField[] = [
  {
    path: "identity.stream",
    label: { en: "This is a record of", fr: "C’est un enregistrement de" },
    help: {
      en: "Leave empty for the record the flow reads. The customer of an order is a record of customers: it is then linked once for all flows.",
      fr: "Laisser vide pour l’enregistrement lu par le flux. Le client d’une commande est un enregistrement de clients : il est alors lié une seule fois pour tous les flux.",
    },
    control: "text",
    group: IDENTITY_GROUP,
  },
  {
    path: "identity.key",
    label: { en: "Its key", fr: "Sa clé" },
    control: "expression",
    group: IDENTITY_GROUP,
  },
];

export function aliasField(path: string, help: LocalizedText): NodeFormField {
  return { path, label: { en: "Name of the result", fr: "Nom du résultat" }, help, control: "text" };
}
