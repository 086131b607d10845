import { Cron } from "croner";
import { nextOnCalendar } from "@/engine/functions/schedule-calendar";
import type { ScheduleSpec } from "@/lib/core/schedule-spec";
import { fromWall, toWall } from "@/lib/core/wall-clock";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The first occurrence after `now` on the grid that `anchor` lies on (UI-41: the grid stays where the first start put
 * it, however long runs take). Days keep their time of day in `timeZone`, across changes of the clock.
 * Throws RangeError for a cron that is none or never comes, and for days that no calendar has.
 */
export function nextOnGrid(spec: ScheduleSpec, input: { anchor: Date; now: Date; timeZone: string }): Date {
  const { anchor, now, timeZone } = input;
  if (spec.kind === "cron") {
    const next = new Cron(spec.cron, { timezone: timeZone }).nextRun(now);
    if (!next) throw new RangeError(`The cron "${spec.cron}" has no next occurrence`);
    return next;
  }
  if (spec.kind === "calendar") {
    const next = nextOnCalendar(spec, { now, timeZone });
    if (!next) throw new RangeError("No calendar has these days");
    return next;
  }
  if (anchor > now) return anchor;
  if (spec.unit === "days") return nextDay(spec.every, { anchor, now, timeZone });
  const step = spec.every * (spec.unit === "hours" ? HOUR_MS : MINUTE_MS);
  const passed = Math.floor((now.getTime() - anchor.getTime()) / step) + 1;
  return new Date(anchor.getTime() + passed * step);
}

/** The next `count` occurrences after `now`; throws as `nextOnGrid` does. */
export function upcoming(spec: ScheduleSpec, input: { anchor: Date; now: Date; timeZone: string; count: number }): Date[] {
  const found: Date[] = [];
  let { now } = input;
  while (found.length < input.count) {
    now = nextOnGrid(spec, { ...input, now });
    found.push(now);
  }
  return found;
}

function nextDay(every: number, { anchor, now, timeZone }: { anchor: Date; now: Date; timeZone: string }): Date {
  const wall = toWall(anchor, timeZone);
  const days = Math.floor((now.getTime() - anchor.getTime()) / (24 * HOUR_MS * every)) * every;
  for (let ahead = Math.max(0, days); ; ahead += every) {
    const candidate = fromWall(new Date(wall.getTime() + ahead * 24 * HOUR_MS), timeZone);
    if (candidate > now) return candidate;
  }
}
