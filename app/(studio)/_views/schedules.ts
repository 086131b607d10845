import type { ScheduleView } from "@/components/schedules/types";
import type { ScheduleListing } from "@/db/queries/listings";
import type { ScheduleSpec } from "@/db/schema";
import type { Translate } from "@/lib/i18n/messages";

/** `every 15 minutes`; the five fields of a cron line as they are. */
export function everyText(spec: ScheduleSpec, t: Translate): string {
  return spec.kind === "cron" ? spec.cron : t(`schedules.every.${spec.unit}`, { count: spec.every });
}

export function toScheduleView(schedule: ScheduleListing, t: Translate): ScheduleView {
  const { id, flowId, flow, integration, spec, timeZone, enabled, nextAt, lastRunId, lastRunAt, lastStatus } = schedule;
  return {
    id,
    flowId,
    flow,
    integration,
    spec,
    timeZone,
    enabled,
    every: everyText(spec, t),
    nextAt: enabled ? (nextAt?.toISOString() ?? null) : null,
    last: lastRunId && lastRunAt && lastStatus ? { runId: lastRunId, at: lastRunAt.toISOString(), state: lastStatus } : null,
  };
}
