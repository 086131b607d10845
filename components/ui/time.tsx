"use client";

import { useFormatter, useNow } from "use-intl";

/** A moment, in the workspace's time zone: `name` is one of the named formats. */
export function Stamp({ at, name = "stamp" }: { at: string; name?: "stamp" | "date" | "time" | "day" | "seconds" }) {
  const format = useFormatter();
  return <time dateTime={at}>{format.dateTime(new Date(at), name)}</time>;
}

/** `3 minutes ago`, refreshed each half minute; the exact moment on hover. */
export function Ago({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const date = new Date(at);
  return (
    <time dateTime={at} title={format.dateTime(date, "stamp")} suppressHydrationWarning>
      {format.relativeTime(date, now)}
    </time>
  );
}
