"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import {
  createSchedule,
  deleteSchedule,
  NewScheduleSchema,
  patchSchedule,
  SchedulePatchSchema,
} from "@/lib/server/flows/schedules";

export const addSchedule = defineAction(
  { input: NewScheduleSchema.extend({ flowId: z.string() }), permission: "schedule.write" },
  async ({ input, access, app }) => {
    const { flowId, ...schedule } = input;
    return { id: await createSchedule(app, access, flowId, schedule) };
  },
);

export const changeSchedule = defineAction(
  { input: SchedulePatchSchema.extend({ id: z.string() }), permission: "schedule.write" },
  async ({ input, access, app }) => {
    const { id, ...patch } = input;
    await patchSchedule(app, access, id, patch);
    return null;
  },
);

export const removeSchedule = defineAction(
  { input: z.strictObject({ id: z.string() }), permission: "schedule.write" },
  async ({ input, access, app }) => {
    await deleteSchedule(app, access, input.id);
    return null;
  },
);
