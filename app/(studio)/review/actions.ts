"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import { AnswerSchema } from "@/lib/server/review-answers";
import { answerReview } from "@/lib/server/reviews";

export const answer = defineAction(
  { input: z.strictObject({ id: z.string(), answer: AnswerSchema }), permission: "review.answer" },
  async ({ input, access, app }) => {
    await answerReview(app, access, { reviewId: input.id, answer: input.answer });
    return null;
  },
);
