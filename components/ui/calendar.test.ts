import { describe, expect, it } from "vitest";
import { addDays, addMonths, parseTime, todayIn, weeksOf } from "@/components/ui/calendar";

describe("calendar", () => {
  it("UI-35 shows six weeks from the Monday on or before the first", () => {
    const weeks = weeksOf("2026-11-22");
    expect(weeks).toHaveLength(6);
    expect(weeks[0]?.[0]).toBe("2026-10-26");
    expect(weeks[5]?.[6]).toBe("2026-12-06");
  });

  it("goes from month to month without leaving it, and over a change of the clock", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  });

  it("knows today by the clocks of the zone", () => {
    const now = new Date("2026-11-22T23:30:00Z");
    expect(todayIn("Europe/Paris", now)).toBe("2026-11-23");
    expect(todayIn("America/Montreal", now)).toBe("2026-11-22");
  });

  it("reads a time as people write it", () => {
    expect(["8", "8h", "8h30", "830", "08:30", "8:3", "23.59"].map(parseTime)).toEqual([
      "08:00",
      "08:00",
      "08:30",
      "08:30",
      "08:30",
      "08:03",
      "23:59",
    ]);
    expect(["", "25:00", "8:75", "midi"].map(parseTime)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
