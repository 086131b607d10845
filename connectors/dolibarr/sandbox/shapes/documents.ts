import type { JsonObject } from "@/lib/core/json";
import { BARCODES, LINE, nulls, OBJECT, TOTALS, without } from "./base";

const DOCUMENT: JsonObject = {
  ...OBJECT,
  entity: "1",
  statut: "0",
  status: "0",
  linkedObjectsIds: [],
  fk_multicurrency: "0",
  multicurrency_code: "EUR",
  multicurrency_tx: "1.00000000",
  multicurrency_total_ht: "0.00000000",
  multicurrency_total_tva: "0.00000000",
  multicurrency_total_ttc: "0.00000000",
  total_ht: "0.00000000",
  total_tva: "0.00000000",
  total_localtax1: "0.00000000",
  total_localtax2: "0.00000000",
  total_ttc: "0.00000000",
  date_validation: "",
  user_creation_id: "1",
  fk_incoterms: "0",
  label_incoterms: null,
  location_incoterms: "",
};

export const ORDER: JsonObject = {
  ...DOCUMENT,
  ...nulls(
    "contactid date_lim_reglement availability_id availability_code availability fk_remise_except remise_percent source line " +
      "module_source pos_source expeditions cond_reglement_code cond_reglement_doc mode_reglement_code demand_reason_code " +
      "ref_client ref_customer socid",
  ),
  note_public: "",
  note_private: "",
  code: "",
  billed: "0",
  delivery_date: "",
  signed_status: 0,
  user_author_id: "1",
  online_payment_url: null,
};

export const INVOICE: JsonObject = {
  ...without(DOCUMENT, "canvas"),
  ...nulls(
    "title subtype fk_soc cond_reglement_label totaldeposits totalcreditnotes sumpayed sumpayed_multicurrency sumdeposit " +
      "sumdeposit_multicurrency sumcreditnote sumcreditnote_multicurrency nbofopendirectdebitorcredittransfer " +
      "stripechargedone stripechargeerror description situation_cycle_ref close_code close_note postactionmessages " +
      "fk_user_valid delivery_date resteapayer module_source pos_source fk_fac_rec_source fk_facture_source line fac_rec " +
      "situation_counter availability_id date_closing source remise_percent cond_reglement_code cond_reglement_doc " +
      "mode_reglement_code remaintopay creditnote_ids ref_client ref_customer socid",
  ),
  mode_reglement_id: "0",
  cond_reglement_id: "0",
  retained_warranty_fk_cond_reglement: "0",
  type: "0",
  paye: "0",
  revenuestamp: "0.00000000",
  fk_user_author: "1",
  date_pointoftax: "",
  situation_final: "0",
  tab_previous_situation_invoice: [],
  tab_next_situation_invoice: [],
  retained_warranty: "0",
  retained_warranty_date_limit: "",
  online_payment_url: null,
};

export const PROPOSAL: JsonObject = {
  ...without(DOCUMENT, "name lastname firstname civility_id"),
  ...BARCODES,
  ...nulls(
    "contactid user_signature price tva cond_reglement_code cond_reglement_doc mode_reglement_code fk_address address_type " +
      "fk_availability availability_code availability demand_reason_code demand_reason line",
  ),
  user_creation_id: null,
  demand_reason_id: "0",
  note_public: "",
  note_private: "",
  code: "",
  ref_client: "",
  ref_customer: "",
  datev: "",
  date_signature: "",
  delivery_date: "",
  user_author_id: "1",
  availability_id: "0",
};

export const SHIPMENT: JsonObject = {
  ...without(OBJECT, "canvas"),
  ...TOTALS,
  ...nulls(
    "ref_client ref_customer entrepot_id trueWeight weight_units trueWidth width_units trueHeight height_units trueDepth " +
      "depth_units livraison_id multicurrency_subprice size_units sizeH sizeS sizeW weight meths listmeths commande_id commande " +
      "label_incoterms",
  ),
  entity: "1",
  multicurrency_code: "EUR",
  user_author_id: "1",
  fk_user_author: "1",
  tracking_number: "",
  tracking_url: "",
  billed: "0",
  trueSize: "xx",
  date_delivery: "",
  date: "",
  date_expedition: "",
  date_shipping: "",
  date_valid: "",
  fk_incoterms: "0",
  location_incoterms: "",
  signed_status: "0",
};

const DOCUMENT_LINE: JsonObject = {
  ...LINE,
  ...nulls("libelle fk_parent_line fk_remise_except fk_fournprice remise price packaging"),
  vat_src_code: "",
  localtax1_tx: "0.0000",
  localtax2_tx: "0.0000",
  localtax1_type: "0",
  localtax2_type: "0",
  remise_percent: "0",
  info_bits: "0",
  special_code: "0",
  rang: "0",
  pa_ht: "0.00000000",
  marge_tx: "",
  date_start: "",
  date_end: "",
};

export const ORDER_LINE: JsonObject = {
  ...DOCUMENT_LINE,
  ...nulls("canvas fk_facture product_tosell product_tobuy product_tobatch"),
  ref_ext: "",
};

export const INVOICE_LINE: JsonObject = {
  ...DOCUMENT_LINE,
  ...nulls("revenuestamp date_start_fill date_end_fill buy_price_ht buyprice fk_user_author tva_npr fk_prev_id"),
  ref_ext: "",
  fk_accounting_account: "0",
  batch: "",
  fk_warehouse: "0",
  fk_code_ventilation: 0,
  situation_percent: "100",
};

export const PROPOSAL_LINE: JsonObject = {
  ...DOCUMENT_LINE,
  ...BARCODES,
  ...nulls("canvas product_tobatch"),
  parent_element: "propal",
  fk_parent_attribute: "fk_propal",
};

export const SHIPMENT_LINE: JsonObject = {
  ...LINE,
  ...nulls("fk_parent detail_children fk_fournprice fk_remise_except product_tosell product_tobuy product_tobatch libelle price"),
  parent_element: "expedition",
  fk_parent_attribute: "fk_expedition",
  element_type: "commande",
  fk_origin: "orderline",
  detail_batch: [],
  stockable_product: "1",
  pa_ht: "0.00000000",
  localtax1_tx: "0.0000",
  localtax2_tx: "0.0000",
  date_start: "",
  date_end: "",
};

/** What a line adds when it is read alone and not inside its document. */
export const LINE_ALONE: JsonObject = nulls(
  "civility_id cond_reglement_id contact_id country_code country_id firstname fk_multicurrency fk_project lastname " +
    "mode_reglement_id name note_private note_public shipping_method_id user",
);
