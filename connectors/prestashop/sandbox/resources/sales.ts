import { type ResourceDefinition, resource } from "./definition";

/** Orders and everything that hangs on one. Grammar of the columns: see `definition.ts`. */
export const salesResources: readonly ResourceDefinition[] = [
  resource({
    name: "orders",
    node: "order",
    className: "Order",
    description: "The Customers orders",
    columns: `
      id_address_delivery int isUnsignedId required ->addresses
      id_address_invoice int isUnsignedId required ->addresses
      id_cart int isUnsignedId required ->carts
      id_currency int isUnsignedId required ->currencies
      id_lang int isUnsignedId required ->languages
      id_customer int isUnsignedId required ->customers
      id_carrier int isUnsignedId required ->carriers
      current_state int isUnsignedId ->order_states
      module text isModuleName required
      invoice_number int
      invoice_date datetime
      delivery_number int
      delivery_date datetime
      valid int
      date_add datetime isDate
      date_upd datetime isDate
      shipping_number text getter setter
      note text(4194303)
      id_shop_group int isUnsignedId
      id_shop int isUnsignedId
      secure_key text isMd5
      payment text isGenericName required
      recyclable int isBool
      gift int isBool
      gift_message text(4194303) isCleanHtml
      mobile_theme int isBool
      total_discounts decimal isPrice
      total_discounts_tax_incl decimal isPrice
      total_discounts_tax_excl decimal isPrice
      total_paid decimal isPrice required
      total_paid_tax_incl decimal isPrice
      total_paid_tax_excl decimal isPrice
      total_paid_real decimal isPrice required
      total_products decimal isPrice required
      total_products_wt decimal isPrice required
      total_shipping decimal isPrice
      total_shipping_tax_incl decimal isPrice
      total_shipping_tax_excl decimal isPrice
      carrier_tax_rate decimal3 isFloat
      total_wrapping decimal isPrice
      total_wrapping_tax_incl decimal isPrice
      total_wrapping_tax_excl decimal isPrice
      round_mode int isUnsignedId
      round_type int isUnsignedId
      conversion_rate decimal isFloat required
      reference text
    `,
    associations: `
      order_rows order_row virtual readonly id product_id!>products product_attribute_id! product_quantity! product_name~ product_reference~ product_ean13~ product_isbn~ product_upc~ product_price~ id_customization>customizations unit_price_tax_incl~ unit_price_tax_excl~
    `,
  }),
  resource({
    name: "order_details",
    node: "order_detail",
    className: "OrderDetail",
    description: "Details of an order",
    columns: `
      id_order int isUnsignedId required ->orders
      product_id int ->products
      product_attribute_id int ->combinations
      product_quantity_reinjected int
      group_reduction decimal2
      discount_quantity_applied int
      download_hash text
      download_deadline datetime
      id_order_invoice int
      id_warehouse int isUnsignedId required
      id_shop int isUnsignedId required
      id_customization int
      product_name text isGenericName required
      product_quantity int isInt required
      product_quantity_in_stock int
      product_quantity_return int
      product_quantity_refunded int
      product_price decimal isPrice required
      reduction_percent decimal2
      reduction_amount decimal
      reduction_amount_tax_incl decimal
      reduction_amount_tax_excl decimal
      product_quantity_discount decimal
      product_ean13 text
      product_isbn text
      product_upc text
      product_mpn text
      product_reference text
      product_supplier_reference text
      product_weight decimal
      tax_computation_method int
      id_tax_rules_group int
      ecotax decimal
      ecotax_tax_rate decimal3
      download_nb int
      unit_price_tax_incl decimal
      unit_price_tax_excl decimal
      total_price_tax_incl decimal
      total_price_tax_excl decimal
      total_shipping_price_tax_excl decimal
      total_shipping_price_tax_incl decimal
      purchase_supplier_price decimal
      original_product_price decimal
      original_wholesale_price decimal
      total_refunded_tax_excl decimal
      total_refunded_tax_incl decimal
    `,
    associations: `
      taxes tax ->taxes id readonly
    `,
  }),
  resource({
    name: "order_histories",
    node: "order_history",
    className: "OrderHistory",
    description: "The Order histories",
    columns: `
      id_employee int isUnsignedId ->employees
      id_order_state int isUnsignedId required ->order_states
      id_order int isUnsignedId required ->orders
      date_add datetime isDate
    `,
  }),
  resource({
    name: "order_states",
    node: "order_state",
    className: "OrderState",
    description: "The Order statuses",
    columns: `
      unremovable int
      delivery int
      hidden int
      send_email int
      module_name text
      invoice int
      color text isColor
      logable int
      shipped int
      paid int
      pdf_delivery int
      pdf_invoice int
      deleted int
      name text translated isGenericName required
      template text translated isTplName
    `,
  }),
  resource({
    name: "order_payments",
    node: "order_payment",
    className: "OrderPayment",
    description: "The Order payments",
    columns: `
      order_reference text(9)
      id_currency int isUnsignedId required
      amount decimal isPrice required
      payment_method text isGenericName
      conversion_rate decimal isFloat
      transaction_id text(254)
      card_number text(254)
      card_brand text(254)
      card_expiration text(254)
      card_holder text(254)
      date_add datetime isDate
      id_employee int isUnsignedId
    `,
  }),
  resource({
    name: "order_invoices",
    node: "order_invoice",
    className: "OrderInvoice",
    description: "The Order invoices",
    columns: `
      id_order int isUnsignedId required
      number int isUnsignedId required
      delivery_number int
      delivery_date datetime
      total_discount_tax_excl decimal
      total_discount_tax_incl decimal
      total_paid_tax_excl decimal
      total_paid_tax_incl decimal
      total_products decimal
      total_products_wt decimal
      total_shipping_tax_excl decimal
      total_shipping_tax_incl decimal
      shipping_tax_computation_method int
      total_wrapping_tax_excl decimal
      total_wrapping_tax_incl decimal
      shop_address text
      note text
      date_add datetime
    `,
  }),
  resource({
    name: "order_carriers",
    node: "order_carrier",
    className: "OrderCarrier",
    description: "The Order carriers",
    columns: `
      id_order int isUnsignedId required ->orders
      id_carrier int isUnsignedId required ->carriers
      id_order_invoice int isUnsignedId
      weight decimal isFloat
      shipping_cost_tax_excl decimal isFloat
      shipping_cost_tax_incl decimal isFloat
      tracking_number text isTrackingNumber
      date_add datetime isDate
    `,
  }),
  resource({
    name: "order_slip",
    listNode: "order_slips",
    node: "order_slip",
    className: "OrderSlip",
    description: "The Order slips",
    columns: `
      id_customer int isUnsignedId required ->customers
      id_order int isUnsignedId required ->orders
      conversion_rate decimal isFloat required
      total_products_tax_excl decimal isFloat required
      total_products_tax_incl decimal isFloat required
      total_shipping_tax_excl decimal isFloat required
      total_shipping_tax_incl decimal isFloat required
      amount decimal
      shipping_cost int
      shipping_cost_amount decimal
      partial int
      date_add datetime
      date_upd datetime
      order_slip_type int
    `,
    associations: `
      order_slip_details order_slip_detail virtual id id_order_detail! product_quantity! amount_tax_excl! amount_tax_incl!
    `,
  }),
  resource({
    name: "order_cart_rules",
    node: "order_cart_rule",
    className: "OrderCartRule",
    description: "The Order cart rules",
    columns: `
      id_order int isUnsignedId required ->orders
      id_cart_rule int isUnsignedId required
      id_order_invoice int isUnsignedId ->order_invoices
      name text(254) required
      value decimal isFloat required
      value_tax_excl decimal isFloat required
      free_shipping int isBool
      deleted int isBool
    `,
  }),
];
