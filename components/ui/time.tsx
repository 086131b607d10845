"use client";

import { useFormatter, useNow } from "use-intl";

/** A moment, in the workspace's time zone: `name` is one of the named formats. */
export function Stamp({ at, name = "stamp" }: { at: string; name?: "stamp" | "date" | "time" | "day" | "seconds" }) {
  const format = useFormatter();
  return <time dateTime={at}>{format.dateTime(new Date(at), name)}</time>;
}

/** `3 minutes ago`, refreshed each half minute; the exact moment on hover. Never `in 2 seconds`: clocks differ a little. */
export function Ago({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const date = new Date(at);
  return (
    <time dateTime={at} title={format.dateTime(date, "stamp")} suppressHydrationWarning>
      {format.relativeTime(date > now ? now : date, now)}
    </time>
  );
}

/** A coming moment: `08:15` today, `Mon 9` within a week, the date after that. */
export function NextAt({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow();
  const date = new Date(at);
  const isToday = format.dateTime(date, "date") === format.dateTime(now, "date");
  const isNear = date.getTime() - now.getTime() < 6 * 86_400_000;
  return (
    <time dateTime={at} title={format.dateTime(date, "stamp")}>
      {format.dateTime(date, isToday ? "time" : isNear ? "weekday" : "day")}
    </time>
  );
}

/** A past moment: `07:30` today, `3 Nov 07:30` before. */
export function PastAt({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow();
  const date = new Date(at);
  const isToday = format.dateTime(date, "date") === format.dateTime(now, "date");
  return (
    <time dateTime={at} title={format.dateTime(date, "stamp")}>
      {isToday ? format.dateTime(date, "time") : `${format.dateTime(date, "day")} ${format.dateTime(date, "time")}`}
    </time>
  );
}
