import { describe, expect, it } from "vitest";
import { everyText, toScheduleView } from "@/app/(studio)/_views/schedules";
import type { CalendarSpec } from "@/lib/core/schedule-spec";
import type { Locale } from "@/lib/core/text";
import { translatorFor } from "@/lib/i18n/messages";

const say = (spec: Omit<CalendarSpec, "kind" | "from" | "at">, locale: Locale) =>
  everyText({ kind: "calendar", from: "2026-01-01", at: "08:00", ...spec }, { t: translatorFor(locale), locale }).replace(
    /\s/g,
    " ",
  );

describe("schedules in words", () => {
  it("UI-37 UI-40 says days and the repetition within the day", () => {
    const spec = { days: { rule: "daily", every: 1 }, repeat: { every: 5, for: 720 } } as const;
    expect(say(spec, "fr")).toBe("chaque jour à 08:00, toutes les 5 min pendant 12 h");
    expect(say(spec, "en")).toBe("every day at 08:00, every 5 min for 12 h");
  });

  it("UI-38 says weekdays, and the open days in short", () => {
    expect(say({ days: { rule: "weekly", every: 1, weekdays: [1, 2, 3, 4, 5] } }, "fr")).toBe("du lundi au vendredi à 08:00");
    expect(say({ days: { rule: "weekly", every: 2, weekdays: [4, 1] } }, "fr")).toBe(
      "lundi et jeudi, toutes les 2 semaines à 08:00",
    );
    expect(say({ days: { rule: "weekly", every: 2, weekdays: [4, 1] } }, "en")).toBe(
      "Monday and Thursday, every 2 weeks at 08:00",
    );
  });

  it("UI-39 says days of months and weekdays by their place", () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    expect(say({ days: { rule: "monthly", months: all, days: [1, 15, "last"] } }, "fr")).toBe(
      "le 1, 15 et dernier jour de chaque mois à 08:00",
    );
    expect(say({ days: { rule: "monthlyWeekday", months: [1, 7], ordinals: ["last"], weekdays: [5] } }, "fr")).toBe(
      "dernier vendredi de janvier et juillet à 08:00",
    );
    expect(say({ days: { rule: "monthlyWeekday", months: [1, 7], ordinals: ["last"], weekdays: [5] } }, "en")).toBe(
      "last Friday of January and July at 08:00",
    );
  });

  it("UI-34 says from which day it counts: the one that was chosen, or the one it was made on, in its own zone", () => {
    const row = {
      ...{ id: "sch_1", flowId: "flw_1", flow: "Clients", integrationId: null, integration: null, enabled: true },
      ...{ timeZone: "Europe/Paris", nextAt: null, lastRunId: null, lastRunAt: null, lastStatus: null },
      createdAt: new Date("2026-01-31T23:30:00Z"),
    };
    const words = { t: translatorFor("fr"), locale: "fr" as const };
    const every = { kind: "every", every: 15, unit: "minutes" } as const;
    expect(toScheduleView({ ...row, spec: every }, words).startsOn).toBe("2026-02-01");
    const calendar = { kind: "calendar", from: "2026-03-02", at: "08:00", days: { rule: "daily", every: 1 } } as const;
    expect(toScheduleView({ ...row, spec: calendar }, words).startsOn).toBe("2026-03-02");
  });
});
