"use client";

import { useLocale } from "use-intl";
import type { Locale } from "@/lib/core/text";

/** The language of plug-in texts (`{en, fr}`) for the locale the page is shown in. */
export function useLanguage(): Locale {
  return useLocale().startsWith("fr") ? "fr" : "en";
}
