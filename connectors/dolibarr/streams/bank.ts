import { ID, labelFrom, type StreamTable } from "@/connectors/dolibarr/streams/table";
import type { Fields } from "@/connectors/dolibarr/values";

export const bankAccounts: StreamTable = {
  name: "bankaccounts",
  title: { en: "Bank accounts", fr: "Comptes bancaires" },
  path: "/bankaccounts",
  fields: {
    id: { kind: "id" },
    ref: { kind: "text" },
    label: { kind: "text" },
    /** 0 savings, 1 current, 2 cash. */
    type: { kind: "integer" },
    currency_code: { kind: "text" },
    clos: { kind: "boolean" },
    country_id: { kind: "id" },
    iban: { kind: "text" },
    bic: { kind: "text" },
    date_modification: { kind: "instant" },
  },
  label: labelFrom("label", "ref"),
  naturalKeys: ["ref"],
  modes: ["read"],
  columns: { id: ID, ref: { sql: "t.ref" }, label: { sql: "t.label" }, clos: { sql: "t.clos", number: true } },
};

/** A payment lives under its invoices; it has no list and no number of its own in the API. */
export const PAYMENT_FIELDS: Fields = {
  id: { kind: "text" },
  invoice: { kind: "id", write: true, required: true },
  invoice_ref: { kind: "text" },
  ref: { kind: "text" },
  ref_ext: { kind: "text" },
  /** Absent, null or `remain` on write = all that is left to pay; of an invoice in another currency, `multicurrency_amount`. */
  amount: { kind: "decimal", write: true },
  multicurrency_amount: { kind: "decimal", write: true },
  paymentid: { kind: "id", write: true, required: true, lookup: "paymentTypes" },
  type: { kind: "text" },
  date: { kind: "day", write: true, required: true },
  /** Absent on write = the first open account. */
  accountid: { kind: "id", write: true, lookup: "bankAccounts" },
  num_payment: { kind: "text", write: true, from: "num" },
  comment: { kind: "text", write: true },
  chqemetteur: { kind: "text", write: true },
  chqbank: { kind: "text", write: true },
  /** On write: more than is left may be paid, as the customer did. */
  acceptHigher: { kind: "boolean", write: true },
  closepaidinvoices: { kind: "boolean", write: true },
};

/** The PDF of an invoice as it stands; the content is only downloaded when `include` names it. */
export const PDF_FIELDS: Fields = {
  id: { kind: "text" },
  invoice: { kind: "id" },
  invoice_ref: { kind: "text" },
  invoice_ref_ext: { kind: "text" },
  invoice_ref_client: { kind: "text" },
  filename: { kind: "text" },
  original_file: { kind: "text" },
  content: { kind: "text" },
  date_modification: { kind: "instant" },
};

/** Absolute stock of a product in a warehouse: read, compared, and mended by one movement. */
export const STOCK_LEVEL_FIELDS: Fields = {
  id: { kind: "text" },
  product_id: { kind: "id", write: true, required: true },
  warehouse_id: { kind: "id", write: true, required: true, lookup: "warehouses" },
  level: { kind: "decimal", write: true, required: true },
  movementlabel: { kind: "text", write: true },
};

/** A file of a product that is an image; the content is only downloaded when `include` names it. */
export const PRODUCT_IMAGE_FIELDS: Fields = {
  id: { kind: "text" },
  product: { kind: "id" },
  filename: { kind: "text" },
  original_file: { kind: "text" },
  size: { kind: "integer" },
  date: { kind: "instant" },
  content: { kind: "text" },
};
