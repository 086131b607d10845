/** Calendar fields of an instant in a zone. */
export type DateParts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const HALF_DAY_MS = 43_200_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(zone, made);
  return made;
}

export function partsIn(instant: Date, zone: string): DateParts {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
    second: read("second"),
  };
}

/** The instant at which a zone's clocks show these fields; the earlier one when they show them twice. */
function instantIn(parts: DateParts, zone: string): Date {
  const asUtc = utcOf(parts);
  const before = asUtc - offsetAt(asUtc - HALF_DAY_MS, zone);
  const after = asUtc - offsetAt(asUtc + HALF_DAY_MS, zone);
  const shown = [before, after].filter((time) => time + offsetAt(time, zone) === asUtc);
  // Clocks never show the hour that a change skips: it is read as if they had not changed yet.
  return new Date(shown.length > 0 ? Math.min(...shown) : before);
}

function offsetAt(time: number, zone: string): number {
  return utcOf(partsIn(new Date(time), zone)) - Math.floor(time / 1000) * 1000;
}

function utcOf({ year, month, day, hour, minute, second }: DateParts): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/;

/** ISO 8601, with its offset or in `zone` without one; `2024-03-26 12:00:00` too. undefined when it is no date. */
export function instantOf(text: string, zone: string): Date | undefined {
  const trimmed = text.trim();
  const local = LOCAL.exec(trimmed);
  if (local) return partsToInstant(local.slice(1), zone);
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) return undefined;
  const time = Date.parse(trimmed);
  return Number.isNaN(time) ? undefined : new Date(time);
}

function partsToInstant(fields: readonly (string | undefined)[], zone: string): Date | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields.map((field) => Number(field ?? 0));
  return checkedInstant({ year, month, day, hour, minute, second }, zone);
}

/** 31 February and 25 o'clock are no dates. */
function checkedInstant(parts: DateParts, zone: string): Date | undefined {
  const { year, month, day, hour, minute, second } = parts;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay || hour > 23 || minute > 59 || second > 59) return undefined;
  return instantIn(parts, zone);
}

const TOKENS = { yyyy: "year", MM: "month", dd: "day", HH: "hour", mm: "minute", ss: "second" } as const;
const TOKEN = /yyyy|MM|dd|HH|mm|ss/g;

export function renderPattern(pattern: string, parts: DateParts): string {
  return pattern.replace(TOKEN, (token) => String(parts[TOKENS[token as keyof typeof TOKENS]]).padStart(token.length, "0"));
}

export function parseWithPattern(text: string, pattern: string, zone: string): Date | undefined {
  const names = pattern.match(TOKEN) ?? [];
  const source = pattern
    .split(TOKEN)
    .map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .reduce((made, literal, index) => `${made}(\\d{${names[index - 1]?.length ?? 2}})${literal}`);
  const found = new RegExp(`^${source}$`).exec(text.trim());
  if (!found) return undefined;
  const parts: DateParts = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const [index, name] of names.entries()) parts[TOKENS[name as keyof typeof TOKENS]] = Number(found[index + 1]);
  return checkedInstant(parts, zone);
}
