import { describe, expect, it } from "vitest";
import { upcoming } from "@/engine/functions/schedule-grid";
import type { CalendarSpec } from "@/lib/core/schedule-spec";

type Rule = Omit<CalendarSpec, "kind">;

const PARIS = "Europe/Paris";

function next(spec: Rule, from: string, count: number, timeZone = PARIS): string[] {
  const now = new Date(from);
  return upcoming({ kind: "calendar", ...spec }, { anchor: now, now, timeZone, count }).map((at) =>
    at.toISOString().slice(0, 16),
  );
}

describe("calendar schedules", () => {
  it("UI-37 repeats every N days from the first day, at the same time of day when the clocks change", () => {
    const spec = { days: { rule: "daily", every: 2 }, from: "2026-03-26", at: "08:00" } satisfies Rule;
    expect(next(spec, "2026-03-20T00:00:00Z", 3)).toEqual(["2026-03-26T07:00", "2026-03-28T07:00", "2026-03-30T06:00"]);
    expect(next(spec, "2026-03-27T00:00:00Z", 1)).toEqual(["2026-03-28T07:00"]);
  });

  it("UI-38 repeats every N weeks on the chosen weekdays, weeks beginning on Monday", () => {
    const spec = { days: { rule: "weekly", every: 2, weekdays: [1, 5] }, from: "2026-01-07", at: "06:30" } satisfies Rule;
    // 7 January is a Wednesday: the Friday of its week counts, its Monday has passed.
    expect(next(spec, "2026-01-07T00:00:00Z", 4, "UTC")).toEqual([
      "2026-01-09T06:30",
      "2026-01-19T06:30",
      "2026-01-23T06:30",
      "2026-02-02T06:30",
    ]);
  });

  it("UI-39 takes days of the month, the last one included, of the chosen months", () => {
    const spec = {
      days: { rule: "monthly", months: [1, 2], days: [15, "last"] },
      from: "2026-01-01",
      at: "23:00",
    } satisfies Rule;
    expect(next(spec, "2026-01-01T00:00:00Z", 5, "UTC")).toEqual([
      "2026-01-15T23:00",
      "2026-01-31T23:00",
      "2026-02-15T23:00",
      "2026-02-28T23:00",
      "2027-01-15T23:00",
    ]);
  });

  it("UI-39 takes weekdays by their place in the month", () => {
    const days = { rule: "monthlyWeekday", months: [11], ordinals: [1, "last"], weekdays: [1, 2] } satisfies Rule["days"];
    expect(next({ days, from: "2026-01-01", at: "00:00" }, "2026-01-01T00:00:00Z", 4, "UTC")).toEqual([
      "2026-11-02T00:00",
      "2026-11-03T00:00",
      "2026-11-24T00:00",
      "2026-11-30T00:00",
    ]);
  });

  it("UI-39 says that the 31st of February never comes", () => {
    const spec = { days: { rule: "monthly", months: [2], days: [31] }, from: "2026-01-01", at: "08:00" } satisfies Rule;
    expect(() => next(spec, "2026-01-01T00:00:00Z", 1)).toThrow(RangeError);
  });

  it("UI-40 repeats within the day, only in office hours", () => {
    const repeat = { every: 5, for: 12 * 60 };
    const spec = { days: { rule: "daily", every: 1 }, from: "2026-06-01", at: "08:00", repeat } satisfies Rule;
    expect(next(spec, "2026-06-02T17:52:00Z", 3)).toEqual(["2026-06-02T17:55", "2026-06-03T06:00", "2026-06-03T06:05"]);
  });

  it("UI-40 a window that reaches past midnight is gone on with the next day", () => {
    const repeat = { every: 60, for: 3 * 60 };
    const spec = { days: { rule: "weekly", every: 1, weekdays: [5] }, from: "2026-06-01", at: "23:00", repeat } satisfies Rule;
    // Friday 5 June 2026 23:00, then 00:00 and 01:00 of the Saturday.
    expect(next(spec, "2026-06-05T23:30:00Z", 2, "UTC")).toEqual(["2026-06-06T00:00", "2026-06-06T01:00"]);
    expect(next(spec, "2026-06-06T01:00:00Z", 1, "UTC")).toEqual(["2026-06-12T23:00"]);
  });

  it("UI-41 the grid of a window stays on its start, however late the question", () => {
    const repeat = { every: 5, for: 60 };
    const spec = { days: { rule: "daily", every: 1 }, from: "2026-06-01", at: "08:02", repeat } satisfies Rule;
    expect(next(spec, "2026-06-01T08:09:10Z", 1, "UTC")).toEqual(["2026-06-01T08:12"]);
  });
});
