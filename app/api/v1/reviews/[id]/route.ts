import { readReviewContract } from "@/app/api/v1/reviews/schema";
import { toReview } from "@/app/api/v1/reviews/shape";
import { findReview } from "@/db/queries/reviews";
import { defineRoute } from "@/lib/server/define-route";
import { notFound } from "@/lib/server/tokens";

export const GET = defineRoute(readReviewContract, async ({ app, access: { workspaceId }, params }) => {
  const review = await findReview({ db: app.db, workspaceId, reviewId: params.id });
  if (!review) throw notFound("review", params.id);
  return toReview(review);
});
