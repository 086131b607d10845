import { LOCALES, type Locale } from "@/lib/core/locales";

export const LOCALE_COOKIE = "passerelle-locale";
export const THEME_COOKIE = "passerelle-theme";
export const NAV_COOKIE = "passerelle-nav";
export const DEFAULT_LOCALE: Locale = "fr";
/** Until a workspace says otherwise; always named on screen beside the times it applies to. */
export const DEFAULT_TIME_ZONE = "Europe/Paris";

export function parseLocale(value: string | undefined): Locale {
  return LOCALES.find((locale) => locale === value) ?? DEFAULT_LOCALE;
}

/** What `Intl` is asked for: the region decides the order of dates and the separators of numbers. */
export const INTL_LOCALE: Record<Locale, string> = { fr: "fr-FR", en: "en-GB" };
