import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import type { ReviewRow } from "@/db/queries/reviews";
import { answersTo, QuestionSchema } from "@/lib/server/review-answers";

export function toReview(row: ReviewRow) {
  const { id, status, flowId, runId, nodeId, key, label, answer, answeredBy } = row;
  const { stream, reason, record, candidates } = QuestionSchema.parse(row.question);
  return {
    ...{ id, status, flowId, runId, nodeId, key, label, stream, reason, record, candidates, answer, answeredBy },
    answers: status === "open" ? [...answersTo({ reason })] : [],
    createdAt: toTime(row.createdAt),
    answeredAt: toTimeOrNull(row.answeredAt),
  };
}
