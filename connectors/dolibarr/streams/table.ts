import type { Column } from "@/connectors/dolibarr/filters";
import type { Fields } from "@/connectors/dolibarr/values";
import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

/** Everything that sets one kind of Dolibarr record apart; read, find and write follow the table. */
export interface StreamTable {
  readonly name: string;
  readonly title: LocalizedText;
  /** `/orders` */
  readonly path: string;
  readonly fields: Fields;
  readonly lineFields?: Fields;
  /** What a person calls a record. */
  readonly label: (record: JsonObject) => string;
  /** Property of Dolibarr's JSON that holds the time of the last change, in seconds; absent = full reads only. */
  readonly changed?: { readonly raw: string; readonly field: string };
  readonly naturalKeys: readonly string[];
  readonly modes: readonly ("read" | "create" | "update")[];
  /** Columns by field name: usable in `where` and in `find`. */
  readonly columns: Readonly<Record<string, Column>>;
  /** Column that holds our external reference. */
  readonly referenceColumn?: string;
  /** Field of the record that holds it. */
  readonly referenceField?: string;
  /** Sent with every list. */
  readonly listQuery?: Readonly<Record<string, string | number>>;
  /** Sent with every list when `include` names the part. */
  readonly includes?: readonly StreamInclude[];
  /** Values a creation starts from. */
  readonly defaults?: JsonObject;
  /** Fields Dolibarr may silently ignore on update: compared with its answer. */
  readonly verified?: readonly string[];
  /** Fields that may be sent on creation only. */
  readonly createOnly?: readonly string[];
}

interface StreamInclude {
  readonly name: string;
  readonly title: LocalizedText;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Property that is null where Dolibarr leaves the part out without a word: its user lacks a right, or the module is off. */
  readonly proof?: string;
  /** One request per record: `{path}` holds `{id}`; the answer goes to `field`. */
  readonly perRecord?: { readonly path: string; readonly field: string; readonly fields: Fields };
}

export const ID: Column = { sql: "t.rowid", number: true };

export const ADDRESS_FIELDS: Fields = {
  address: { kind: "text", write: true, max: 255 },
  zip: { kind: "text", write: true, max: 25 },
  town: { kind: "text", write: true, max: 50 },
  country_id: { kind: "id", write: true, lookup: "countries" },
  country_code: { kind: "text" },
  state_id: { kind: "id", write: true, lookup: "states" },
};

export const TIMES: Fields = {
  date_creation: { kind: "instant" },
  date_modification: { kind: "instant" },
};

export const NOTES: Fields = {
  note_public: { kind: "text", write: true },
  note_private: { kind: "text", write: true },
  array_options: { kind: "options", write: true, lookup: "extrafields" },
};

export const TOTALS: Fields = {
  total_ht: { kind: "decimal" },
  total_tva: { kind: "decimal" },
  total_localtax1: { kind: "decimal" },
  total_localtax2: { kind: "decimal" },
  total_ttc: { kind: "decimal" },
  multicurrency_code: { kind: "text", write: true, lookup: "currencies" },
  multicurrency_tx: { kind: "decimal", write: true },
  multicurrency_total_ht: { kind: "decimal" },
  multicurrency_total_tva: { kind: "decimal" },
  multicurrency_total_ttc: { kind: "decimal" },
};

/** Lines of orders and invoices. Prices are net, in the company's currency. */
export const LINE_FIELDS: Fields = {
  id: { kind: "id" },
  fk_product: { kind: "id", write: true },
  product_ref: { kind: "text" },
  product_label: { kind: "text" },
  product_type: { kind: "integer", write: true },
  desc: { kind: "text", write: true },
  label: { kind: "text", write: true },
  qty: { kind: "decimal", write: true, required: true },
  subprice: { kind: "decimal", write: true, required: true },
  tva_tx: { kind: "decimal", write: true, required: true, lookup: "vatRates" },
  vat_src_code: { kind: "text", write: true },
  localtax1_tx: { kind: "decimal", write: true },
  localtax1_type: { kind: "text", write: true },
  localtax2_tx: { kind: "decimal", write: true },
  localtax2_type: { kind: "text", write: true },
  remise_percent: { kind: "decimal", write: true },
  rang: { kind: "integer", write: true },
  special_code: { kind: "integer", write: true },
  pa_ht: { kind: "decimal", write: true },
  ref_ext: { kind: "text", write: true },
  total_ht: { kind: "decimal" },
  total_tva: { kind: "decimal" },
  total_localtax1: { kind: "decimal" },
  total_localtax2: { kind: "decimal" },
  total_ttc: { kind: "decimal" },
  multicurrency_subprice: { kind: "decimal" },
  multicurrency_total_ht: { kind: "decimal" },
  multicurrency_total_ttc: { kind: "decimal" },
  date_start: { kind: "instant", write: true },
  date_end: { kind: "instant", write: true },
  array_options: { kind: "options", write: true },
};

export function labelFrom(...names: readonly string[]): (record: JsonObject) => string {
  return (record) => {
    for (const name of names) {
      const value = record[name];
      if (typeof value === "string" && value !== "") return value;
    }
    return String(record.id ?? "");
  };
}
