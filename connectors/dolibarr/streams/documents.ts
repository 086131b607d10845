import { ID, LINE_FIELDS, labelFrom, NOTES, type StreamTable, TIMES, TOTALS } from "@/connectors/dolibarr/streams/table";
import type { Fields } from "@/connectors/dolibarr/values";

const COMMON: Fields = {
  id: { kind: "id" },
  ref: { kind: "text" },
  ref_ext: { kind: "text", write: true },
  ref_client: { kind: "text", write: true },
  socid: { kind: "id", write: true, required: true },
  date: { kind: "day", write: true, required: true },
  date_validation: { kind: "instant" },
  mode_reglement_id: { kind: "id", write: true, lookup: "paymentTypes" },
  mode_reglement_code: { kind: "text" },
  cond_reglement_id: { kind: "id", write: true, lookup: "paymentTerms" },
  fk_account: { kind: "id", write: true, lookup: "bankAccounts" },
  fk_project: { kind: "id", write: true },
  ...TOTALS,
  ...NOTES,
  ...TIMES,
  last_main_doc: { kind: "text" },
  linked: { kind: "links", from: "linkedObjectsIds" },
  lines: { kind: "json" },
};

const COLUMNS: StreamTable["columns"] = {
  id: ID,
  ref: { sql: "t.ref" },
  ref_ext: { sql: "t.ref_ext" },
  ref_client: { sql: "t.ref_client" },
  socid: { sql: "t.fk_soc", number: true },
  status: { sql: "t.fk_statut", number: true },
};

export const orders: StreamTable = {
  name: "orders",
  title: { en: "Sales orders", fr: "Commandes clients" },
  path: "/orders",
  fields: {
    ...COMMON,
    /** -1 cancelled, 0 draft, 1 validated, 2 shipment in progress, 3 delivered. */
    status: { kind: "integer" },
    billed: { kind: "boolean" },
    delivery_date: { kind: "day", write: true },
    shipping_method_id: { kind: "id", write: true, lookup: "shippingMethods" },
    warehouse_id: { kind: "id", write: true, lookup: "warehouses" },
    availability_id: { kind: "id", write: true },
    demand_reason_id: { kind: "id", write: true },
    module_source: { kind: "text", write: true },
  },
  lineFields: LINE_FIELDS,
  label: labelFrom("ref", "ref_client"),
  changed: { raw: "date_modification", field: "date_modification" },
  naturalKeys: ["ref_client", "socid"],
  modes: ["read", "create", "update"],
  columns: { ...COLUMNS, date: { sql: "t.date_commande" }, billed: { sql: "t.facture", number: true } },
  referenceColumn: "t.ref_ext",
  referenceField: "ref_ext",
  listQuery: { loadlinkedobjects: 1 },
};

export const invoices: StreamTable = {
  name: "invoices",
  title: { en: "Customer invoices", fr: "Factures clients" },
  path: "/invoices",
  fields: {
    ...COMMON,
    /** 0 standard, 1 replacement, 2 credit note, 3 deposit. */
    type: { kind: "integer", write: true },
    /** 0 draft, 1 validated, 2 paid or closed, 3 abandoned. */
    status: { kind: "integer" },
    paye: { kind: "boolean" },
    close_code: { kind: "text" },
    date_lim_reglement: { kind: "day", write: true },
    fk_facture_source: { kind: "id", write: true },
    /** Order this invoice bills: linked on creation; without `lines` those of the order are taken. */
    order: { kind: "id", write: true },
    totalpaid: { kind: "decimal" },
    totalcreditnotes: { kind: "decimal" },
    totaldeposits: { kind: "decimal" },
    remaintopay: { kind: "decimal" },
  },
  lineFields: LINE_FIELDS,
  label: labelFrom("ref", "ref_client"),
  changed: { raw: "date_modification", field: "date_modification" },
  naturalKeys: ["ref_client", "socid"],
  modes: ["read", "create", "update"],
  columns: {
    ...COLUMNS,
    date: { sql: "t.datef" },
    type: { sql: "t.type", number: true },
    paye: { sql: "t.paye", number: true },
    fk_facture_source: { sql: "t.fk_facture_source", number: true },
  },
  referenceColumn: "t.ref_ext",
  referenceField: "ref_ext",
  listQuery: { loadlinkedobjects: 1 },
};

/** What a record may say beside the fields of its document, for the writing itself: never read back. By stream. */
export const BESIDE_DOCUMENT: Readonly<Record<string, Fields>> = {
  orders: {
    party_email: { kind: "text", write: true },
    validated: { kind: "boolean", write: true },
    idwarehouse: { kind: "id", write: true, lookup: "warehouses" },
  },
  invoices: { party_email: { kind: "text", write: true } },
};
