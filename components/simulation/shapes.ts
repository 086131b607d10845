import * as z from "zod/mini";
import { ErrorSchema, JsonObjectShape, JsonShape } from "@/components/ui/json-shape";
import { OUTCOMES } from "@/lib/core/outcomes";

const OutcomeSchema = z.enum(OUTCOMES);

/** `GET /api/v1/simulations/{id}`. */
export const SnapshotSchema = z.object({
  id: z.string(),
  status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  cancelRequested: z.boolean(),
  counts: z.object({
    total: z.number(),
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    ignored: z.number(),
    failed: z.number(),
    review: z.number(),
  }),
  differing: z.number(),
  hasMore: z.boolean(),
  error: z.nullable(ErrorSchema),
  runId: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
});
export type Snapshot = z.infer<typeof SnapshotSchema>;

const ChangeSchema = z.object({
  path: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  before: z.optional(JsonShape),
  after: z.optional(JsonShape),
});
export type Change = z.infer<typeof ChangeSchema>;

const WriteSchema = z.object({
  nodeId: z.string(),
  alias: z.string(),
  stream: z.string(),
  ref: z.string(),
  outcome: OutcomeSchema,
  changes: z.array(ChangeSchema),
});
export type Write = z.infer<typeof WriteSchema>;

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
  published: z.nullable(z.object({ error: z.nullable(ErrorSchema), reason: z.nullable(JsonObjectShape) })),
  done: z.nullable(
    z.object({
      runId: z.string(),
      outcome: OutcomeSchema,
      at: z.string(),
      targets: z.catch(
        z.array(z.object({ alias: z.string(), stream: z.string(), id: z.string(), ref: z.string(), outcome: z.string() })),
        [],
      ),
    }),
  ),
});
export type Comparison = z.infer<typeof ComparisonSchema>;

export const RecordSchema = z.object({
  seq: z.number(),
  key: z.string(),
  label: z.string(),
  name: z.string(),
  outcome: OutcomeSchema,
  amount: z.nullable(z.object({ value: z.string(), currency: z.string() })),
  nodeId: z.nullable(z.string()),
  writes: z.array(WriteSchema),
  error: z.nullable(ErrorSchema),
  reason: z.nullable(JsonObjectShape),
  review: z.nullable(JsonObjectShape),
  differs: z.boolean(),
  comparison: z.nullable(ComparisonSchema),
});
export type SimulatedRecord = z.infer<typeof RecordSchema>;

const AmountsSchema = z.object({ net: z.string(), vat: z.string(), gross: z.string() });
const DocumentSchema = z.object({
  lines: z.array(
    z.object({
      kind: z.string(),
      label: z.string(),
      reference: z.string(),
      quantity: z.string(),
      unitNet: z.string(),
      vatRate: z.string(),
      net: z.string(),
      vat: z.string(),
      gross: z.string(),
    }),
  ),
  proof: z.object({
    currency: z.string(),
    shop: AmountsSchema,
    document: AmountsSchema,
    perRate: z.array(z.object({ rate: z.string(), shop: z.string(), document: z.string() })),
    differenceLine: z.nullable(z.object({ net: z.string(), gross: z.string() })),
    grossDifference: z.string(),
    netDifference: z.string(),
    exact: z.boolean(),
  }),
});
export type ProvenDocument = z.infer<typeof DocumentSchema>;

export const RecordDetailSchema = z.extend(RecordSchema, {
  writes: z.array(z.extend(WriteSchema, { after: JsonObjectShape })),
  documents: z.catch(z.array(DocumentSchema), []),
});
export type RecordDetail = z.infer<typeof RecordDetailSchema>;

/** `GET /api/v1/simulations/{id}/records`. */
export const RecordsSchema = z.object({ data: z.array(RecordSchema) });

export const CostSchema = z.object({
  sides: z.array(z.object({ connectionId: z.string(), title: z.string(), reads: z.number(), writes: z.number() })),
  requests: z.number(),
  ms: z.nullable(z.number()),
});
export type Cost = z.infer<typeof CostSchema>;
