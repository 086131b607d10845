import { describe, expect, it } from "vitest";
import { EVERY_MONTH, missingParts, startSpec, toNumbersOrLast, triggerOf, withRepeat } from "@/components/schedules/spec-draft";
import { type CalendarSpec, ScheduleSpecSchema } from "@/lib/core/schedule-spec";

const TODAY = "2026-11-22";

describe("a schedule being written", () => {
  it("UI-36 offers an interval, days, weeks, months and cron, each of which can be saved as it starts", () => {
    for (const trigger of ["every", "daily", "weekly", "monthly", "cron"] as const) {
      const spec = startSpec(trigger, TODAY);
      expect(ScheduleSpecSchema.safeParse(spec).success).toBe(true);
      expect(triggerOf(spec)).toBe(trigger);
      expect(missingParts(spec)).toEqual([]);
    }
  });

  it("keeps the time of day and the repetition when days become weeks", () => {
    const before = withRepeat({ kind: "calendar", days: { rule: "daily", every: 1 }, from: TODAY, at: "06:15" }, true);
    expect(startSpec("weekly", TODAY, before)).toMatchObject({ at: "06:15", repeat: { every: 5, for: 720 } });
  });

  it("UI-38 UI-39 asks for at least one weekday, one month, one day", () => {
    const base = { kind: "calendar", from: TODAY, at: "08:00" } as const;
    const weekly: CalendarSpec = { ...base, days: { rule: "weekly", every: 1, weekdays: [] } };
    expect(missingParts(weekly)).toEqual(["weekdays"]);
    expect(missingParts({ ...base, days: { rule: "monthly", months: [], days: [] } })).toEqual(["months", "days"]);
    const nth: CalendarSpec = { ...base, days: { rule: "monthlyWeekday", months: EVERY_MONTH, ordinals: [], weekdays: [] } };
    expect(missingParts(nth)).toEqual(["ordinals", "weekdays"]);
  });

  it("UI-39 orders the days of the month, the last one last", () => {
    expect(toNumbersOrLast(["last", "15", "2"])).toEqual([2, 15, "last"]);
  });

  it("UI-40 an unticked repetition means one run a day", () => {
    const spec: CalendarSpec = { kind: "calendar", days: { rule: "daily", every: 1 }, from: TODAY, at: "08:00" };
    expect(withRepeat(withRepeat(spec, true), false)).toEqual(spec);
  });
});
