import { z } from "zod";
import type { ReviewAnswer } from "@/engine/interpreter/ports";
import { contentHash } from "@/lib/core/hash";
import type { JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";

/** `ReviewQuestion` of the node contract, as it is stored. */
export const QuestionSchema = z.object({
  stream: z.string(),
  reason: z.enum(["ambiguous", "uncertain", "changed", "taken"]),
  record: JsonObjectSchema,
  candidates: z.array(
    z.object({ id: z.string(), label: z.string(), data: JsonObjectSchema.optional(), linkedTo: z.string().optional() }),
  ),
  link: z.object({ contentHash: z.string() }).optional(),
});
export type Question = z.infer<typeof QuestionSchema>;

/**
 * `attach`: this target record is the one; of an uncertain write, any id may be named. `create`: none of them, make a
 * new one. `absent`: an uncertain write did not happen, it may be done again. `ignore`: leave it; the question comes
 * back if the record changes.
 */
export const AnswerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("attach"), targetId: z.string().trim().min(1).max(200) }),
  z.strictObject({ kind: z.literal("create") }),
  z.strictObject({ kind: z.literal("absent") }),
  z.strictObject({ kind: z.literal("ignore"), reason: z.string().trim().max(500).default("") }),
]);
export type Answer = z.infer<typeof AnswerSchema>;

/** What kinds of answer a question takes. */
export function answersTo({ reason }: Pick<Question, "reason">): readonly Answer["kind"][] {
  if (reason === "uncertain") return ["attach", "absent", "ignore"];
  return reason === "changed" ? ["attach", "ignore"] : ["attach", "create", "ignore"];
}

/** A former answer as the write protocol wants it; answers that left a link behind say nothing here. */
export function toReviewAnswer(answer: JsonObject, question: JsonObject): ReviewAnswer | undefined {
  const told = AnswerSchema.safeParse(answer);
  const asked = QuestionSchema.safeParse(question);
  if (!told.success || !asked.success) return undefined;
  const { candidates, record, link } = asked.data;
  if (told.data.kind === "create") return { kind: "create", candidates: candidates.map(({ id }) => id) };
  if (told.data.kind !== "ignore") return undefined;
  return { kind: "ignore", contentHash: link?.contentHash ?? contentHash(record), reason: told.data.reason };
}
