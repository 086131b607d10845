import type { CalendarSpec, DayRule } from "@/lib/core/schedule-spec";
import { fromWall, toWall } from "@/lib/core/wall-clock";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A rule that meets no day within this many, such as the 31st of February, never comes. */
const HORIZON_DAYS = 8 * 366;

/** The first occurrence after `now`, or undefined for a rule whose day never comes. */
export function nextOnCalendar(spec: CalendarSpec, { now, timeZone }: { now: Date; timeZone: string }): Date | undefined {
  const from = Date.parse(`${spec.from}T00:00:00Z`);
  const today = dayOf(toWall(now, timeZone));
  // A window may reach past midnight: the day before still counts.
  const reach = Math.ceil((spec.repeat?.for ?? 0) / (24 * 60));
  const first = Math.max(from, today - reach * DAY_MS);
  const last = Math.max(from, today) + HORIZON_DAYS * DAY_MS;
  for (let day = first; day <= last; day += DAY_MS) {
    if (!isDue(spec.days, day, from)) continue;
    const found = nextOfDay(spec, day, { now, timeZone });
    if (found) return found;
  }
  return undefined;
}

function nextOfDay(spec: CalendarSpec, day: number, { now, timeZone }: { now: Date; timeZone: string }): Date | undefined {
  const [hours = 0, minutes = 0] = spec.at.split(":").map(Number);
  const start = fromWall(new Date(day + (hours * 60 + minutes) * MINUTE_MS), timeZone).getTime();
  if (start > now.getTime()) return new Date(start);
  if (!spec.repeat) return undefined;
  const step = spec.repeat.every * MINUTE_MS;
  const next = start + (Math.floor((now.getTime() - start) / step) + 1) * step;
  return next < start + spec.repeat.for * MINUTE_MS ? new Date(next) : undefined;
}

function dayOf(wall: Date): number {
  return Math.floor(wall.getTime() / DAY_MS) * DAY_MS;
}

function isDue(rule: DayRule, day: number, from: number): boolean {
  const passed = Math.round((day - from) / DAY_MS);
  if (rule.rule === "daily") return passed % rule.every === 0;
  const date = new Date(day);
  const weekday = date.getUTCDay() || 7;
  if (rule.rule === "weekly") {
    // Weeks begin on Monday: the first is the one `from` lies in.
    const monday = (new Date(from).getUTCDay() || 7) - 1;
    return rule.weekdays.includes(weekday) && Math.floor((passed + monday) / 7) % rule.every === 0;
  }
  if (!rule.months.includes(date.getUTCMonth() + 1)) return false;
  const dayOfMonth = date.getUTCDate();
  const daysLeft = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - dayOfMonth;
  if (rule.rule === "monthly") return rule.days.includes(dayOfMonth) || (daysLeft === 0 && rule.days.includes("last"));
  const ordinal = Math.ceil(dayOfMonth / 7);
  return rule.weekdays.includes(weekday) && (rule.ordinals.includes(ordinal) || (daysLeft < 7 && rule.ordinals.includes("last")));
}
