import { z } from "zod";
import { settleIntents } from "@/db/queries/links";
import { closeReview, findReview, type ReviewRow } from "@/db/queries/reviews";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { AppError } from "@/lib/core/errors";
import { JsonObjectSchema } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { insertRunAndEvent } from "@/lib/server/flow-services/requests";
import { notFound } from "@/lib/server/tokens";

/** `ReviewQuestion` of the node contract, as it is stored. */
export const QuestionSchema = z.object({
  stream: z.string(),
  reason: z.enum(["ambiguous", "uncertain", "changed"]),
  record: JsonObjectSchema,
  candidates: z.array(z.object({ id: z.string(), label: z.string(), data: JsonObjectSchema.optional() })),
});
export type Question = z.infer<typeof QuestionSchema>;

/**
 * `attach`: this target record is the one. `absent`: an uncertain write did not happen, it may be done again.
 * `dismiss`: leave it; the question comes back if the record changes.
 */
export const AnswerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("attach"), targetId: z.string() }),
  z.strictObject({ kind: z.literal("absent") }),
  z.strictObject({ kind: z.literal("dismiss") }),
]);
export type Answer = z.infer<typeof AnswerSchema>;

/**
 * Keeps a person's answer and, but for `dismiss`, runs the record again: link, answer and run in one transaction.
 * Throws `request.conflict` when somebody answered before.
 */
export async function answerReview(app: App, access: Access, input: { reviewId: string; answer: Answer }): Promise<void> {
  requirePermission(access, "review.answer");
  const { workspaceId, actor } = access;
  const { reviewId, answer } = input;
  await app.db.transaction(async (db) => {
    const review = await findReview({ db, workspaceId, reviewId });
    if (!review) throw notFound("review", reviewId);
    const status = answer.kind === "dismiss" ? ("dismissed" as const) : ("answered" as const);
    const closed = await closeReview({ db, workspaceId, reviewId, status, answer: { ...answer }, answeredBy: actor });
    if (!closed) throw answered(reviewId);
    await insertAuditEvent({ db, workspaceId, actor, action: `review.${status}`, subject: reviewId });
    if (answer.kind === "dismiss") return;
    // On its own connection: should the answer not commit, the chosen record is linked all the same, as the person wished.
    await settleIntents({ sql: app.sql, ...scopeOf(review), runId: review.runId, results: [resultOf(review, answer)] });
    const keys = [sourceKey(review.key)];
    await insertRunAndEvent(db, { workspaceId, flowId: review.flowId, mode: "live", trigger: "retry", requestedBy: actor, keys });
  });
  app.wakeRelay();
}

function scopeOf({ workspaceId, owner, sourceStream, targetConnectionId, targetStream }: ReviewRow) {
  return { workspaceId, owner, sourceStream, targetConnectionId, targetStream };
}

/** An empty hash: whatever the record holds, the next write brings the chosen one up to date. */
function resultOf(review: ReviewRow, answer: Exclude<Answer, { kind: "dismiss" }>) {
  if (answer.kind === "absent") return { key: review.key, status: "refused" as const };
  const { candidates } = QuestionSchema.parse(review.question);
  const chosen = candidates.find((candidate) => candidate.id === answer.targetId);
  if (!chosen) throw notFound("candidate", answer.targetId);
  const { id: targetId, label: targetRef } = chosen;
  return { key: review.key, status: "linked" as const, targetId, targetRef, contentHash: "", data: chosen.data ?? {} };
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
