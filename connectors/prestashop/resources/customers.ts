import { defineResource } from "@/connectors/prestashop/resources/define";

const both = ["create", "update"] as const;

export const customerResources = [
  defineResource({
    name: "customers",
    title: { en: "Customers", fr: "Clients" },
    item: "customer",
    fields: {
      id: "id_default_group id_lang id_gender id_risk id_shop id_shop_group",
      text: "email firstname lastname company siret ape website note passwd secure_key ip_registration_newsletter last_passwd_gen reset_password_token",
      flag: "active deleted is_guest newsletter optin show_public_prices",
      decimal: "outstanding_allow_amount max_payment_days",
      day: "birthday",
      date: "newsletter_date_add date_add date_upd reset_password_validity",
    },
    associations: { groups: "group" },
    readOnly: "last_passwd_gen secure_key",
    hidden: "passwd secure_key reset_password_token reset_password_validity ip_registration_newsletter last_passwd_gen",
    label: "email",
    naturalKeys: "email",
    cursorField: "date_upd",
    modes: both,
    defaults: { active: "1", id_default_group: "3" },
    pageSize: 250,
  }),
  defineResource({
    name: "addresses",
    title: { en: "Addresses", fr: "Adresses" },
    item: "address",
    fields: {
      id: "id_customer id_manufacturer id_supplier id_warehouse id_country id_state",
      text: "alias company lastname firstname vat_number address1 address2 postcode city other phone phone_mobile dni",
      flag: "deleted",
      date: "date_add date_upd",
    },
    label: "alias",
    naturalKeys: "id_customer alias",
    cursorField: "date_upd",
    modes: both,
    defaults: { alias: "Adresse" },
  }),
  defineResource({
    name: "messages",
    title: { en: "Order messages", fr: "Messages de commande" },
    item: "message",
    fields: { id: "id_cart id_order id_customer id_employee", text: "message", flag: "private", date: "date_add" },
    label: "id",
    cursorField: "id",
    modes: ["create"],
  }),
];
