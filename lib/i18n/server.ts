import { cookies } from "next/headers";
import type { Locale } from "@/lib/core/text";
import { LOCALE_COOKIE, NAV_COOKIE, parseLocale, THEME_COOKIE } from "@/lib/i18n/locale";
import { type Format, formatterFor, type Translate, translatorFor } from "@/lib/i18n/messages";

export type Theme = "light" | "dark";

export async function getLocale(): Promise<Locale> {
  return parseLocale((await cookies()).get(LOCALE_COOKIE)?.value);
}

/** What a page needs to speak: `const { t, format, locale } = await getIntl()`; keys are full paths, `home.title`. */
export async function getIntl(): Promise<{ t: Translate; format: Format; locale: Locale }> {
  const locale = await getLocale();
  return { t: translatorFor(locale), format: formatterFor(locale), locale };
}

/** Choices kept in cookies so that the first paint is already right. */
export async function getAppearance(): Promise<{ theme: Theme | undefined; navCollapsed: boolean }> {
  const jar = await cookies();
  const theme = jar.get(THEME_COOKIE)?.value;
  return {
    theme: theme === "light" || theme === "dark" ? theme : undefined,
    navCollapsed: jar.get(NAV_COOKIE)?.value === "collapsed",
  };
}
