import { ID, labelFrom, type StreamTable, TIMES } from "@/connectors/dolibarr/streams/table";

export const categories: StreamTable = {
  name: "categories",
  title: { en: "Categories", fr: "Catégories" },
  path: "/categories",
  fields: {
    id: { kind: "id" },
    ref_ext: { kind: "text", write: true },
    label: { kind: "text", write: true, required: true },
    /** `product`, `customer`, `supplier`, `contact`… on write; the number Dolibarr keeps on read. */
    type: { kind: "text", write: true },
    fk_parent: { kind: "id", write: true, lookup: "categories" },
    description: { kind: "text", write: true },
    color: { kind: "text", write: true },
    visible: { kind: "boolean", write: true },
    array_options: { kind: "options", write: true },
    ...TIMES,
  },
  label: labelFrom("label"),
  changed: { raw: "date_modification", field: "date_modification" },
  naturalKeys: ["label", "fk_parent"],
  modes: ["read", "create", "update"],
  columns: {
    id: ID,
    ref_ext: { sql: "t.ref_ext" },
    label: { sql: "t.label" },
    fk_parent: { sql: "t.fk_parent", number: true },
    type: { sql: "t.type", number: true },
  },
  referenceColumn: "t.ref_ext",
  referenceField: "ref_ext",
  defaults: { type: "product" },
  createOnly: ["type"],
};
