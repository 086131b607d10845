import { type ResourceDefinition, resource } from "./definition";

/** The shop itself: places, taxes, carriers, settings. Grammar of the columns: see `definition.ts`. */
export const shopResources: readonly ResourceDefinition[] = [
  resource({
    name: "carriers",
    node: "carrier",
    className: "Carrier",
    description: "The Carriers",
    columns: `
      deleted int
      is_module int
      id_tax_rules_group int getter ->tax_rule_groups
      id_reference int
      name text(64) isCarrierName required
      active int isBool required
      is_free int
      url text isAbsoluteUrl
      shipping_handling int
      shipping_external int
      range_behavior int
      shipping_method int
      max_width int isUnsignedInt
      max_height int
      max_depth int
      max_weight decimal
      grade int
      external_module_name text(64)
      need_range int
      position int
      delay text translated isGenericName required
    `,
  }),
  resource({
    name: "deliveries",
    node: "delivery",
    className: "Delivery",
    description: "Product delivery",
    columns: `
      id_carrier int ->carriers
      id_range_price int ->price_ranges
      id_range_weight int ->weight_ranges
      id_zone int ->zones
      id_shop int
      id_shop_group int
      price decimal
    `,
  }),
  resource({
    name: "price_ranges",
    node: "price_range",
    className: "RangePrice",
    description: "Price ranges",
    columns: `
      id_carrier int ->carriers
      delimiter1 decimal
      delimiter2 decimal
    `,
  }),
  resource({
    name: "weight_ranges",
    node: "weight_range",
    className: "RangeWeight",
    description: "Weight ranges",
    columns: `
      id_carrier int ->carriers
      delimiter1 decimal
      delimiter2 decimal
    `,
  }),
  resource({
    name: "countries",
    node: "country",
    className: "Country",
    description: "The countries",
    columns: `
      id_zone int isUnsignedId ->zones
      id_currency int
      call_prefix int
      iso_code text(3) isLanguageIsoCode required
      active int
      contains_states int isBool required
      need_identification_number int isBool required
      need_zip_code int
      zip_code_format text
      display_tax_label int isBool required
      name text translated isGenericName required
    `,
  }),
  resource({
    name: "states",
    node: "state",
    className: "State",
    description: "The available states of countries",
    columns: `
      id_zone int isUnsignedId required ->zones
      id_country int isUnsignedId required ->countries
      iso_code text(7) isStateIsoCode required
      name text(80) isGenericName required
      active int
    `,
  }),
  resource({
    name: "zones",
    node: "zone",
    className: "Zone",
    description: "The Countries zones",
    columns: `
      name text(64) isGenericName required
      active int
    `,
  }),
  resource({
    name: "currencies",
    node: "currency",
    className: "Currency",
    description: "The currencies",
    columns: `
      names text translated
      name text(255) isGenericName getter
      symbol text translated
      iso_code text(3) isLanguageIsoCode required
      numeric_iso_code text(3)
      precision int
      conversion_rate decimal isUnsignedFloat required
      deleted int
      active int
      unofficial int
      modified int
      pattern text translated
    `,
  }),
  resource({
    name: "languages",
    node: "language",
    className: "Language",
    description: "Shop languages",
    columns: `
      name text isGenericName required
      iso_code text isLanguageIsoCode required
      locale text isLocale
      language_code text isLanguageCode
      active int isBool
      is_rtl int isBool
      date_format_lite text(32) isPhpDateFormat required
      date_format_full text(32) isPhpDateFormat required
    `,
  }),
  resource({
    name: "taxes",
    node: "tax",
    className: "Tax",
    description: "The tax rate",
    columns: `
      rate decimal3 isFloat required
      active int
      deleted int
      name text translated isGenericName required
    `,
  }),
  resource({
    name: "tax_rules",
    node: "tax_rule",
    className: "TaxRule",
    description: "Tax rules entity",
    columns: `
      id_tax_rules_group int isUnsignedId required ->tax_rule_groups
      id_state int isUnsignedId
      id_country int isUnsignedId required ->countries
      zipcode_from text isPostCode =0
      zipcode_to text isPostCode =0
      id_tax int isUnsignedId required
      behavior int isUnsignedInt
      description text isString
    `,
  }),
  resource({
    name: "tax_rule_groups",
    node: "tax_rule_group",
    className: "TaxRulesGroup",
    description: "Tax rule groups",
    columns: `
      name text isGenericName required
      active int isBool
      deleted int isBool
      date_add datetime isDate
      date_upd datetime isDate
    `,
  }),
  resource({
    name: "shops",
    node: "shop",
    className: "Shop",
    description: "Shops from multi-shop feature",
    columns: `
      id_shop_group int ->shop_groups
      id_category int
      active int
      deleted int
      name text
      color text
      theme_name text
    `,
  }),
  resource({
    name: "shop_groups",
    node: "shop_group",
    className: "ShopGroup",
    description: "Shop groups from multi-shop feature",
    columns: `
      name text
      color text
      share_customer int
      share_order int
      share_stock int
      active int
      deleted int
    `,
  }),
  resource({
    name: "shop_urls",
    node: "shop_url",
    className: "ShopUrl",
    description: "Shop URLs from multi-shop feature",
    columns: `
      id_shop int ->shops
      active int
      main int
      domain text
      domain_ssl text
      physical_uri text
      virtual_uri text
    `,
  }),
  resource({
    name: "configurations",
    node: "configuration",
    className: "Configuration",
    description: "Shop configuration",
    columns: `
      value text
      name text(254) isConfigName required
      id_shop_group int nullable
      id_shop int nullable
      date_add datetime
      date_upd datetime
    `,
  }),
  resource({
    name: "translated_configurations",
    node: "translated_configuration",
    className: "TranslatedConfiguration",
    description: "Shop configuration",
    columns: `
      value text translated
      date_add datetime
      date_upd datetime
      name text(32) isConfigName required
      id_shop_group int nullable
      id_shop int nullable
    `,
  }),
  resource({
    name: "content_management_system",
    node: "content",
    className: "CMS",
    description: "Content management system",
    columns: `
      id_cms_category int
      position int
      indexation int
      active int
      meta_description text translated
      meta_keywords text translated
      meta_title text translated
      head_seo_title text translated
      link_rewrite text translated
      content text translated
    `,
  }),
];
