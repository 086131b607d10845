import { describe, expect, it } from "vitest";
import { makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import { TriggerScheduleConfigSchema, triggerSchedule } from "./definition";

describeNode("trigger-schedule", { config: {}, items: [makeItem("1", { ref: "A" })] });

const { defaults, summary } = triggerSchedule;

describe("trigger-schedule", () => {
  it.each([
    [{ every: 15, unit: "minutes" }, "Toutes les 15 min", "Every 15 minutes"],
    [{ every: 1, unit: "hours" }, "Toutes les heures", "Every hour"],
    [{ every: 1, unit: "days", at: "18:00" }, "Tous les jours à 18:00", "Every day at 18:00"],
    [{ every: 2, unit: "days" }, "Tous les 2 jours", "Every 2 days"],
    [{ mode: "cron", cron: "30 7 * * 1-5" }, "30 7 * * 1-5", "30 7 * * 1-5"],
  ])("says %o in words", (config, fr, en) => {
    expect([summary({ ...defaults, ...config }, "fr"), summary({ ...defaults, ...config }, "en")]).toEqual([fr, en]);
  });

  it.each([
    [{ timeZone: "Europe/Nowhere" }, ["timeZone"]],
    [{ mode: "cron" }, ["cron"]],
    [{ mode: "cron", cron: "every day" }, ["cron"]],
    [{ every: 0 }, ["every"]],
    [{ at: "25:00" }, ["at"]],
  ])("refuses %o", (config, path) => {
    expect(TriggerScheduleConfigSchema.safeParse({ ...defaults, ...config }).error?.issues.map((issue) => issue.path)).toEqual([
      path,
    ]);
  });
});
