import { z } from "zod";
import { findFlow } from "@/db/queries/flows";
import {
  deleteSchedule as deleteRow,
  findSchedule,
  insertSchedule,
  listSchedules,
  type ScheduleRow,
  updateSchedule,
} from "@/db/queries/schedule-settings";
import { findWorkspace, insertAuditEvent } from "@/db/queries/workspaces";
import type { ScheduleSpec } from "@/db/schema/flows";
import { nextOnGrid } from "@/engine/functions/schedule-grid";
import { AppError } from "@/lib/core/errors";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound } from "@/lib/server/flows/flows";
import { notFound } from "@/lib/server/tokens";

const SpecSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("every"),
    every: z.int().min(1).max(1000),
    unit: z.enum(["minutes", "hours", "days"]),
  }),
  z.strictObject({ kind: z.literal("cron"), cron: z.string().max(100) }),
]) satisfies z.ZodType<ScheduleSpec>;

const ScheduleSchema = z.strictObject({
  spec: SpecSchema,
  /** IANA name; absent = the workspace's. */
  timeZone: z.string().max(60).optional(),
  enabled: z.boolean(),
  /** First start of an `every` schedule, and its time of day; absent = one step from now. */
  startAt: z.iso.datetime({ offset: true }).optional(),
});
export const NewScheduleSchema = ScheduleSchema.extend({ enabled: z.boolean().default(false) });
export type NewSchedule = z.infer<typeof NewScheduleSchema>;
// Of the fields without their defaults: what a patch does not name stays as it is.
export const SchedulePatchSchema = ScheduleSchema.partial();
export type SchedulePatch = z.infer<typeof SchedulePatchSchema>;

export async function readSchedules(app: App, access: Access, flowId?: string): Promise<ScheduleRow[]> {
  return listSchedules({ db: app.db, workspaceId: access.workspaceId, flowId });
}

export async function createSchedule(app: App, access: Access, flowId: string, input: NewSchedule): Promise<string> {
  requirePermission(access, "schedule.write");
  const { workspaceId, actor } = access;
  const { db } = app;
  if (!(await findFlow({ db, workspaceId, flowId }))) throw flowNotFound(flowId);
  const timeZone = input.timeZone ?? (await findWorkspace({ db, workspaceId }))?.timeZone ?? "Europe/Paris";
  const { spec, enabled } = input;
  const nextAt = firstStart({ spec, timeZone, startAt: input.startAt, now: app.clock() });
  const id = await insertSchedule({ db, workspaceId, flowId, spec, timeZone, enabled, nextAt: enabled ? nextAt : null });
  await insertAuditEvent({ db, workspaceId, actor, action: "schedule.created", subject: id });
  return id;
}

export async function patchSchedule(app: App, access: Access, scheduleId: string, patch: SchedulePatch): Promise<void> {
  requirePermission(access, "schedule.write");
  const { workspaceId, actor } = access;
  const { db } = app;
  const row = await findSchedule({ db, workspaceId, scheduleId });
  if (!row) throw notFound("schedule", scheduleId);
  const spec = patch.spec ?? row.spec;
  const timeZone = patch.timeZone ?? row.timeZone;
  const enabled = patch.enabled ?? row.enabled;
  const nextAt = firstStart({ spec, timeZone, startAt: patch.startAt, now: app.clock() });
  const isSameGrid = row.enabled && !patch.spec && !patch.timeZone && !patch.startAt;
  const values = { spec, timeZone, enabled, nextAt: enabled ? (isSameGrid ? row.nextAt : nextAt) : null };
  await updateSchedule({ db, workspaceId, scheduleId, values });
  await insertAuditEvent({ db, workspaceId, actor, action: "schedule.changed", subject: scheduleId });
}

export async function deleteSchedule(app: App, access: Access, scheduleId: string): Promise<void> {
  requirePermission(access, "schedule.write");
  const { workspaceId, actor } = access;
  if (!(await deleteRow({ db: app.db, workspaceId, scheduleId }))) throw notFound("schedule", scheduleId);
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "schedule.deleted", subject: scheduleId });
}

/** Throws `request.invalid` for a cron or a time zone that is none. */
function firstStart(input: { spec: ScheduleSpec; timeZone: string; startAt?: string; now: Date }): Date {
  const { spec, timeZone, now } = input;
  try {
    return nextOnGrid(spec, { anchor: input.startAt ? new Date(input.startAt) : now, now, timeZone });
  } catch (cause) {
    const message = `The schedule cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new AppError({ code: "request.invalid", category: "config", message, details: { timeZone }, cause });
  }
}
