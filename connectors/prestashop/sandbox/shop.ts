import type { Row, Store, Table } from "@/connectors/sandbox-kit/store";

export type PrestashopVersion = "1.7.8" | "8.2.4" | "9.0";

/** What an administrator of the shop can change; mutable, kept out of the tables. */
export interface ShopSettings {
  version: PrestashopVersion;
  /** Webservice switched on in the back office. */
  webservice: boolean;
  /** The host rewrites `/api`; without it only `/webservice/dispatcher.php` answers. */
  rewriting: boolean;
  /** PHP prints its warnings (php.ini-production): errors then come as 500 with code 3 entries added. */
  phpWarnings: boolean;
  /** Product images are kept as the shop makes them of what it is sent, the same of the same file: no byte is what it was. */
  encodesImages: boolean;
  shopName: string;
  /** IANA time zone of the shop's dates, which carry no offset. */
  timeZone: string;
  /** 1 each item, 2 each line, 3 the total. */
  roundType: 1 | 2 | 3;
  /** PHP's constants: 0 up, 1 down, 2 half up, 4 half even, 5 half odd. */
  roundMode: 0 | 1 | 2 | 4 | 5;
  defaultCountry: number;
  defaultCurrency: number;
  defaultLanguage: number;
  /** Net handling fee added to carriers that charge one. */
  shippingHandling: string;
  /** Order value with tax from which shipping is free; "0" = never. */
  freeShippingFrom: string;
  /** Payment modules that are installed: technical name → display name. */
  modules: Record<string, string>;
}

export const DEFAULT_SETTINGS: ShopSettings = {
  version: "8.2.4",
  webservice: true,
  rewriting: true,
  phpWarnings: true,
  shopName: "Maison Lavande",
  encodesImages: false,
  timeZone: "Europe/Paris",
  roundType: 2,
  roundMode: 2,
  defaultCountry: 8,
  defaultCurrency: 1,
  defaultLanguage: 1,
  shippingHandling: "2.00",
  freeShippingFrom: "0",
  modules: { ps_wirepayment: "Bank wire", ps_checkpayment: "Payments by check", ps_cashondelivery: "Cash on delivery" },
};

/** The state every handler works on. */
export interface Shop {
  readonly store: Store;
  readonly settings: ShopSettings;
  /** Address without a slash at the end, as the shop calls itself in links. */
  readonly url: string;
  readonly clock: () => Date;
}

export function table(shop: Shop, name: string): Table {
  return shop.store.table(name);
}

/** A field of a stored row as text; null and absent are empty. */
export function text(row: Row | undefined, field: string): string {
  const value = row?.[field];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function number(row: Row | undefined, field: string): number {
  const value = Number(text(row, field));
  return Number.isFinite(value) ? value : 0;
}

/** Ids of the active languages, in order. */
export function activeLanguages(shop: Shop): string[] {
  const ids: string[] = [];
  for (const row of table(shop, "languages").all()) if (text(row, "active") === "1") ids.push(String(row.id));
  return ids;
}

export function allLanguages(shop: Shop): string[] {
  return [...table(shop, "languages").all()].map((row) => String(row.id));
}

/** `{language: text}` of a translated field, or the plain text when it is not translated. */
export function translation(row: Row | undefined, field: string, language: string | number): string {
  const value = row?.[field];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const found = value[String(language)];
    return typeof found === "string" ? found : "";
  }
  return typeof value === "string" ? value : "";
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD HH:MM:SS` on the shop's clock. */
export function localTime(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

export function now(shop: Shop): string {
  return localTime(shop.clock(), shop.settings.timeZone);
}
