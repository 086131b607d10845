import { describe, expect, it } from "vitest";
import { nextOnGrid } from "@/engine/functions/schedule-grid";

const at = (text: string) => new Date(text);
const PARIS = "Europe/Paris";

describe("schedules", () => {
  it("UI-41 a 7-minute task on a 5-minute grid runs every 10 minutes, the grid staying where it was", () => {
    const spec = { kind: "every", every: 5, unit: "minutes" } as const;
    const anchor = at("2026-03-01T08:02:00Z");
    const next = nextOnGrid(spec, { anchor, now: at("2026-03-01T08:09:00Z"), timeZone: PARIS });
    expect(next).toEqual(at("2026-03-01T08:12:00Z"));
  });

  it("does not repeat the occurrence it is at", () => {
    const spec = { kind: "every", every: 2, unit: "hours" } as const;
    const anchor = at("2026-03-01T08:00:00Z");
    expect(nextOnGrid(spec, { anchor, now: anchor, timeZone: PARIS })).toEqual(at("2026-03-01T10:00:00Z"));
  });

  it("starts at an anchor that lies ahead", () => {
    const spec = { kind: "every", every: 1, unit: "days" } as const;
    const anchor = at("2026-03-05T05:00:00Z");
    expect(nextOnGrid(spec, { anchor, now: at("2026-03-01T08:00:00Z"), timeZone: PARIS })).toEqual(anchor);
  });

  it("keeps the time of day when the clocks change", () => {
    const spec = { kind: "every", every: 1, unit: "days" } as const;
    const anchor = at("2026-03-27T05:00:00Z");
    const next = nextOnGrid(spec, { anchor, now: at("2026-03-28T12:00:00Z"), timeZone: PARIS });
    expect(next).toEqual(at("2026-03-29T04:00:00Z"));
  });

  it("skips the days nobody was there", () => {
    const spec = { kind: "every", every: 3, unit: "days" } as const;
    const anchor = at("2026-01-01T06:00:00Z");
    expect(nextOnGrid(spec, { anchor, now: at("2026-01-20T07:00:00Z"), timeZone: "UTC" })).toEqual(at("2026-01-22T06:00:00Z"));
  });

  it("reads a cron in the schedule's time zone", () => {
    const spec = { kind: "cron", cron: "30 6 * * 1" } as const;
    const next = nextOnGrid(spec, { anchor: at("2026-01-01T00:00:00Z"), now: at("2026-03-28T12:00:00Z"), timeZone: PARIS });
    expect(next).toEqual(at("2026-03-30T04:30:00Z"));
  });
});
