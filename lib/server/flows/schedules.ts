import { isDeepStrictEqual } from "node:util";
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
import { upcoming } from "@/engine/functions/schedule-grid";
import { AppError } from "@/lib/core/errors";
import { type ScheduleSpec, ScheduleSpecSchema } from "@/lib/core/schedule-spec";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound } from "@/lib/server/flows/flows";
import { notFound } from "@/lib/server/tokens";

const ScheduleSchema = z.strictObject({
  spec: ScheduleSpecSchema,
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
  const isSameGrid = row.enabled && isDeepStrictEqual(spec, row.spec) && timeZone === row.timeZone && patch.startAt === undefined;
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

type Start = { spec: ScheduleSpec; timeZone: string; startAt?: string; now: Date };

function firstStart(input: Start): Date {
  const [first] = nextStarts(input, 1);
  return first ?? input.now;
}

/** The next `count` starts; throws `request.invalid` for a cron, a rule of days or a time zone that is none. */
export function nextStarts({ spec, timeZone, startAt, now }: Start, count: number): Date[] {
  try {
    return upcoming(spec, { anchor: startAt ? new Date(startAt) : now, now, timeZone, count });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError({
      code: "request.invalid",
      category: "config",
      message: `The schedule cannot be used: ${reason}`,
      advice: ADVICE[spec.kind],
      details: { timeZone },
      cause,
    });
  }
}

const ADVICE = {
  every: { en: "Check the time zone.", fr: "Vérifiez le fuseau horaire." },
  calendar: {
    en: "No calendar has these days: choose another day or another month.",
    fr: "Aucun calendrier n’a ces jours\u202f: choisissez un autre jour ou un autre mois.",
  },
  cron: {
    en: "This is no cron line. It has five parts: minute, hour, day, month, weekday.",
    fr: "Ce n’est pas une ligne cron. Elle a cinq parties\u202f: minute, heure, jour, mois, jour de semaine.",
  },
} as const;
