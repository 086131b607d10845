import { type ResourceDefinition, resource } from "./definition";

/** Advanced stock management: present in the Webservice, empty in nearly every shop. Grammar of the columns: see `definition.ts`. */
export const warehouseResources: readonly ResourceDefinition[] = [
  resource({
    name: "stocks",
    node: "stock",
    className: "Stock",
    description: "Stocks",
    forbidden: ["PUT", "POST", "PATCH", "DELETE"],
    columns: `
      id_warehouse int isUnsignedId required ->warehouses
      id_product int isUnsignedId required ->products
      id_product_attribute int isUnsignedId required ->combinations
      real_quantity text getter
      reference text isReference
      ean13 text isEan13
      isbn text isIsbn
      upc text isUpc
      mpn text isMpn
      physical_quantity int isUnsignedInt required
      usable_quantity int isInt required
      price_te decimal isPrice required
    `,
  }),
  resource({
    name: "stock_movements",
    listNode: "stock_mvts",
    node: "stock_mvt",
    className: "StockMvtWS",
    description: "Stock movements",
    forbidden: ["PUT", "POST", "PATCH", "DELETE"],
    columns: `
      id_product int ->products
      id_product_attribute int ->combinations
      id_warehouse int ->warehouses
      id_currency int ->currencies
      management_type text
      id_employee int isUnsignedId required ->employees
      id_stock int isUnsignedId required ->stock
      id_stock_mvt_reason int isUnsignedId required ->stock_movement_reasons
      id_order int isUnsignedId ->orders
      id_supply_order int isUnsignedId ->supply_order
      product_name text translated getter
      ean13 text getter
      upc text getter
      reference text getter
      mpn text getter
      physical_quantity int isUnsignedInt required
      sign int isInt required
      last_wa decimal isPrice
      current_wa decimal isPrice
      price_te decimal isPrice required
      date_add datetime isDate required
    `,
  }),
  resource({
    name: "stock_movement_reasons",
    node: "stock_movement_reason",
    className: "StockMvtReason",
    description: "Stock movement reason",
    columns: `
      sign int
      deleted int
      date_add datetime
      date_upd datetime
      name text translated
    `,
  }),
  resource({
    name: "supply_orders",
    node: "supply_order",
    className: "SupplyOrder",
    description: "Supply Orders",
    columns: `
      id_supplier int isUnsignedId required ->suppliers
      id_lang int isUnsignedId required ->languages
      id_warehouse int isUnsignedId required ->warehouses
      id_supply_order_state int isUnsignedId required ->supply_order_states
      id_currency int isUnsignedId required ->currencies
      supplier_name text
      reference text isGenericName required
      date_delivery_expected datetime isDate required
      total_te decimal isPrice
      total_with_discount_te decimal isPrice
      total_ti decimal isPrice
      total_tax decimal isPrice
      discount_rate decimal isFloat
      discount_value_te decimal isPrice
      is_template int isBool
      date_add datetime isDate
      date_upd datetime isDate
    `,
  }),
  resource({
    name: "supply_order_details",
    node: "supply_order_detail",
    className: "SupplyOrderDetail",
    description: "Supply Order Details",
    columns: `
      id_supply_order int isUnsignedId required ->supply_orders
      id_product int isUnsignedId required ->products
      id_product_attribute int isUnsignedId required ->combinations
      reference text isReference
      name text isGenericName required
      quantity_expected int isUnsignedInt required
      quantity_received int isUnsignedInt
      unit_price_te decimal isPrice required
    `,
  }),
  resource({
    name: "supply_order_histories",
    node: "supply_order_history",
    className: "SupplyOrderHistory",
    description: "Supply Order Histories",
    columns: `
      id_supply_order int isUnsignedId required ->supply_orders
      id_state int isUnsignedId required ->supply_order_states
      id_employee int isUnsignedId required ->employees
      date_add datetime isDate required
    `,
  }),
  resource({
    name: "supply_order_receipt_histories",
    node: "supply_order_receipt_history",
    className: "SupplyOrderReceiptHistory",
    description: "Supply Order Receipt Histories",
    columns: `
      id_supply_order_detail int isUnsignedId required ->supply_order_details
      id_supply_order_state int isUnsignedId required ->supply_order_states
      id_employee int isUnsignedId required ->employees
      quantity int isUnsignedInt required
      date_add datetime isDate
    `,
  }),
  resource({
    name: "supply_order_states",
    node: "supply_order_state",
    className: "SupplyOrderState",
    description: "Supply Order Statuses",
    columns: `
      delivery_note int isBool
      editable int isBool
      receipt_state int isBool
      pending_receipt int isBool
      enclosed int isBool
      color text isColor
      name text(128) translated isGenericName required
    `,
  }),
  resource({
    name: "warehouses",
    node: "warehouse",
    className: "Warehouse",
    description: "Warehouses",
    forbidden: ["DELETE"],
    columns: `
      id_address int isUnsignedId required ->addresses
      id_employee int isUnsignedId required ->employees
      id_currency int isUnsignedId required ->currencies
      valuation text getter
      deleted int isBool
      reference text(45) isString required
      name text(45) isString required
      management_type text isStockManagement required
    `,
  }),
  resource({
    name: "warehouse_product_locations",
    node: "warehouse_product_location",
    className: "WarehouseProductLocation",
    description: "Location of products in warehouses",
    columns: `
      id_product int isUnsignedId required
      id_product_attribute int isUnsignedId required
      id_warehouse int isUnsignedId required ->warehouses
      location text(64) isReference
    `,
  }),
];
