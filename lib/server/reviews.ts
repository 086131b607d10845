import { settleIntents } from "@/db/queries/links";
import { closeReview, findReview, type ReviewRow } from "@/db/queries/reviews";
import { findRun } from "@/db/queries/runs";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { AppError } from "@/lib/core/errors";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { insertRunAndEvent } from "@/lib/server/flow-services/requests";
import { type Answer, answersTo, QuestionSchema } from "@/lib/server/review-answers";
import { notFound } from "@/lib/server/tokens";

/**
 * Keeps a person's answer and, but for `ignore`, runs the record again: link, answer and run in one transaction.
 * Throws `request.conflict` when somebody answered before, `request.invalid` for an answer that does not fit.
 */
export async function answerReview(app: App, access: Access, input: { reviewId: string; answer: Answer }): Promise<void> {
  requirePermission(access, "review.answer");
  const { workspaceId, actor } = access;
  const { reviewId, answer } = input;
  await app.db.transaction(async (db) => {
    const review = await findReview({ db, workspaceId, reviewId });
    if (!review) throw notFound("review", reviewId);
    requireFit(review, answer);
    const status = answer.kind === "ignore" ? ("dismissed" as const) : ("answered" as const);
    const closed = await closeReview({ db, workspaceId, reviewId, status, answer: { ...answer }, answeredBy: actor });
    if (!closed) throw answered(reviewId);
    await insertAuditEvent({ db, workspaceId, actor, action: `review.${status}`, subject: reviewId });
    if (answer.kind === "ignore") return;
    // On its own connection: should the answer not commit, the chosen record is linked all the same, as the person wished.
    const result = resultOf(review, answer);
    if (result) await settleIntents({ sql: app.sql, ...scopeOf(review), results: [result] });
    const keys = [sourceKey(review.recordKey || review.key)];
    // What a webhook brought is not read again from anywhere else.
    const asked = review.runId === null ? undefined : await findRun({ db, workspaceId, runId: review.runId });
    const again = { flowId: review.flowId, keys, input: asked?.input ?? {} };
    await insertRunAndEvent(db, { workspaceId, mode: "live", trigger: "retry", requestedBy: actor, ...again });
  });
  app.wakeRelay();
}

function requireFit(review: ReviewRow, answer: Answer): void {
  const kinds = answersTo(QuestionSchema.parse(review.question));
  if (kinds.includes(answer.kind)) return;
  throw new AppError({
    code: "request.invalid",
    category: "config",
    message: `The question takes one of ${kinds.join(", ")}`,
    details: { kinds: [...kinds] },
  });
}

function scopeOf({ workspaceId, owner, sourceStream, targetConnectionId, targetStream }: ReviewRow) {
  return { workspaceId, owner, sourceStream, targetConnectionId, targetStream };
}

/**
 * An empty hash: whatever the record holds, the next write brings the chosen one up to date. A new record leaves the
 * intent as it is: an attempt in doubt stays in doubt.
 */
function resultOf(review: ReviewRow, answer: Exclude<Answer, { kind: "ignore" }>) {
  if (answer.kind === "create") return undefined;
  if (answer.kind === "absent") return { key: review.key, status: "refused" as const };
  const { candidates, reason } = QuestionSchema.parse(review.question);
  const chosen = candidates.find((candidate) => candidate.id === answer.targetId);
  if (!chosen && reason !== "uncertain") throw notFound("candidate", answer.targetId);
  const { id: targetId, label: targetRef, data = {} } = chosen ?? { id: answer.targetId, label: answer.targetId };
  return { key: review.key, status: "linked" as const, targetId, targetRef, contentHash: "", data };
}

/** Children of a split are `<key>#<n>`; it is the whole record that is read again. */
function sourceKey(key: string): string {
  return key.split("#")[0] ?? key;
}

function answered(reviewId: string): AppError {
  return new AppError({
    code: "request.conflict",
    category: "conflict",
    message: "Somebody answered this question before",
    details: { reviewId },
  });
}
