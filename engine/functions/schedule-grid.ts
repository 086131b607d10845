import { Cron } from "croner";

/** As stored with a schedule. */
export type GridSpec =
  | { readonly kind: "every"; readonly every: number; readonly unit: "minutes" | "hours" | "days" }
  | { readonly kind: "cron"; readonly cron: string };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The first occurrence after `now` on the grid that `anchor` lies on (UI-41: the grid stays where the first start put
 * it, however long runs take). Days keep their time of day in `timeZone`, across changes of the clock.
 * Throws RangeError for a cron that is none or never comes.
 */
export function nextOnGrid(spec: GridSpec, input: { anchor: Date; now: Date; timeZone: string }): Date {
  const { anchor, now, timeZone } = input;
  if (spec.kind === "cron") {
    const next = new Cron(spec.cron, { timezone: timeZone }).nextRun(now);
    if (!next) throw new RangeError(`The cron "${spec.cron}" has no next occurrence`);
    return next;
  }
  if (anchor > now) return anchor;
  if (spec.unit === "days") return nextDay(spec.every, { anchor, now, timeZone });
  const step = spec.every * (spec.unit === "hours" ? HOUR_MS : MINUTE_MS);
  const passed = Math.floor((now.getTime() - anchor.getTime()) / step) + 1;
  return new Date(anchor.getTime() + passed * step);
}

function nextDay(every: number, { anchor, now, timeZone }: { anchor: Date; now: Date; timeZone: string }): Date {
  const wall = new Date(anchor.getTime() + offsetMs(anchor, timeZone));
  const days = Math.floor((now.getTime() - anchor.getTime()) / (24 * HOUR_MS * every)) * every;
  for (let ahead = Math.max(0, days); ; ahead += every) {
    const candidate = fromWall(new Date(wall.getTime() + ahead * 24 * HOUR_MS), timeZone);
    if (candidate > now) return candidate;
  }
}

/** The instant at which clocks of the zone show `wall` (given as if it were UTC). */
function fromWall(wall: Date, timeZone: string): Date {
  const guess = new Date(wall.getTime() - offsetMs(wall, timeZone));
  return new Date(wall.getTime() - offsetMs(guess, timeZone));
}

function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(value("year"), value("month") - 1, value("day"), value("hour"), value("minute"), value("second"));
  return shown - Math.floor(at.getTime() / 1_000) * 1_000;
}
