/**
 * PrestaShop writes the shop's local time without offset. These functions go both ways through an IANA zone.
 * In the hour that a clock change repeats, a local time means its first occurrence.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const MOST_OFFSETS = 20_000;
const QUARTER_MS = 15 * 60_000;
const HALF_DAY_MS = 12 * 3_600_000;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2}))?$/;

export function isTimeZone(zone: string): boolean {
  try {
    return formatterOf(zone) !== undefined;
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(zone, formatter);
  return formatter;
}

/** `2026-11-22 05:16:39`, the shop's wall clock at that instant. */
export function toLocal(instant: number, zone: string): string {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}:${parts.second}`;
}

function readLocal(local: string): number | undefined {
  const match = LOCAL.exec(local.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = match;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Number(month) >= 1 && Number(day) >= 1 && !Number.isNaN(time) ? time : undefined;
}

/** Offsets change at quarters of an hour only, and asking for one is slow: a page of orders has thousands of dates. */
function offsetAt(instant: number, zone: string): number {
  const quarter = Math.floor(instant / QUARTER_MS) * QUARTER_MS;
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  const offset = (readLocal(toLocal(quarter, zone)) ?? quarter) - quarter;
  offsets.set(key, offset);
  return offset;
}

/** Milliseconds since 1970 of a local time; undefined for `0000-00-00` and what is no date. */
export function localToInstant(local: string, zone: string): number | undefined {
  const wall = readLocal(local);
  if (wall === undefined) return undefined;
  const before = wall - offsetAt(wall - HALF_DAY_MS, zone);
  const after = wall - offsetAt(wall + HALF_DAY_MS, zone);
  const fitting = [before, after].filter((instant) => instant + offsetAt(instant, zone) === wall);
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(before, after);
}

/** `2026-11-22T05:16:39+01:00`; null for `0000-00-00 00:00:00`, `""` and what is no date. */
export function localToIso(local: string, zone: string): string | null {
  const instant = localToInstant(local, zone);
  if (instant === undefined) return null;
  const offset = offsetAt(instant, zone) / 60_000;
  const sign = offset < 0 ? "-" : "+";
  const pad = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const suffix = `${sign}${pad(Math.abs(offset) / 60)}:${pad(Math.abs(offset) % 60)}`;
  return `${new Date(instant + offset * 60_000).toISOString().slice(0, 19)}${suffix}`;
}

/**
 * The lowest local time any change at or after `instant` can carry: when the clock is set back soon after it,
 * later changes have earlier times.
 */
export function earliestLocalSince(instant: number, zone: string): string {
  let earliest = toLocal(instant, zone);
  const first = Math.ceil(instant / QUARTER_MS) * QUARTER_MS;
  for (let step = 0; step <= 8; step += 1) {
    const local = toLocal(first + step * QUARTER_MS, zone);
    if (local < earliest) earliest = local;
  }
  return earliest;
}
