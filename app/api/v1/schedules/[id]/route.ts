import { changeScheduleContract, deleteScheduleContract } from "@/app/api/v1/schedules/schema";
import { defineRoute } from "@/lib/server/define-route";
import { deleteSchedule, patchSchedule } from "@/lib/server/flows/schedules";

export const PATCH = defineRoute(changeScheduleContract, async ({ app, access, params, body }) => {
  await patchSchedule(app, access, params.id, body);
  return {};
});

export const DELETE = defineRoute(deleteScheduleContract, async ({ app, access, params }) => {
  await deleteSchedule(app, access, params.id);
  return {};
});
