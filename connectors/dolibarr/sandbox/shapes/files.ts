import type { JsonObject } from "@/lib/core/json";
import { BARCODES, LINE, nulls, OBJECT, TOTALS } from "./base";

/** A file as `/documents` lists it: the whole object as PHP serialises it, private properties included. */
export const STORED_FILE: JsonObject = {
  ...OBJECT,
  ...BARCODES,
  ...TOTALS,
  ...LINE,
  ...nulls(
    "error errorhidden element fk_element element_for_permission table_element ismultientitymanaged linked_objects linkedObjects " +
      "oldcopy oldref actionmsg actionmsg2 project fk_projet contact thirdparty origin_object origin ref_previous ref_next newref " +
      "country state state_code region_code region barcode_type_code barcode_type_label fk_delivery_address model_pdf fk_bank note " +
      "next_prev_filter sendtoid alreadypaid tpl showphoto_on_popup nbphoto output rowid remise_percent tva_tx content cover acl " +
      "share agenda_id",
  ),
  ...Object.fromEntries(
    [
      "CommonObject\0projet",
      "CommonObject\0expedition",
      "CommonObject\0livraison",
      "CommonObject\0commandeFournisseur",
      "CommonObject\0cond_reglement",
      "CommonObject\0date_update",
      "*\0depr_cond_reglement",
    ].map((name) => [`\0${name}`, null]),
  ),
  ...Object.fromEntries(
    [
      "CommonObject\0validateFieldsErrors",
      "CommonObject\0linkedObjectsFullLoaded",
      "*\0childtables",
      "*\0childtablesoncascade",
    ].map((name) => [`\0${name}`, []]),
  ),
  "\0*\0table_ref_field": "",
  errors: [],
  fields: [],
  context: [],
  comments: [],
  labelStatus: [],
  labelStatusShort: [],
  nb: [],
  extraparams: null,
  entity: "1",
  type: "file",
  table_element_line: "",
  restrictiononfksoc: 0,
  isextrafieldmanaged: 0,
  picto: "line",
  description: "",
  keywords: "",
  position: "1",
  fk_user_c: "1",
};
