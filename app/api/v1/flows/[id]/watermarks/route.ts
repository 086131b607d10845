import { listWatermarksContract } from "@/app/api/v1/flows/schema";
import { toTime } from "@/app/api/v1/shared";
import { defineRoute } from "@/lib/server/define-route";
import { readWatermarks } from "@/lib/server/flows/watermarks";

export const GET = defineRoute(listWatermarksContract, async ({ app, access, params }) => {
  const rows = await readWatermarks(app, access, params.id);
  const data = rows.map(({ driver, value, runId, updatedAt }) => ({ driver, value, runId, updatedAt: toTime(updatedAt) }));
  return { data, nextCursor: null };
});
