const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const PART = /(\d+(?:\.\d+)?)(ms|[smhdw])/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/;

/** When something given as a duration (`1h30m`, `300ms`) or as an instant (ISO 8601) is due. Throws on anything else. */
export function dueAt(text: string, now: Date): Date {
  if (WHOLE.test(text)) {
    let total = 0;
    for (const [, amount, unit] of text.matchAll(PART)) total += Number(amount) * (UNITS[unit ?? ""] ?? 0);
    return new Date(now.getTime() + total);
  }
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new TypeError(`Neither a duration nor an instant: "${text}"`);
  return new Date(Math.max(instant, now.getTime()));
}
