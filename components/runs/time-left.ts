"use client";

import { useTranslations } from "use-intl";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

export type TimeLeft =
  | { readonly unit: "soon" }
  | { readonly unit: "minutes" | "days"; readonly count: number }
  | { readonly unit: "hours"; readonly hours: number; readonly minutes: number };

/** As coarse as an estimate is: a minute, five minutes from a quarter of an hour on, a quarter from three hours on. */
export function timeLeft(seconds: number): TimeLeft {
  if (seconds < 1.5 * MINUTE) return { unit: "soon" };
  if (seconds >= 2 * DAY) return { unit: "days", count: Math.round(seconds / DAY) };
  const step = seconds < 15 * MINUTE ? MINUTE : seconds < 3 * HOUR ? 5 * MINUTE : 15 * MINUTE;
  const minutes = (Math.ceil(seconds / step) * step) / MINUTE;
  if (minutes < 60) return { unit: "minutes", count: minutes };
  return { unit: "hours", hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** `about 20 minutes left`. */
export function useTimeLeft(): (seconds: number) => string {
  const t = useTranslations("run.left");
  return (seconds) => {
    const left = timeLeft(seconds);
    return t(
      left.unit,
      left.unit === "hours" ? { hours: left.hours, minutes: left.minutes } : { count: "count" in left ? left.count : 1 },
    );
  };
}
