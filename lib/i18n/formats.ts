import type { Formats } from "use-intl";
import type { Locale } from "@/lib/core/text";

/** Named formats for `format.dateTime(date, name)`: French `26/03/2024 12:00`, English `26 Mar 2024, 12:00`. */
const dateTime: Record<Locale, NonNullable<Formats["dateTime"]>> = {
  fr: {
    stamp: { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" },
    date: { day: "2-digit", month: "2-digit", year: "numeric" },
    long: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
    day: { day: "numeric", month: "short" },
    weekday: { weekday: "short", day: "numeric" },
    time: { hour: "2-digit", minute: "2-digit" },
    seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  },
  en: {
    stamp: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
    date: { day: "numeric", month: "short", year: "numeric" },
    long: { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
    day: { day: "numeric", month: "short" },
    weekday: { weekday: "short", day: "numeric" },
    time: { hour: "2-digit", minute: "2-digit" },
    seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  },
};

export function formatsOf(locale: Locale): Formats {
  return { dateTime: dateTime[locale], number: { percent: { style: "percent", maximumFractionDigits: 1 } } };
}
