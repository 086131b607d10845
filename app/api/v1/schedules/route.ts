import { listSchedulesContract } from "@/app/api/v1/schedules/schema";
import { toTimeOrNull } from "@/app/api/v1/shared";
import { defineRoute } from "@/lib/server/define-route";
import { readSchedules } from "@/lib/server/flows/schedules";

export const GET = defineRoute(listSchedulesContract, async ({ app, access, query }) => {
  const rows = await readSchedules(app, access, query.flow);
  const data = rows.map(({ id, flowId, spec, timeZone, enabled, nextAt, lastRunId, lastRunAt }) => {
    return { id, flowId, spec, timeZone, enabled, nextAt: toTimeOrNull(nextAt), lastRunId, lastRunAt: toTimeOrNull(lastRunAt) };
  });
  return { data, nextCursor: null };
});
