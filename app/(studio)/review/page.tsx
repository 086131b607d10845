import { answer } from "@/app/(studio)/review/actions";
import { compare } from "@/components/review/compare";
import { ReviewPage } from "@/components/review/review-page";
import type { ReviewView } from "@/components/review/types";
import { listFlows } from "@/db/queries/flows";
import { listReviews, type ReviewRow } from "@/db/queries/reviews";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { QuestionSchema } from "@/lib/server/review-answers";
import { requireSession } from "@/lib/server/session";

const LIMIT = 100;

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("review.title") };
}

export default async function Page() {
  const { access } = await requireSession();
  const { db } = await getApp();
  const scope = { db, workspaceId: access.workspaceId };
  const [reviews, flows] = await Promise.all([listReviews({ ...scope, limit: LIMIT }), listFlows(scope)]);
  const nameOf = new Map(flows.map((flow) => [flow.id, flow.name]));
  return (
    <ReviewPage
      reviews={reviews.map((review) => toView(review, nameOf.get(review.flowId) ?? ""))}
      answer={answer}
      mayAnswer={isAllowed(access.role, "review.answer")}
    />
  );
}

function toView(review: ReviewRow, flow: string): ReviewView {
  const { id, label, runId, createdAt } = review;
  const question = QuestionSchema.parse(review.question);
  return {
    id,
    label,
    runId,
    flow,
    at: createdAt.toISOString(),
    reason: question.reason,
    ...compare(question.record, question.candidates),
  };
}
