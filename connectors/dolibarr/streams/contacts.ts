import { ADDRESS_FIELDS, ID, NOTES, type StreamTable, TIMES } from "@/connectors/dolibarr/streams/table";
import { textOf } from "@/connectors/dolibarr/values";

/** A third party has one address: a delivery address is a contact, linked to a document with type SHIPPING. */
export const contacts: StreamTable = {
  name: "contacts",
  title: { en: "Contacts and addresses", fr: "Contacts et adresses" },
  path: "/contacts",
  fields: {
    id: { kind: "id" },
    ref_ext: { kind: "text", write: true },
    socid: { kind: "id", write: true },
    lastname: { kind: "text", write: true, required: true, max: 50 },
    firstname: { kind: "text", write: true, max: 50 },
    civility_code: { kind: "text", write: true },
    poste: { kind: "text", write: true, max: 80 },
    email: { kind: "text", write: true, max: 255 },
    phone_pro: { kind: "text", write: true, max: 30 },
    phone_perso: { kind: "text", write: true, max: 30 },
    phone_mobile: { kind: "text", write: true, max: 30 },
    ...ADDRESS_FIELDS,
    statut: { kind: "boolean", write: true },
    default_lang: { kind: "text", write: true },
    ...NOTES,
    ...TIMES,
  },
  label: (record) => [textOf(record.firstname), textOf(record.lastname)].filter((part) => part !== "").join(" "),
  changed: { raw: "date_modification", field: "date_modification" },
  naturalKeys: ["socid", "email", "lastname", "zip"],
  modes: ["read", "create", "update"],
  columns: {
    id: ID,
    ref_ext: { sql: "t.ref_ext" },
    socid: { sql: "t.fk_soc", number: true },
    lastname: { sql: "t.lastname" },
    firstname: { sql: "t.firstname" },
    email: { sql: "t.email" },
    zip: { sql: "t.zip" },
    town: { sql: "t.town" },
  },
  referenceColumn: "t.ref_ext",
  referenceField: "ref_ext",
};
