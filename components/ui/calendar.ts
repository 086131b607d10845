/** Days as `YYYY-MM-DD`, months as their first day; no clock and no time zone. */

const DAY_MS = 86_400_000;

export function addDays(day: string, count: number): string {
  return toDay(new Date(Date.parse(day) + count * DAY_MS));
}

/** The same day of another month, or its last one where it is shorter. */
export function addMonths(day: string, count: number): string {
  const date = new Date(day);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count + 1, 0)).getUTCDate();
  return toDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, Math.min(date.getUTCDate(), lastDay))));
}

/** Six weeks from the Monday on or before the first of the month: the height of the calendar never changes. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`;
  const monday = addDays(first, -((new Date(first).getUTCDay() + 6) % 7));
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (__, n) => addDays(monday, week * 7 + n)));
}

/** Today on the clocks of a time zone. */
export function todayIn(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

/** `8h30`, `830`, `8:3` and `08:30` alike; undefined for what is no time of day. */
export function parseTime(text: string): string | undefined {
  const found = /^\s*(\d{1,2})\s*(?:[:hH.]\s*(\d{1,2})?|(\d{2}))?\s*$/.exec(text);
  if (!found) return undefined;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? found[3] ?? 0);
  if (hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
