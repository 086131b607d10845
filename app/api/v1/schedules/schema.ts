import { z } from "zod";
import { IdParamsSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";
import { NewScheduleSchema, SchedulePatchSchema } from "@/lib/server/flows/schedules";

const ScheduleSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  spec: NewScheduleSchema.shape.spec,
  timeZone: z.string(),
  enabled: z.boolean(),
  /** Null while switched off. */
  nextAt: TimeSchema.nullable(),
  lastRunId: z.string().nullable(),
  lastRunAt: TimeSchema.nullable(),
});

export const listSchedulesContract = defineContract({
  id: "listSchedules",
  method: "GET",
  path: "/schedules",
  summary: "The schedules of the workspace, or of one flow",
  permission: "read",
  query: z.object({ flow: z.string().optional() }),
  reply: listOf(ScheduleSchema),
});

export const createScheduleContract = defineContract({
  id: "createSchedule",
  method: "POST",
  path: "/flows/{id}/schedules",
  summary: "Run a flow every N minutes, hours or days, or by cron; never two at once",
  permission: "schedule.write",
  params: IdParamsSchema,
  body: NewScheduleSchema,
  reply: z.object({ id: z.string() }),
  status: 201,
});

export const changeScheduleContract = defineContract({
  id: "changeSchedule",
  method: "PATCH",
  path: "/schedules/{id}",
  summary: "Change a schedule, or switch it on or off",
  permission: "schedule.write",
  params: IdParamsSchema,
  body: SchedulePatchSchema,
  reply: z.object({}),
  status: 204,
});

export const deleteScheduleContract = defineContract({
  id: "deleteSchedule",
  method: "DELETE",
  path: "/schedules/{id}",
  summary: "Delete a schedule",
  permission: "schedule.write",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const scheduleContracts = [listSchedulesContract, createScheduleContract, changeScheduleContract, deleteScheduleContract];
