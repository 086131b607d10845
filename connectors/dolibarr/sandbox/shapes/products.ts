import type { JsonObject } from "@/lib/core/json";
import { BARCODES, BASE, LINE, nulls, OBJECT, TOTALS, without } from "./base";

export const PRODUCT: JsonObject = {
  ...BASE,
  ...BARCODES,
  ...TOTALS,
  ...nulls(
    "country_id fk_multicurrency multicurrency_code note_public note_private cond_reglement_supplier_id other price_formated " +
      "price_ttc_formated price_label level default_vat_code remise_percent desc_supplier vatrate_supplier " +
      "default_vat_code_supplier fourn_multicurrency_price fourn_multicurrency_unitprice fourn_multicurrency_tx " +
      "fourn_multicurrency_id fourn_multicurrency_code packaging lifetime qc_frequency stock_reel stock_theorique cost_price " +
      "duration_unit fk_default_workstation tosell tobuy finished fk_default_bom product_fourn_price_id buyprice tobatch url " +
      "weight length width height surface volume net_measure net_measure_units barcode fk_default_warehouse " +
      "fk_price_expression fourn_qty fk_unit res is_object_used is_sousproduit_qty is_sousproduit_incdec",
  ),
  entity: "1",
  canvas: "",
  status: "0",
  status_buy: "0",
  country_code: "",
  description: "",
  type: "0",
  price: "0.00000000",
  price_ttc: "0.00000000",
  price_min: "0.00000000",
  price_min_ttc: "0.00000000",
  price_base_type: "",
  multiprices: [],
  multiprices_ttc: [],
  multiprices_base_type: [],
  multiprices_default_vat_code: [],
  multiprices_min: [],
  multiprices_min_ttc: [],
  multiprices_tva_tx: [],
  prices_by_qty: [],
  prices_by_qty_list: [],
  multilangs: [],
  tva_tx: "0.0000",
  localtax1_tx: "0.0000",
  localtax2_tx: "0.0000",
  localtax1_type: "0",
  localtax2_type: "0",
  pmp: "0.00000000",
  seuil_stock_alerte: "0",
  desiredstock: "0",
  duration_value: 0,
  duration: "",
  status_batch: "0",
  sell_or_eat_by_mandatory: "0",
  batch_mask: "",
  customcode: "",
  weight_units: 0,
  length_units: 0,
  width_units: 0,
  height_units: 0,
  surface_units: 0,
  volume_units: 0,
  accountancy_code_sell: "",
  accountancy_code_sell_intra: "",
  accountancy_code_sell_export: "",
  accountancy_code_buy: "",
  accountancy_code_buy_intra: "",
  accountancy_code_buy_export: "",
  stats_proposal_supplier: [],
  stats_expedition: [],
  stats_mo: [],
  stats_bom: [],
  stats_facturerec: [],
  stats_facture_fournisseur: [],
  stats_facturefournrec: [],
  stock_warehouse: [],
  price_autogen: "0",
  sousprods: [],
  mandatory_period: "0",
  stockable_product: "1",
};

export const WAREHOUSE: JsonObject = {
  ...OBJECT,
  ...BARCODES,
  ...TOTALS,
  ...nulls("lines libelle fk_parent warehouse_usage"),
  entity: "1",
  statut: "1",
  country_id: "0",
  country_code: "",
  description: "",
  lieu: "",
  address: "",
  zip: "",
  town: "",
  phone: "",
  fax: "",
};

export const STOCK_MOVEMENT: JsonObject = {
  ...BASE,
  ...nulls(
    "statut demand_reason_id transport_mode_id fk_multicurrency multicurrency_code cond_reglement_supplier_id entrepot_id " +
      "line_id_oject_src line_id_oject_origin inventorycode batch line_id_object_src line_id_object_origin",
  ),
  origin_type: "",
  origin_id: "0",
  price: "0.00000000",
  fk_user_author: "1",
  label: "",
  fk_origin: "0",
  origintype: "",
  eatby: "",
  sellby: "",
};

export const BANK_ACCOUNT: JsonObject = {
  ...OBJECT,
  ...BARCODES,
  ...TOTALS,
  ...nulls(
    "lines url iban_prefix owner_country_id owner_country_code domiciliation fk_accountancy_journal accountancy_journal " +
      "date_solde solde",
  ),
  status: "0",
  country_code: "",
  courant: "1",
  type: "1",
  bank: "",
  clos: "0",
  rappro: "1",
  code_banque: "",
  code_guichet: "",
  number: "",
  cle_rib: "",
  bic: "",
  iban: "",
  pti_in_ctti: "0",
  proprio: "",
  owner_name: "",
  owner_address: "",
  owner_zip: "",
  owner_town: "",
  address: "",
  type_lib: ["BankType0", "BankType1", "BankType2"],
  account_number: "",
  currency_code: "EUR",
  account_currency_code: "EUR",
  min_allowed: "0",
  min_desired: "0",
  comment: "",
  balance: 0,
  ics: "",
  ics_transfer: "",
};

export const BANK_LINE: JsonObject = {
  ...OBJECT,
  ...BARCODES,
  ...TOTALS,
  ...LINE,
  ...nulls(
    "remise_percent tva_tx amount_main_currency fk_user_rappro numero_compte emetteur num_releve num_chq bank_chq user_rappro",
  ),
  fk_user_author: "1",
  fk_bordereau: "0",
  rappro: 0,
};

const VARIANT_BASE: JsonObject = {
  ...BASE,
  ...BARCODES,
  ...TOTALS,
  ...nulls(
    "canvas country_id country_code fk_multicurrency multicurrency_code note_public note_private cond_reglement_supplier_id",
  ),
  module: "variants",
};

export const ATTRIBUTE: JsonObject = {
  ...VARIANT_BASE,
  ...nulls("rang line is_used_by_products"),
  entity: "1",
  ref_ext: "",
};

export const ATTRIBUTE_VALUE: JsonObject = {
  ...VARIANT_BASE,
  ...without(
    LINE,
    Object.keys({ ...BASE, ...nulls("origin_id statut demand_reason_id transport_mode_id fk_account lines label") }).join(" "),
  ),
  ...nulls("rowid remise_percent tva_tx position"),
  entity: 1,
};
