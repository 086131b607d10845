import { createScheduleContract } from "@/app/api/v1/schedules/schema";
import { defineRoute } from "@/lib/server/define-route";
import { createSchedule } from "@/lib/server/flows/schedules";

export const POST = defineRoute(createScheduleContract, async ({ app, access, params, body }) => ({
  id: await createSchedule(app, access, params.id, body),
}));
