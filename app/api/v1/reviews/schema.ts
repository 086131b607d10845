import { z } from "zod";
import { IdParamsSchema, JsonRecordSchema, listOf, PageQuerySchema, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";
import { AnswerSchema } from "@/lib/server/review-answers";

const ReviewSchema = z.object({
  id: z.string(),
  status: z.enum(["open", "answered", "dismissed"]),
  flowId: z.string(),
  runId: z.string().nullable(),
  nodeId: z.string(),
  /** Key of the source record. */
  key: z.string(),
  label: z.string(),
  /** Stream of the target. */
  stream: z.string(),
  /**
   * `ambiguous`: several records match; `taken`: what matches is linked to another source record; `uncertain`: a write
   * whose end nobody saw; `changed`: it differs and the flow asks.
   */
  reason: z.enum(["ambiguous", "uncertain", "changed", "taken"]),
  /** As it would be written. */
  record: JsonRecordSchema,
  candidates: z.array(
    z.object({ id: z.string(), label: z.string(), data: JsonRecordSchema.optional(), linkedTo: z.string().optional() }),
  ),
  /** The kinds of answer this question takes. */
  answers: z.array(z.enum(["attach", "create", "absent", "ignore"])),
  answer: JsonRecordSchema.nullable(),
  answeredBy: z.string().nullable(),
  createdAt: TimeSchema,
  answeredAt: TimeSchema.nullable(),
});

export const listReviewsContract = defineContract({
  id: "listReviews",
  method: "GET",
  path: "/reviews",
  summary: "Records that wait for a person, newest first",
  permission: "read",
  query: PageQuerySchema.extend({
    status: z.enum(["open", "answered", "dismissed"]).default("open"),
    flow: z.string().optional(),
    run: z.string().optional(),
  }),
  reply: listOf(ReviewSchema),
});

export const readReviewContract = defineContract({
  id: "readReview",
  method: "GET",
  path: "/reviews/{id}",
  summary: "One question with its candidates",
  permission: "read",
  params: IdParamsSchema,
  reply: ReviewSchema,
});

export const answerReviewContract = defineContract({
  id: "answerReview",
  method: "POST",
  path: "/reviews/{id}/answer",
  summary: "Attach to a target record, create a new one, or leave it with a reason; the record is then done again",
  permission: "review.answer",
  params: IdParamsSchema,
  body: AnswerSchema,
  reply: z.object({}),
  status: 204,
});

export const reviewContracts = [listReviewsContract, readReviewContract, answerReviewContract];
