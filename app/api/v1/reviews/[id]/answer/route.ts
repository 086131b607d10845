import { answerReviewContract } from "@/app/api/v1/reviews/schema";
import { defineRoute } from "@/lib/server/define-route";
import { answerReview } from "@/lib/server/reviews";

export const POST = defineRoute(answerReviewContract, async ({ app, access, params, body }) => {
  await answerReview(app, access, { reviewId: params.id, answer: body });
  return {};
});
