import { listRunsContract } from "@/app/api/v1/runs/schema";
import { toRunSummary } from "@/app/api/v1/runs/shape";
import { readTimeCursor, toPage, toTime } from "@/app/api/v1/shared";
import { listRunListings } from "@/db/queries/listings";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(listRunsContract, async ({ app, access: { workspaceId }, query }) => {
  const { limit, flow: flowId, integration: integrationId, status } = query;
  const before = readTimeCursor(query.cursor);
  const filter = { flowId, integrationId, status };
  const rows = await listRunListings({ db: app.db, workspaceId, filter, before, limit: limit + 1 });
  return toPage(rows, limit, { item: toRunSummary, position: (row) => [toTime(row.createdAt), row.id] });
});
