import type { Shop } from "../shop";
import { insert, texts } from "./insert";
import { insertCarriers, insertStates } from "./order-lists";

/** The lists every shop has, with PrestaShop's own ids where it ships them. Written once, even for an empty shop. */
export function seedLists(shop: Shop, moment: string): void {
  const dates = { date_add: moment, date_upd: moment };
  insertLanguages(shop);
  insert(shop, "shop_groups", {
    name: "Default",
    share_customer: "0",
    share_order: "0",
    share_stock: "0",
    active: "1",
    deleted: "0",
  });
  insert(shop, "shops", {
    id_shop_group: "1",
    id_category: "2",
    active: "1",
    deleted: "0",
    name: shop.settings.shopName,
    theme_name: "classic",
  });
  insert(shop, "shop_urls", {
    id_shop: "1",
    active: "1",
    main: "1",
    domain: "localhost",
    domain_ssl: "localhost",
    physical_uri: "/",
  });
  insertPlaces(shop);
  insertTaxes(shop, dates);
  for (const [name, display] of GROUPS) {
    insert(shop, "groups", {
      name: texts(name[0], name[1]),
      reduction: "0.00",
      price_display_method: display,
      show_prices: "1",
      ...dates,
    });
  }
  insertCarriers(shop);
  insertStates(shop);
  insert(shop, "contacts", {
    email: "bonjour@maison-lavande.example",
    customer_service: "1",
    name: texts("Service client", "Customer service"),
  });
  insert(shop, "employees", {
    id_lang: "1",
    lastname: "Marchand",
    firstname: "Hélène",
    email: "helene@maison-lavande.example",
    active: "1",
    id_profile: "1",
    passwd: "",
  });
  for (const [name, value] of CONFIGURATION) insert(shop, "configurations", { name, value, ...dates });
  for (const [name, width] of IMAGE_TYPES) {
    insert(shop, "image_types", {
      name,
      width,
      height: width,
      products: "1",
      categories: "0",
      manufacturers: "0",
      suppliers: "0",
      stores: "0",
    });
  }
}

function insertLanguages(shop: Shop): void {
  const common = { active: "1", is_rtl: "0" };
  const french = { date_format_lite: "d/m/Y", date_format_full: "d/m/Y H:i:s" };
  const english = { date_format_lite: "m/d/Y", date_format_full: "m/d/Y H:i:s" };
  insert(shop, "languages", {
    name: "Français (French)",
    iso_code: "fr",
    locale: "fr-FR",
    language_code: "fr",
    ...common,
    ...french,
  });
  insert(shop, "languages", {
    name: "English (English)",
    iso_code: "en",
    locale: "en-US",
    language_code: "en-us",
    ...common,
    ...english,
  });
  for (const [code, number, rate, symbol, fr, en] of CURRENCIES) {
    insert(shop, "currencies", {
      names: texts(fr, en),
      name: fr,
      symbol: texts(symbol),
      iso_code: code,
      numeric_iso_code: number,
      precision: "2",
      conversion_rate: rate,
      active: "1",
      pattern: texts("#,##0.00 ¤", "¤#,##0.00"),
    });
  }
}

const CURRENCIES = [
  ["EUR", "978", "1", "€", "Euro", "Euro"],
  ["USD", "840", "1.0857", "$", "Dollar américain", "US Dollar"],
] as const;

/** [id, ISO code, zone, call prefix, French, English, has states] */
const COUNTRIES = [
  [1, "DE", 1, "49", "Allemagne", "Germany", false],
  [2, "AT", 1, "43", "Autriche", "Austria", false],
  [3, "BE", 1, "32", "Belgique", "Belgium", false],
  [4, "CA", 2, "1", "Canada", "Canada", true],
  [6, "ES", 1, "34", "Espagne", "Spain", false],
  [8, "FR", 1, "33", "France", "France", false],
  [10, "IT", 1, "39", "Italie", "Italy", false],
  [12, "LU", 1, "352", "Luxembourg", "Luxembourg", false],
  [13, "NL", 1, "31", "Pays-Bas", "Netherlands", false],
  [15, "PT", 1, "351", "Portugal", "Portugal", false],
  [17, "GB", 7, "44", "Royaume-Uni", "United Kingdom", false],
  [19, "CH", 7, "41", "Suisse", "Switzerland", false],
  [21, "US", 2, "1", "États-Unis", "United States", true],
] as const;

const ZONES = [
  "Europe",
  "North America",
  "Asia",
  "Africa",
  "Oceania",
  "South America",
  "Europe (non-EU)",
  "Central America/Antilla",
];
const REGIONS = [
  ["NY", "New York", 21],
  ["CA", "California", 21],
  ["TX", "Texas", 21],
  ["QC", "Québec", 4],
  ["ON", "Ontario", 4],
] as const;

function insertPlaces(shop: Shop): void {
  for (const name of ZONES) insert(shop, "zones", { name, active: "1" });
  for (const [id, iso, zone, prefix, fr, en, hasStates] of COUNTRIES) {
    insert(shop, "countries", {
      id,
      id_zone: String(zone),
      iso_code: iso,
      call_prefix: prefix,
      active: "1",
      contains_states: hasStates ? "1" : "0",
      need_zip_code: "1",
      zip_code_format: iso === "FR" || iso === "DE" ? "NNNNN" : "",
      display_tax_label: "1",
      name: texts(fr, en),
    });
  }
  for (const [iso, name, country] of REGIONS) {
    insert(shop, "states", { id_country: String(country), id_zone: "2", iso_code: iso, name, active: "1" });
  }
}

/** [rate, French name] in id order. */
const TAXES = [
  ["20", "TVA FR 20 %"],
  ["10", "TVA FR 10 %"],
  ["5.5", "TVA FR 5,5 %"],
  ["2.1", "TVA FR 2,1 %"],
  ["19", "USt. DE 19 %"],
  ["7", "USt. DE 7 %"],
  ["21", "TVA BE 21 %"],
  ["6", "TVA BE 6 %"],
] as const;
/** Tax of each group (standard, intermediate, reduced, press) by country; the Union's others pay the French rate. */
const RATES_BY_COUNTRY: Readonly<Record<number, readonly number[]>> = { 1: [5, 6, 6, 6], 3: [7, 8, 8, 8] };
const FRENCH_RATES = [1, 2, 3, 4];
const UNION = [1, 2, 3, 6, 8, 10, 12, 13, 15];
const TAX_GROUPS = [
  "FR Taux standard (20 %)",
  "FR Taux intermédiaire (10 %)",
  "FR Taux réduit (5,5 %)",
  "FR Taux particulier (2,1 %)",
];

function insertTaxes(shop: Shop, dates: { date_add: string; date_upd: string }): void {
  for (const [rate, name] of TAXES) insert(shop, "taxes", { rate, name: texts(name), active: "1", deleted: "0" });
  TAX_GROUPS.forEach((name, index) => {
    const group = insert(shop, "tax_rule_groups", { name, active: "1", deleted: "0", ...dates });
    for (const country of UNION) {
      const tax = (RATES_BY_COUNTRY[country] ?? FRENCH_RATES)[index] ?? 1;
      insert(shop, "tax_rules", {
        id_tax_rules_group: String(group.id),
        id_country: String(country),
        id_tax: String(tax),
        behavior: "0",
      });
    }
  });
}

const GROUPS = [
  [["Visiteur", "Visitor"], "0"],
  [["Invité", "Guest"], "0"],
  [["Client", "Customer"], "0"],
  [["Professionnel", "Professional"], "1"],
] as const;

const CONFIGURATION = [
  ["PS_LANG_DEFAULT", "1"],
  ["PS_CURRENCY_DEFAULT", "1"],
  ["PS_COUNTRY_DEFAULT", "8"],
  ["PS_SHOP_NAME", "Maison Lavande"],
  ["PS_SHOP_EMAIL", "bonjour@maison-lavande.example"],
  ["PS_TIMEZONE", "Europe/Paris"],
  ["PS_ROUND_TYPE", "2"],
  ["PS_PRICE_ROUND_MODE", "2"],
  ["PS_WEIGHT_UNIT", "kg"],
  ["PS_STOCK_MANAGEMENT", "1"],
  ["PS_TAX", "1"],
  ["PS_ORDER_OUT_OF_STOCK", "0"],
  ["PS_GIFT_WRAPPING", "1"],
  ["PS_GIFT_WRAPPING_PRICE", "2.9167"],
  ["PS_VERSION_DB", "8.2.4"],
] as const;

const IMAGE_TYPES = [
  ["cart_default", "125"],
  ["small_default", "98"],
  ["medium_default", "452"],
  ["home_default", "250"],
  ["large_default", "800"],
] as const;
