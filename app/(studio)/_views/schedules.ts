import type { ScheduleSpec } from "@/db/schema";
import type { Translate } from "@/lib/i18n/messages";

/** `every 15 minutes`; the five fields of a cron line as they are. */
export function everyText(spec: ScheduleSpec, t: Translate): string {
  return spec.kind === "cron" ? spec.cron : t(`schedules.every.${spec.unit}`, { count: spec.every });
}
