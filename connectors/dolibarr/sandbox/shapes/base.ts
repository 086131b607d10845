import type { JsonObject } from "@/lib/core/json";

/**
 * Every object of the API carries the properties of Dolibarr's base class, nearly all null. A shape is a full object
 * with the values of an empty one; a row stores only what differs.
 */
export function nulls(names: string): JsonObject {
  return Object.fromEntries(names.split(" ").map((name) => [name, null]));
}

export const BASE: JsonObject = {
  ...nulls(
    "module id entity import_key array_languages contacts_ids contacts_ids_internal linkedObjectsIds origin_type ref ref_ext " +
      "status state_id region_id shipping_method multicurrency_tx multicurrency_total_ht multicurrency_total_tva " +
      "multicurrency_total_localtax1 multicurrency_total_localtax2 multicurrency_total_ttc last_main_doc actiontypecode " +
      "civility_code date_creation date_validation date_modification tms date_cloture user_author user_creation " +
      "user_creation_id user_valid user_validation user_validation_id user_closing_id user_modification " +
      "user_modification_id fk_user_creat fk_user_modif totalpaid product deposit_percent " +
      "retained_warranty_fk_cond_reglement warehouse_id",
  ),
  array_options: [],
  specimen: 0,
  extraparams: [],
};

/** What most classes add. */
export const OBJECT: JsonObject = {
  ...BASE,
  ...nulls(
    "canvas fk_project contact_id user origin_id statut country_id country_code mode_reglement_id cond_reglement_id " +
      "demand_reason_id transport_mode_id shipping_method_id fk_multicurrency multicurrency_code fk_account note_public " +
      "note_private name lastname firstname civility_id cond_reglement_supplier_id",
  ),
};

export const BARCODES: JsonObject = nulls("barcode_type barcode_type_coder");

export const TOTALS: JsonObject = nulls("total_ht total_tva total_localtax1 total_localtax2 total_ttc");

/** Lines of documents. */
export const LINE: JsonObject = {
  ...BASE,
  ...nulls(
    "origin_id statut demand_reason_id transport_mode_id fk_account lines cond_reglement_supplier_id fk_unit " +
      "date_debut_prevue date_debut_reel date_fin_prevue date_fin_reel weight weight_units length length_units width " +
      "width_units height height_units surface surface_units volume volume_units multilangs product_type fk_product desc " +
      "description product_ref product_label product_barcode product_desc fk_product_type qty duree info_bits special_code " +
      "subprice subprice_ttc multicurrency_subprice multicurrency_subprice_ttc label",
  ),
  parent_element: "",
  fk_parent_attribute: "",
};

/** `shape` without some of its properties. */
export function without(shape: JsonObject, names: string): JsonObject {
  const dropped = new Set(names.split(" "));
  return Object.fromEntries(Object.entries(shape).filter(([name]) => !dropped.has(name)));
}
