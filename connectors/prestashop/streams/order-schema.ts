import type { JsonObject } from "@/lib/core/json";

const amount: JsonObject = { type: "string", format: "decimal" };
const text: JsonObject = { type: ["string", "null"] };
const flag: JsonObject = { type: "boolean" };
const moment: JsonObject = { type: ["string", "null"], format: "date-time" };
const translated: JsonObject = { type: "object", additionalProperties: { type: "string" }, format: "translated" };

function object(properties: JsonObject): JsonObject {
  return { type: ["object", "null"], properties };
}

function rows(properties: JsonObject): JsonObject {
  return { type: "array", items: { type: "object", properties } };
}

const place = object({ id: text, iso_code: text, name: {} });
const address = object({
  id: text,
  alias: text,
  company: text,
  lastname: text,
  firstname: text,
  vat_number: text,
  address1: text,
  address2: text,
  postcode: text,
  city: text,
  phone: text,
  phone_mobile: text,
  other: text,
  dni: text,
  country: place,
  state: place,
});

const sale: JsonObject = object({
  currency: text,
  currencyRate: amount,
  lines: rows({
    kind: text,
    key: text,
    label: text,
    reference: text,
    productKey: text,
    quantity: amount,
    net: amount,
    gross: amount,
    unitNet: amount,
    taxes: rows({ rate: amount, compound: flag, id: text }),
  }),
  totals: object({ net: amount, gross: amount, due: amount }),
  vat: rows({ rate: amount, amount }),
  warnings: { type: "array", items: { type: "string" } },
});

/** What a composed order holds beyond the order's own fields. */
export const ORDER_SCHEMA: JsonObject = {
  lines: rows({
    id: text,
    product_id: text,
    product_attribute_id: text,
    product_name: text,
    product_reference: text,
    product_ean13: text,
    product_quantity: amount,
    unit_price_tax_excl: amount,
    unit_price_tax_incl: amount,
    total_price_tax_excl: amount,
    total_price_tax_incl: amount,
    product_weight: amount,
    ecotax: amount,
    taxes: rows({ id: text, rate: amount }),
  }),
  cartRules: rows({
    id: text,
    id_cart_rule: text,
    name: text,
    value: amount,
    value_tax_excl: amount,
    free_shipping: flag,
    deleted: flag,
  }),
  payments: rows({
    id: text,
    amount,
    payment_method: text,
    transaction_id: text,
    currency: text,
    conversion_rate: amount,
    date_add: moment,
  }),
  histories: rows({ id: text, id_order_state: text, id_employee: text, date_add: moment }),
  invoices: rows({ id: text, number: text, date_add: moment, total_paid_tax_incl: amount, total_paid_tax_excl: amount }),
  slips: rows({
    id: text,
    amount,
    total_products_tax_excl: amount,
    total_products_tax_incl: amount,
    total_shipping_tax_excl: amount,
    total_shipping_tax_incl: amount,
    date_add: moment,
    lines: rows({ id_order_detail: text, product_quantity: amount, amount_tax_excl: amount, amount_tax_incl: amount }),
  }),
  messages: rows({ text, private: flag, isFromShop: flag, date_add: moment }),
  orderCarriers: rows({ id: text, id_carrier: text, tracking_number: text, weight: amount, date_add: moment }),
  customer: object({
    id: text,
    email: text,
    firstname: text,
    lastname: text,
    company: text,
    siret: text,
    ape: text,
    website: text,
    is_guest: flag,
    active: flag,
    birthday: text,
    id_default_group: text,
    groups: { type: "array", items: { type: "string" } },
    id_lang: text,
    date_add: moment,
  }),
  invoiceAddress: address,
  deliveryAddress: address,
  currency: object({ id: text, iso_code: text, conversion_rate: amount, precision: amount }),
  state: object({
    id: text,
    name: translated,
    paid: flag,
    invoice: flag,
    shipped: flag,
    delivery: flag,
    logable: flag,
    color: text,
  }),
  carrier: object({ id: text, id_reference: text, name: text, delay: translated, url: text }),
  language: text,
  sale,
  saleProblem: text,
};
