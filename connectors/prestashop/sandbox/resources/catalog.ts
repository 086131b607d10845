import { type ResourceDefinition, resource } from "./definition";

/** Products and what describes them. Grammar of the columns: see `definition.ts`. */
export const catalogResources: readonly ResourceDefinition[] = [
  resource({
    name: "products",
    node: "product",
    className: "Product",
    description: "The products",
    columns: `
      id_manufacturer int isUnsignedId ->manufacturers
      id_supplier int isUnsignedId ->suppliers
      id_category_default int isUnsignedId ->categories
      new text unknown nullable
      cache_default_attribute int
      id_default_image int getter setter ->images/products/*
      id_default_combination int getter setter ->combinations
      id_tax_rules_group int isUnsignedId ->tax_rule_groups
      position_in_category text getter setter
      manufacturer_name text getter readonly
      quantity int getter readonly
      type text getter setter
      id_shop_default int isUnsignedId =1
      reference text(64) isReference
      supplier_reference text(64) isReference
      location text(255) isString
      width decimal isUnsignedFloat
      height decimal isUnsignedFloat
      depth decimal isUnsignedFloat
      weight decimal isUnsignedFloat
      quantity_discount int isBool
      ean13 text(13) isEan13
      isbn text(32) isIsbn
      upc text(12) isUpc
      mpn text(40) isMpn
      cache_is_pack int isBool
      cache_has_attachments int isBool
      is_virtual int isBool
      state int isUnsignedId
      additional_delivery_times int isUnsignedId
      delivery_in_stock text(255) translated isGenericName
      delivery_out_stock text(255) translated isGenericName
      product_type text isGenericName since8
      on_sale int isBool
      online_only int isBool
      ecotax decimal isPrice
      minimal_quantity int isPositiveInt
      low_stock_threshold int isInt nullable
      low_stock_alert int isBool
      price decimal isPrice required
      wholesale_price decimal isPrice
      unity text isString
      unit_price decimal isPrice since8
      unit_price_ratio decimal computed
      additional_shipping_cost decimal isPrice
      customizable int isUnsignedInt
      text_fields int isUnsignedInt
      uploadable_files int isUnsignedInt
      active int isBool
      redirect_type text isString
      id_type_redirected int isUnsignedId
      available_for_order int isBool
      available_date date isDateFormat
      show_condition int isBool
      condition text isGenericName =new
      show_price int isBool
      indexed int isBool
      visibility text isProductVisibility =both
      advanced_stock_management int isBool
      date_add datetime isDate
      date_upd datetime isDate
      pack_stock_type int isUnsignedInt
      meta_description text(512) translated isGenericName
      meta_keywords text(255) translated isGenericName
      meta_title text(255) translated isGenericName
      link_rewrite text(128) translated isLinkRewrite
      name text(128) translated isCatalogName
      description text(4194303) translated isCleanHtml
      description_short text(4194303) translated isCleanHtml
      available_now text(255) translated isGenericName
      available_later text(255) translated IsGenericName
    `,
    associations: `
      categories category ->categories id!
      images image ->images/products/* api:images id
      combinations combination ->combinations id!
      product_option_values product_option_value ->product_option_values id!
      product_features product_feature ->product_features id! id_feature_value!>product_feature_values
      tags tag api:tags id!
      stock_availables stock_available ->stock_availables id! id_product_attribute! readonly
      attachments attachment api:attachments id!
      accessories product api:products id!>products
      product_bundle product api:products id! id_product_attribute quantity
    `,
  }),
  resource({
    name: "combinations",
    node: "combination",
    className: "Combination",
    description: "The product combinations",
    columns: `
      id_product int isUnsignedId required ->products
      ean13 text(13) isEan13
      isbn text(32) isIsbn
      upc text(12) isUpc
      mpn text(40) isMpn
      reference text(64)
      supplier_reference text(64)
      wholesale_price decimal(27) isNegativePrice
      price decimal(20) isNegativePrice
      ecotax decimal(20) isPrice
      weight decimal isFloat
      unit_price_impact decimal(20) isNegativePrice
      minimal_quantity int isPositiveInt required
      low_stock_threshold int isInt nullable
      low_stock_alert int isBool
      default_on text isBool
      available_date date isDateFormat
      available_now text(255) translated isGenericName
      available_later text(255) translated IsGenericName
    `,
    associations: `
      product_option_values product_option_value ->product_option_values id
      images image ->images/products/* api:images/products id
    `,
  }),
  resource({
    name: "product_options",
    node: "product_option",
    className: "AttributeGroup",
    description: "The product options",
    columns: `
      is_color_group int isBool
      group_type text required =select
      position int isInt
      name text(128) translated isGenericName required
      public_name text(64) translated isGenericName required
    `,
    associations: `
      product_option_values product_option_value ->product_option_values id
    `,
  }),
  resource({
    name: "product_option_values",
    node: "product_option_value",
    className: "ProductAttribute",
    description: "The product options value",
    columns: `
      id_attribute_group int isUnsignedId required ->product_options
      color text isColor
      position int isInt
      name text(128) translated isGenericName required
    `,
  }),
  resource({
    name: "product_features",
    node: "product_feature",
    className: "Feature",
    description: "The product features",
    columns: `
      position int isInt
      name text(128) translated isGenericName required
    `,
  }),
  resource({
    name: "product_feature_values",
    node: "product_feature_value",
    className: "FeatureValue",
    description: "The product feature values",
    columns: `
      id_feature int isUnsignedId required ->product_features
      custom int isBool
      value text(255) translated isGenericName required
    `,
  }),
];
