"use client";

import { useLocale, useTranslations } from "use-intl";
import type { ErrorInfo } from "@/lib/core/errors";

/** What an error says to a person: the advice of the plug-in that failed, else the text of its code. */
export function useErrorText(): (error: ErrorInfo) => string {
  const t = useTranslations("errors");
  const locale = useLocale();
  return (error) => {
    if (error.advice) return error.advice[locale.startsWith("fr") ? "fr" : "en"];
    return t.has(error.code) ? t(error.code) : t("system.unexpected");
  };
}
