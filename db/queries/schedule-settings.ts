import { and, asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { schedules } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { ScheduleSpec } from "@/lib/core/schedule-spec";

export type ScheduleRow = typeof schedules.$inferSelect;

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OneSchedule = Scope & { readonly scheduleId: string };
const one = (input: OneSchedule) => and(eq(schedules.workspaceId, input.workspaceId), eq(schedules.id, input.scheduleId));

export async function listSchedules(input: Scope & { flowId?: string }): Promise<ScheduleRow[]> {
  const ofFlow = input.flowId === undefined ? undefined : eq(schedules.flowId, input.flowId);
  return input.db
    .select()
    .from(schedules)
    .where(and(eq(schedules.workspaceId, input.workspaceId), ofFlow))
    .orderBy(asc(schedules.createdAt), asc(schedules.id));
}

export async function findSchedule(input: OneSchedule): Promise<ScheduleRow | undefined> {
  const [row] = await input.db.select().from(schedules).where(one(input));
  return row;
}

/** `nextAt` is null for a schedule that is switched off. */
export async function insertSchedule(
  input: Scope & { flowId: string; spec: ScheduleSpec; timeZone: string; enabled: boolean; nextAt?: Date | null },
): Promise<string> {
  const { db, ...values } = input;
  const id = newId("sch");
  await db.insert(schedules).values({ id, ...values });
  return id;
}

export async function updateSchedule(
  input: OneSchedule & { values: Partial<Pick<ScheduleRow, "spec" | "timeZone" | "enabled" | "nextAt">> },
): Promise<boolean> {
  const rows = await input.db
    .update(schedules)
    .set({ ...input.values, updatedAt: sql`now()` })
    .where(one(input))
    .returning({ id: schedules.id });
  return rows.length > 0;
}

export async function deleteSchedule(input: OneSchedule): Promise<boolean> {
  const rows = await input.db.delete(schedules).where(one(input)).returning({ id: schedules.id });
  return rows.length > 0;
}
