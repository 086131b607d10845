import { z } from "zod";
import type { SimulationRecordRow } from "@/db/queries/simulations";
import { DocumentProofSchema } from "@/engine/interpreter/try-documents";
import type { ErrorInfo } from "@/lib/core/errors";
import { JsonObjectSchema, JsonSchema } from "@/lib/core/json-schema";
import { OUTCOMES } from "@/lib/core/outcomes";

const OutcomeSchema = z.enum(OUTCOMES);

const ChangeSchema = z.object({
  path: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  before: JsonSchema.optional(),
  after: JsonSchema.optional(),
});

const WriteSchema = z.object({
  nodeId: z.string(),
  alias: z.string(),
  stream: z.string(),
  ref: z.string(),
  outcome: OutcomeSchema,
  changes: z.array(ChangeSchema),
  after: JsonObjectSchema,
});

const ErrorShape = z.object({ code: z.string(), category: z.string(), message: z.string(), details: JsonObjectSchema });
const ErrorSchema = z.custom<ErrorInfo>((value) => ErrorShape.safeParse(value).success);

const DetailSchema = z.object({
  nodeId: z.string().nullable(),
  writes: z.array(WriteSchema),
  documents: z.array(DocumentProofSchema),
  error: ErrorSchema.nullable(),
  reason: JsonObjectSchema.nullable(),
  review: JsonObjectSchema.nullable(),
});
export type RecordDetail = z.infer<typeof DetailSchema>;

const ComparisonSchema = z.object({
  outcome: z.object({ published: OutcomeSchema, draft: OutcomeSchema }),
  writes: z.array(
    z.object({
      alias: z.string(),
      stream: z.string(),
      kind: z.enum(["added", "removed", "changed"]),
      changes: z.array(ChangeSchema),
    }),
  ),
  /** Why the published version ignores or refuses it; null where it does not read it. */
  published: z.object({ error: ErrorSchema.nullable(), reason: JsonObjectSchema.nullable() }).nullable(),
  /** What the run that met it last did. */
  done: z
    .object({
      runId: z.string(),
      outcome: OutcomeSchema,
      at: z.string(),
      targets: JsonSchema,
      error: ErrorSchema.nullable(),
    })
    .nullable(),
});
export type ReplayComparison = z.infer<typeof ComparisonSchema>;

export function detailOf({ detail }: Pick<SimulationRecordRow, "detail">): RecordDetail {
  return DetailSchema.parse(detail);
}

export function comparisonOf({ comparison }: Pick<SimulationRecordRow, "comparison">): ReplayComparison | null {
  return comparison === null ? null : ComparisonSchema.parse(comparison);
}
