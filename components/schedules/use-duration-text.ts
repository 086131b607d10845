"use client";

import { useTranslations } from "use-intl";

/** `30 min`, `12 h`, `1 day`. */
export function useDurationText(): (minutes: number) => string {
  const t = useTranslations("schedules.duration");
  return (minutes) => {
    if (minutes % 1440 === 0) return t("days", { count: minutes / 1440 });
    if (minutes % 60 === 0) return t("hours", { count: minutes / 60 });
    return t("minutes", { count: minutes });
  };
}
