import { type ResourceDefinition, resource } from "./definition";

/** What becomes an order. Grammar of the columns: see `definition.ts`. */
export const cartsResources: readonly ResourceDefinition[] = [
  resource({
    name: "carts",
    node: "cart",
    className: "Cart",
    description: "Customer's carts",
    columns: `
      id_address_delivery int isUnsignedId ->addresses
      id_address_invoice int isUnsignedId ->addresses
      id_currency int isUnsignedId required ->currencies
      id_customer int isUnsignedId ->customers
      id_guest int isUnsignedId ->guests
      id_lang int isUnsignedId required ->languages
      id_shop_group int isUnsignedId
      id_shop int isUnsignedId
      id_carrier int isUnsignedId
      recyclable int isBool
      gift int isBool
      gift_message text(4194303) isCleanHtml
      mobile_theme int isBool
      delivery_option text(4194303)
      secure_key text(32)
      allow_seperated_package int isBool
      date_add datetime isDate
      date_upd datetime isDate
    `,
    associations: `
      cart_rows cart_row virtual id_product!>products id_product_attribute!>combinations id_address_delivery!>addresses id_customization>customizations quantity!
    `,
  }),
  resource({
    name: "cart_rules",
    node: "cart_rule",
    className: "CartRule",
    description: "Cart rules management",
    columns: `
      id_customer int isUnsignedId
      date_from datetime isDate required
      date_to datetime isDate required
      description text(4194303) isCleanHtml
      quantity int isUnsignedInt
      quantity_per_user int isUnsignedInt
      priority int isUnsignedInt
      partial_use int isBool
      code text(254) isCleanHtml
      minimum_amount decimal isFloat
      minimum_amount_tax int isBool
      minimum_amount_currency int isInt
      minimum_amount_shipping int isBool
      country_restriction int isBool
      carrier_restriction int isBool
      group_restriction int isBool
      cart_rule_restriction int isBool
      product_restriction int isBool
      shop_restriction int isBool
      free_shipping int isBool
      reduction_percent decimal2 isPercentage
      reduction_amount decimal isFloat
      reduction_tax int isBool
      reduction_currency int isUnsignedId =1
      reduction_product int isInt
      reduction_exclude_special int isBool
      gift_product int isUnsignedId
      gift_product_attribute int isUnsignedId
      highlight int isBool
      active int isBool
      date_add datetime isDate
      date_upd datetime isDate
      name text(254) translated required
    `,
  }),
];
