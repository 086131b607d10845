"use client";

import { useTranslations } from "use-intl";
import type { JsonObject } from "@/lib/core/json";

/** Why a record was left alone, in words; what the flow's author wrote goes first. */
export function useReasonText(): (reason: JsonObject) => string {
  const t = useTranslations("run.reason");
  const stream = useTranslations("run.stream");
  return ({ code, text }) => {
    const detail = typeof text === "string" ? text : "";
    if ((code === "stopped" || code === "filtered") && detail !== "") return detail;
    return typeof code === "string" && t.has(code)
      ? t(code, { detail: detail !== "" && stream.has(detail) ? stream(detail) : detail })
      : detail || t("other");
  };
}
