import { createFormatter, createTranslator } from "use-intl/core";
import type { Locale } from "@/lib/core/text";
import { formatsOf } from "@/lib/i18n/formats";
import { DEFAULT_TIME_ZONE, INTL_LOCALE } from "@/lib/i18n/locale";
import en from "@/messages/en.json";
import fr from "@/messages/fr.json";

export const MESSAGES = { en, fr };

/** Translator and formatter of one language, for whatever has no React around it: pages on the server, mails, the API. */
export function translatorFor(locale: Locale) {
  return createTranslator({
    locale: INTL_LOCALE[locale],
    messages: MESSAGES[locale],
    formats: formatsOf(locale),
    timeZone: DEFAULT_TIME_ZONE,
  });
}
export type Translate = ReturnType<typeof translatorFor>;

export function formatterFor(locale: Locale, timeZone = DEFAULT_TIME_ZONE) {
  return createFormatter({ locale: INTL_LOCALE[locale], formats: formatsOf(locale), timeZone });
}
export type Format = ReturnType<typeof formatterFor>;
