import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { flows, schedules } from "@/db/schema";

/** What the schedule function needs; editing schedules is in `schedule-settings.ts`. */
export type DueSchedule = Pick<
  typeof schedules.$inferSelect,
  "id" | "workspaceId" | "flowId" | "spec" | "timeZone" | "nextAt"
> & { readonly versionId: string | null; readonly integrationId: string | null; readonly flowEnabled: boolean };

/** Schedules of all workspaces whose time has come, locked until the transaction ends; others skip them. */
export async function lockDueSchedules(input: { db: Queryable; now: Date; limit: number }): Promise<DueSchedule[]> {
  return input.db
    .select({
      id: schedules.id,
      workspaceId: schedules.workspaceId,
      flowId: schedules.flowId,
      spec: schedules.spec,
      timeZone: schedules.timeZone,
      nextAt: schedules.nextAt,
      versionId: flows.publishedVersionId,
      integrationId: flows.integrationId,
      flowEnabled: flows.enabled,
    })
    .from(schedules)
    .innerJoin(flows, eq(flows.id, schedules.flowId))
    .where(and(eq(schedules.enabled, true), lte(schedules.nextAt, input.now)))
    .orderBy(asc(schedules.nextAt))
    .limit(input.limit)
    .for("update", { of: schedules, skipLocked: true });
}

/** Moves a schedule on; `runId` names the run this occurrence started, none when it was skipped. */
export async function advanceSchedule(input: {
  db: Queryable;
  workspaceId: string;
  scheduleId: string;
  nextAt: Date | null;
  runId?: string;
}): Promise<void> {
  await input.db
    .update(schedules)
    .set({
      nextAt: input.nextAt,
      updatedAt: sql`now()`,
      ...(input.runId === undefined ? {} : { lastRunId: input.runId, lastRunAt: sql`now()` }),
    })
    .where(and(eq(schedules.workspaceId, input.workspaceId), eq(schedules.id, input.scheduleId)));
}
