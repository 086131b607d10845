"use server";

import { z } from "zod";
import { fromWall } from "@/lib/core/wall-clock";
import { defineAction } from "@/lib/server/define-action";
import {
  createSchedule,
  deleteSchedule,
  NewScheduleSchema,
  nextStarts,
  patchSchedule,
  SchedulePatchSchema,
} from "@/lib/server/flows/schedules";

/** On the clocks of the schedule's time zone, as people choose it. */
const StartSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const ShownSchema = z.strictObject({ spec: NewScheduleSchema.shape.spec, timeZone: z.string(), startAt: StartSchema.optional() });
const PREVIEWED = 3;

export const addSchedule = defineAction(
  { input: ShownSchema.extend({ flowId: z.string(), enabled: z.boolean() }), permission: "schedule.write" },
  async ({ input, access, app }) => {
    const { flowId, ...schedule } = input;
    return { id: await createSchedule(app, access, flowId, { ...schedule, startAt: toInstant(input) }) };
  },
);

export const changeSchedule = defineAction(
  { input: SchedulePatchSchema.extend({ id: z.string(), startAt: StartSchema.optional() }), permission: "schedule.write" },
  async ({ input, access, app }) => {
    const { id, ...patch } = input;
    await patchSchedule(app, access, id, { ...patch, startAt: toInstant(input) });
    return null;
  },
);

export const removeSchedules = defineAction(
  { input: z.strictObject({ ids: z.array(z.string()).min(1).max(500) }), permission: "schedule.write" },
  async ({ input, access, app }) => {
    for (const id of input.ids) await deleteSchedule(app, access, id);
    return null;
  },
);

export const previewSchedule = defineAction({ input: ShownSchema, permission: "read" }, async ({ input, app }) => {
  const { spec, timeZone } = input;
  const next = nextStarts({ spec, timeZone, startAt: toInstant(input), now: app.clock() }, PREVIEWED);
  return { next: next.map((at) => at.toISOString()) };
});

function toInstant({ startAt, timeZone }: { startAt?: string; timeZone?: string }): string | undefined {
  return startAt && timeZone ? fromWall(new Date(`${startAt}:00Z`), timeZone).toISOString() : undefined;
}
