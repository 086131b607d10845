import { listReviewsContract } from "@/app/api/v1/reviews/schema";
import { toReview } from "@/app/api/v1/reviews/shape";
import { readTimeCursor, toPage, toTime } from "@/app/api/v1/shared";
import { listReviews } from "@/db/queries/reviews";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(listReviewsContract, async ({ app, access: { workspaceId }, query }) => {
  const { limit, status, flow: flowId, run: runId } = query;
  const before = readTimeCursor(query.cursor);
  const rows = await listReviews({ db: app.db, workspaceId, status, flowId, runId, before, limit: limit + 1 });
  return toPage(rows, limit, { item: toReview, position: (row) => [toTime(row.createdAt), row.id] });
});
