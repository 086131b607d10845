const DAY_MS = 86_400_000;

/** The last `count` days in a time zone, `2026-11-03` each, today last. */
export function lastDays({ now, count, timeZone }: { now: Date; count: number; timeZone: string }): string[] {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  // Noon of the reader's day: a step of 24 hours then never skips or repeats one when clocks change.
  const noon = Date.parse(`${format.format(now)}T12:00:00Z`);
  return Array.from({ length: count }, (_, index) => new Date(noon - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10));
}
