import { z } from "zod";
import { listRunsContract } from "@/app/api/v1/runs/schema";
import { toRunSummary } from "@/app/api/v1/runs/shape";
import { readCursor, toPage, toTime } from "@/app/api/v1/shared";
import { listRunListings } from "@/db/queries/listings";
import { defineRoute } from "@/lib/server/define-route";

const PositionSchema = z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.string()]);

export const GET = defineRoute(listRunsContract, async ({ app, access: { workspaceId }, query }) => {
  const { limit, flow: flowId, integration: integrationId, status } = query;
  const position = readCursor(PositionSchema, query.cursor);
  const before = position && { at: position[0], id: position[1] };
  const filter = { flowId, integrationId, status };
  const rows = await listRunListings({ db: app.db, workspaceId, filter, before, limit: limit + 1 });
  return toPage(rows, limit, { item: toRunSummary, position: (row) => [toTime(row.createdAt), row.id] });
});
