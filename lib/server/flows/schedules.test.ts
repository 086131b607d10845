import { describe, expect, it } from "vitest";
import { NewScheduleSchema, SchedulePatchSchema } from "@/lib/server/flows/schedules";

describe("schedules", () => {
  it("a patch that does not speak of enabled leaves a schedule as it is", () => {
    expect(SchedulePatchSchema.parse({ timeZone: "Europe/Paris" })).toEqual({ timeZone: "Europe/Paris" });
  });

  it("a new schedule is switched off unless asked otherwise", () => {
    const spec = { kind: "every", every: 15, unit: "minutes" } as const;
    expect(NewScheduleSchema.parse({ spec }).enabled).toBe(false);
  });
});
