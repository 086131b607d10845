import { type ResourceDefinition, resource } from "./definition";

/** The rest of the catalogue: where products hang, what they cost, how many there are. Grammar of the columns: see `definition.ts`. */
export const catalogMoreResources: readonly ResourceDefinition[] = [
  resource({
    name: "categories",
    node: "category",
    className: "Category",
    description: "The product categories",
    columns: `
      id_parent int isUnsignedInt ->categories
      level_depth int isUnsignedInt readonly
      nb_products_recursive int getter readonly
      active int isBool required
      id_shop_default int isUnsignedId
      is_root_category int isBool
      position int
      date_add datetime isDate
      date_upd datetime isDate
      name text(128) translated isCatalogName required
      link_rewrite text(128) translated isLinkRewrite required
      description text(4194303) translated isCleanHtml
      additional_description text(4194303) translated isCleanHtml
      meta_title text(255) translated isGenericName
      meta_description text(512) translated isGenericName
      meta_keywords text(255) translated isGenericName
    `,
    associations: `
      categories category ->categories id readonly
      products product ->products id
    `,
  }),
  resource({
    name: "manufacturers",
    node: "manufacturer",
    className: "Manufacturer",
    description: "The product brands",
    columns: `
      active int
      link_rewrite text getter readonly
      name text(64) isCatalogName required
      date_add datetime
      date_upd datetime
      description text(4194303) translated isCleanHtml
      short_description text(4194303) translated isCleanHtml
      meta_title text(255) translated isGenericName
      meta_description text(512) translated isGenericName
      meta_keywords text translated isGenericName
    `,
    associations: `
      addresses address ->addresses id>addresses readonly
    `,
  }),
  resource({
    name: "suppliers",
    node: "supplier",
    className: "Supplier",
    description: "The product suppliers",
    columns: `
      link_rewrite text computed
      name text(64) isCatalogName required
      active int
      date_add datetime
      date_upd datetime
      description text(4194303) translated isCleanHtml
      meta_title text(255) translated isGenericName
      meta_description text(512) translated isGenericName
      meta_keywords text(255) translated isGenericName
    `,
  }),
  resource({
    name: "product_suppliers",
    node: "product_supplier",
    className: "ProductSupplier",
    description: "Product Suppliers",
    columns: `
      id_product int isUnsignedId required ->products
      id_product_attribute int isUnsignedId required ->combinations
      id_supplier int isUnsignedId required ->suppliers
      id_currency int isUnsignedId ->currencies
      product_supplier_reference text(64) isReference
      product_supplier_price_te decimal isPrice
    `,
  }),
  resource({
    name: "stock_availables",
    node: "stock_available",
    className: "StockAvailable",
    description: "Available quantities",
    forbidden: ["POST", "DELETE"],
    columns: `
      id_product int isUnsignedId required ->products
      id_product_attribute int isUnsignedId required ->combinations
      id_shop int isUnsignedId ->shops
      id_shop_group int isUnsignedId
      quantity int isInt required
      depends_on_stock int isBool required
      out_of_stock int isInt required
      location text(255) isString
    `,
  }),
  resource({
    name: "specific_prices",
    node: "specific_price",
    className: "SpecificPrice",
    description: "Specific price management",
    columns: `
      id_shop_group int isUnsignedId
      id_shop int isUnsignedId required
      id_cart int isUnsignedId required
      id_product int isUnsignedId required ->products
      id_product_attribute int isUnsignedId
      id_currency int isUnsignedId required
      id_country int isUnsignedId required
      id_group int isUnsignedId required
      id_customer int isUnsignedId required
      id_specific_price_rule int isUnsignedId
      price decimal isNegativePrice required
      from_quantity int isUnsignedInt required
      reduction decimal isPrice required
      reduction_tax int isBool required
      reduction_type text isReductionType required
      from datetime isDateFormat required
      to datetime isDateFormat required
    `,
  }),
  resource({
    name: "specific_price_rules",
    node: "specific_price_rule",
    className: "SpecificPriceRule",
    description: "Specific price management",
    columns: `
      id_shop int isUnsignedId required ->shops
      id_country int isUnsignedId required ->countries
      id_currency int isUnsignedId required ->currencies
      id_group int isUnsignedId required ->groups
      name text(255) isCleanHtml required
      from_quantity int isUnsignedInt required
      price decimal isNegativePrice required
      reduction decimal isPrice required
      reduction_tax int isBool required
      reduction_type text isReductionType required
      from datetime isDateFormat
      to datetime isDateFormat
    `,
  }),
  resource({
    name: "tags",
    node: "tag",
    className: "Tag",
    description: "The Products tags",
    columns: `
      id_lang int isUnsignedId required ->languages
      name text isGenericName required
    `,
  }),
  resource({
    name: "product_customization_fields",
    listNode: "customization_fields",
    node: "customization_field",
    className: "CustomizationField",
    description: "Customization Field",
    columns: `
      id_product int isUnsignedId required ->products
      type int
      required int
      is_module int
      is_deleted int
      name text(255) translated required
    `,
  }),
  resource({
    name: "customizations",
    node: "customization",
    className: "Customization",
    description: "Customization values",
    columns: `
      id_address_delivery int isUnsignedId required ->addresses
      id_cart int isUnsignedId required ->carts
      id_product int isUnsignedId required ->products
      id_product_attribute int isUnsignedId required ->combinations
      quantity int isUnsignedInt required
      quantity_refunded int isUnsignedInt
      quantity_returned int isUnsignedInt
      in_cart int isBool
    `,
  }),
  resource({
    name: "attachments",
    node: "attachment",
    className: "Attachment",
    description: "The product Attachments",
    columns: `
      file text(40) required
      file_name text(128) isGenericName
      file_size int
      mime text(128) isCleanHtml required
      name text(128) translated isGenericName required
      description text translated isCleanHtml
    `,
  }),
  resource({
    name: "image_types",
    node: "image_type",
    className: "ImageType",
    description: "The image types",
    columns: `
      name text
      width int
      height int
      categories int
      products int
      manufacturers int
      suppliers int
      stores int
    `,
  }),
];
