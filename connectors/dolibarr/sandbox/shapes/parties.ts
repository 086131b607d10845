import type { JsonObject } from "@/lib/core/json";
import { BARCODES, BASE, nulls, OBJECT, TOTALS, without } from "./base";

const SOCIETY = {
  ...nulls(
    "prefixCustomerIsRequired no_email skype twitter facebook linkedin barcode typent_code code_client code_fournisseur " +
      "code_compta_client accountancy_code_customer_general accountancy_code_customer code_compta_fournisseur " +
      "accountancy_code_supplier_general accountancy_code_supplier code_compta_product stcomm_picto price_level " +
      "outstanding_limit order_min_amount supplier_order_min_amount parent ip webservices_url webservices_key currency_code " +
      "fk_warehouse bank_account code_compta name_alias email phone_mobile fax url",
  ),
  module: "societe",
  SupplierCategories: [],
  partnerships: [],
  socialnetworks: [],
  vat_reverse_charge: 0,
} satisfies JsonObject;

/** Read over `/thirdparties/{id}`. */
export const THIRDPARTY: JsonObject = {
  ...OBJECT,
  ...BARCODES,
  ...SOCIETY,
  ...nulls(
    "phone idprof7 idprof8 idprof9 idprof10 socialobject managers capital effectif_id forme_juridique_code tva_intra " +
      "mode_reglement_supplier_id transport_mode_supplier_id logo logo_small logo_mini logo_squarred logo_squarred_small " +
      "logo_squarred_mini termsofsale label_incoterms location_incoterms default_lang address zip town",
  ),
  entity: "1",
  status: "1",
  country_code: "",
  fk_multicurrency: "0",
  multicurrency_code: "",
  fk_account: "0",
  user_creation_id: "1",
  user_modification_id: "1",
  idprof1: "",
  idprof2: "",
  idprof3: "",
  idprof4: "",
  idprof5: "",
  idprof6: "",
  tva_assuj: "1",
  localtax1_assuj: "0",
  localtax1_value: "0.0000",
  localtax2_assuj: "0",
  localtax2_value: "0.0000",
  typent_id: "0",
  effectif: "",
  forme_juridique: "",
  remise_percent: 0,
  remise_supplier_percent: "0",
  fk_prospectlevel: "",
  client: "0",
  prospect: 0,
  fournisseur: "0",
  stcomm_id: "0",
  status_prospect_label: "Never contacted",
  accountancy_code_sell: "",
  accountancy_code_buy: "",
  fk_incoterms: "0",
};

/** What `/thirdparties/email/{email}` answers, with status 200, when several third parties share the address. */
export const NO_THIRDPARTY: JsonObject = {
  ...Object.fromEntries(Object.entries(THIRDPARTY).map(([name, value]) => [name, Array.isArray(value) ? [] : null])),
  module: "societe",
  status: 1,
  specimen: 0,
  tva_assuj: 1,
  vat_reverse_charge: 0,
  typent_id: 0,
  effectif_id: 0,
  forme_juridique_code: 0,
  client: 0,
  prospect: 0,
  fournisseur: 0,
  socialnetworks: null,
  absolute_discount: "0",
  absolute_creditnote: "0",
};

export const COMPANY: JsonObject = {
  ...without(OBJECT, "contact_id name lastname firstname civility_id cond_reglement_supplier_id"),
  ...BARCODES,
  ...SOCIETY,
  ...nulls(
    "particulier siren siret ape localtax1_value localtax2_value remise_percent remise_supplier_percent stcomm_id " +
      "status_prospect_label commercial_id accountancy_code_sell accountancy_code_buy",
  ),
  id: 0,
  entity: 1,
  status: 1,
  state_id: 0,
  note_private: "",
  phone: "",
  phone_mobile: "",
  fax: "",
  url: "",
  idprof1: "",
  idprof2: "",
  idprof3: "",
  idprof4: "",
  idprof5: "",
  idprof6: "",
  idprof7: "",
  idprof8: "",
  idprof9: "",
  idprof10: "",
  socialobject: "",
  tva_assuj: 1,
  tva_intra: "",
  localtax1_assuj: 0,
  localtax2_assuj: 0,
  managers: "",
  capital: 0,
  typent_id: 0,
  logo: "",
  logo_small: "",
  logo_mini: "",
  logo_squarred: "",
  logo_squarred_small: "",
  logo_squarred_mini: "",
  termsofsale: "",
};

export const CONTACT: JsonObject = {
  ...OBJECT,
  ...BARCODES,
  ...nulls(
    "birthday_alert civilite fullname code url no_email photo default_lang ref_facturation ref_contrat ref_commande " +
      "ref_propal user_id user_login ip roles stcomm_picto socid fk_soc socname email mail",
  ),
  entity: "1",
  statut: "1",
  country_code: "",
  civility_code: "",
  user_creation_id: "1",
  user_modification_id: "1",
  civility: "",
  firstname: "",
  name_alias: "",
  address: "",
  zip: "",
  town: "",
  poste: "",
  socialnetworks: [],
  phone_pro: "",
  phone_perso: "",
  phone_mobile: "",
  fax: "",
  priv: "0",
  birthday: "",
  cacheprospectstatus: [],
  fk_prospectlevel: "",
  stcomm_id: "0",
  statut_commercial: "Never contacted",
};

/** External account of a third party on a site: what answers a POST. */
export const SITE_ACCOUNT: JsonObject = {
  ...OBJECT,
  ...BARCODES,
  ...nulls(
    "rowid pass_encoding pass_crypted pass_temp fk_website site_account date_last_login date_last_reset_password " +
      "date_previous_login key_account login fk_user_author",
  ),
};

export const USER: JsonObject = {
  ...without(OBJECT, "shipping_method_id"),
  ...BARCODES,
  ...nulls(
    "fullname email_oauth2 pass_crypted socid fk_member fk_user fk_user_expense_validator fk_user_holiday_validator " +
      "clicktodial_url clicktodial_login clicktodial_poste iplastlogin ippreviouslogin photo lang parentof thm tjm salary " +
      "salaryextra weeklyhours default_c_exp_tax_cat default_range fk_warehouse fk_establishment label_establishment " +
      "usergroup_entity url",
  ),
  entity: "0",
  statut: "1",
  status: "1",
  country_code: "",
  note_public: "",
  note_private: "",
  firstname: "",
  civility_code: "",
  employee: "1",
  gender: "",
  birth: "",
  personal_email: "",
  socialnetworks: [],
  job: "",
  signature: "",
  office_phone: "",
  office_fax: "",
  user_mobile: "",
  personal_mobile: "",
  datelastlogin: "",
  datepreviouslogin: "",
  datestartvalidity: "",
  dateendvalidity: "",
  user_group_list: [],
  conf: {},
  users: [],
  accountancy_code_user_general: "",
  accountancy_code: "",
  color: "",
  dateemployment: "",
  dateemploymentend: "",
  ref_employee: "",
  national_registration_number: "",
  address: "",
  zip: "",
  town: "",
};

/** Credit note or deposit turned into a discount. */
export const DISCOUNT: JsonObject = {
  ...OBJECT,
  ...BARCODES,
  ...TOTALS,
  ...nulls(
    "lines fk_invoice_supplier fk_invoice_supplier_line fk_facture_line fk_facture fk_invoice_supplier_source " +
      "ref_invoice_supplier_source type_invoice_supplier_source",
  ),
  discount_type: "0",
  vat_src_code: "",
  fk_user: "1",
};

export const WEBHOOK_TARGET: JsonObject = {
  ...nulls("entity import_key contacts_ids_internal note_public note_private civility_code fk_user_modif totalpaid description"),
  label: "",
  ref: "",
  url: "",
  trigger_codes: "",
  type: "0",
  status: 1,
  fk_user_creat: 1,
};

export const CATEGORY: JsonObject = {
  ...BASE,
  ...nulls(
    "origin_id demand_reason_id transport_mode_id fk_multicurrency multicurrency_code note_public note_private " +
      "cond_reglement_supplier_id",
  ),
  entity: 1,
  user_creation_id: 1,
  user_modification_id: 0,
  MAP_ID: {
    product: 0,
    service: 0,
    supplier: 1,
    customer: 2,
    member: 3,
    contact: 4,
    bank_account: 5,
    project: 6,
    user: 7,
    bank_line: 8,
    warehouse: 9,
    actioncomm: 10,
    website_page: 11,
    ticket: 12,
    knowledgemanagement: 13,
    fichinter: 14,
    order: 16,
    invoice: 17,
    supplier_order: 20,
    supplier_invoice: 21,
  },
  fk_parent: 0,
  description: "",
  color: "",
  position: "0",
  visible: 0,
  type: "0",
  childs: [],
  multilangs: [],
};
