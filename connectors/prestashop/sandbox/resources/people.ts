import { type ResourceDefinition, resource } from "./definition";

/** Customers, the people of the shop, and what they write. Grammar of the columns: see `definition.ts`. */
export const peopleResources: readonly ResourceDefinition[] = [
  resource({
    name: "customers",
    node: "customer",
    className: "Customer",
    description: "The e-shop's customers",
    columns: `
      id_default_group int ->groups
      id_lang int isUnsignedId ->languages
      newsletter_date_add datetime
      ip_registration_newsletter text nullable
      last_passwd_gen datetime protected
      secure_key text isMd5 protected
      deleted int isBool
      passwd text(255) isHashedPassword required
      lastname text(255) isCustomerName required
      firstname text(255) isCustomerName required
      email text(255) isEmail required
      id_gender int isUnsignedId
      birthday date isBirthDate
      newsletter int isBool
      optin int isBool
      website text isUrl nullable
      company text isGenericName nullable
      siret text isGenericName nullable
      ape text isApe nullable
      outstanding_allow_amount decimal isFloat
      show_public_prices int isBool
      id_risk int isUnsignedInt
      max_payment_days int isUnsignedInt
      active int isBool
      note text(4194303) nullable
      is_guest int isBool
      id_shop int isUnsignedId
      id_shop_group int isUnsignedId
      date_add datetime isDate
      date_upd datetime isDate
      reset_password_token text(40) isSha1 nullable
      reset_password_validity datetime isDateOrNull
    `,
    associations: `
      groups group ->groups id
    `,
  }),
  resource({
    name: "addresses",
    node: "address",
    className: "Address",
    description: "The Customer, Brand and Customer addresses",
    columns: `
      id_customer int isNullOrUnsignedId ->customers
      id_manufacturer int isNullOrUnsignedId ->manufacturers
      id_supplier int isNullOrUnsignedId ->suppliers
      id_warehouse int isNullOrUnsignedId
      id_country int isUnsignedId required ->countries
      id_state int isNullOrUnsignedId ->states
      alias text(32) isGenericName required
      company text(255) isGenericName
      lastname text(255) isName required
      firstname text(255) isName required
      vat_number text isGenericName
      address1 text(128) isAddress required
      address2 text(128) isAddress
      postcode text(12) isPostCode
      city text(64) isCityName required
      other text(4194303) isMessage
      phone text(32) isPhoneNumber
      phone_mobile text(32) isPhoneNumber
      dni text(16) isDniLite
      deleted int isBool
      date_add datetime isDate
      date_upd datetime isDate
    `,
  }),
  resource({
    name: "groups",
    node: "group",
    className: "Group",
    description: "The customer's groups",
    columns: `
      reduction decimal2 isFloat
      price_display_method int isPriceDisplayMethod required
      show_prices int isBool
      date_add datetime
      date_upd datetime
      name text translated isGenericName required
    `,
  }),
  resource({
    name: "guests",
    node: "guest",
    className: "Guest",
    description: "The guests",
    columns: `
      id_customer int ->customers
      id_operating_system int
      id_web_browser int
      javascript int
      screen_resolution_x int
      screen_resolution_y int
      screen_color int
      sun_java int
      adobe_flash int
      adobe_director int
      apple_quicktime int
      real_player int
      windows_media int
      accept_language text
      mobile_theme int
    `,
  }),
  resource({
    name: "customer_threads",
    node: "customer_thread",
    className: "CustomerThread",
    description: "Customer services threads",
    columns: `
      id_lang int isUnsignedId required ->languages
      id_shop int isUnsignedId ->shops
      id_customer int isUnsignedId ->customers
      id_order int isUnsignedId ->orders
      id_product int isUnsignedId ->products
      id_contact int isUnsignedId required ->contacts
      email text(255) isEmail
      token text isGenericName required
      status text =open
      date_add datetime isDate
      date_upd datetime isDate
    `,
  }),
  resource({
    name: "customer_messages",
    node: "customer_message",
    className: "CustomerMessage",
    description: "Customer services messages",
    columns: `
      id_employee int ->employees
      id_customer_thread int ->customer_threads
      ip_address text
      message text(16777216) isCleanHtml required
      file_name text(18)
      user_agent text(128)
      private int isBool
      date_add datetime isDate
      date_upd datetime isDate
      read int isBool
    `,
  }),
  resource({
    name: "messages",
    node: "message",
    className: "Message",
    description: "The Messages",
    columns: `
      id_cart int isUnsignedId ->carts
      id_order int isUnsignedId ->orders
      id_customer int isUnsignedId ->customers
      id_employee int isUnsignedId ->employees
      message text(4194303) isCleanHtml required
      private int isBool
      date_add datetime isDate
    `,
  }),
  resource({
    name: "employees",
    node: "employee",
    className: "Employee",
    description: "The Employees",
    columns: `
      id_lang int ->languages
      last_passwd_gen datetime
      stats_date_from date
      stats_date_to date
      stats_compare_from date
      stats_compare_to date
      passwd text
      lastname text
      firstname text
      email text
      active int
      id_profile int
      bo_color text nullable
      default_tab int
      bo_theme text
      bo_css text
      bo_width int
      bo_menu int
      stats_compare_option int
      preselect_date_range text nullable
      id_last_order int
      id_last_customer_message int
      id_last_customer int
      reset_password_token text nullable
      reset_password_validity datetime
      has_enabled_gravatar int
    `,
  }),
  resource({
    name: "contacts",
    node: "contact",
    className: "Contact",
    description: "Shop contacts",
    columns: `
      email text
      customer_service int
      name text translated
      description text translated
    `,
  }),
  resource({
    name: "stores",
    node: "store",
    className: "Store",
    description: "The stores",
    columns: `
      id_country int isUnsignedId required ->countries
      id_state int ->states
      hours text translated
      postcode text(12)
      city text isCityName required
      latitude text
      longitude text
      phone text
      fax text
      email text
      active int
      date_add datetime
      date_upd datetime
      name text translated
      address1 text translated
      address2 text translated
      note text translated
    `,
  }),
];
