import * as z from "zod/mini";
import { ErrorSchema, JsonObjectShape, JsonShape } from "@/components/ui/json-shape";
import { OUTCOMES } from "@/lib/core/outcomes";

/** What `GET /api/v1/runs/{id}/events` tells at each change. */
export const SnapshotSchema = z.object({
  run: z.object({
    status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
    counts: z.object({
      total: z.number(),
      created: z.number(),
      updated: z.number(),
      unchanged: z.number(),
      ignored: z.number(),
      failed: z.number(),
    }),
    review: z.number(),
    requests: z.object({ source: z.number(), target: z.number() }),
    startedAt: z.nullable(z.string()),
    endedAt: z.nullable(z.string()),
    cancelRequested: z.boolean(),
    paused: z.boolean(),
    progress: z.nullable(
      z.object({
        done: z.number(),
        total: z.nullable(z.number()),
        perMinute: z.nullable(z.number()),
        secondsLeft: z.nullable(z.number()),
      }),
    ),
    error: z.nullable(ErrorSchema),
  }),
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      status: z.enum(["running", "done", "failed"]),
      in: z.number(),
      out: z.number(),
      failed: z.number(),
      ms: z.number(),
      counts: z.record(z.string(), z.number()),
    }),
  ),
});
export type Snapshot = z.infer<typeof SnapshotSchema>;
export type NodeFigures = Snapshot["nodes"][number];

const TargetSchema = z.object({
  alias: z.string(),
  stream: z.string(),
  id: z.string(),
  ref: z.string(),
  outcome: z.string(),
});
export type TargetView = z.infer<typeof TargetSchema>;

const PlannedSchema = z.object({
  nodeId: z.string(),
  alias: z.string(),
  stream: z.string(),
  outcome: z.enum(OUTCOMES),
  before: z.nullable(JsonObjectShape),
  after: JsonObjectShape,
});
export type PlannedView = z.infer<typeof PlannedSchema>;

const RecordSchema = z.object({
  seq: z.number(),
  key: z.string(),
  label: z.string(),
  outcome: z.enum(OUTCOMES),
  nodeId: z.nullable(z.string()),
  targets: z.catch(z.array(TargetSchema), []),
  error: z.nullable(ErrorSchema),
  reason: z.nullable(JsonObjectShape),
  planned: z.catch(z.nullable(z.array(PlannedSchema)), null),
  at: z.string(),
});
export type RecordView = z.infer<typeof RecordSchema>;

export const RecordDetailSchema = z.extend(RecordSchema, {
  steps: z.catch(z.array(z.object({ nodeId: z.string(), input: JsonObjectShape, output: z.nullable(JsonShape) })), []),
});
export type RecordDetail = z.infer<typeof RecordDetailSchema>;

const LogLineSchema = z.object({
  seq: z.number(),
  at: z.string(),
  level: z.enum(["info", "warn", "error"]),
  key: z.string(),
  params: JsonObjectShape,
  text: z.nullable(z.string()),
  outcome: z.optional(z.enum(OUTCOMES)),
});
export type LogLineView = z.infer<typeof LogLineSchema>;

/** `GET /api/v1/runs/{id}/records`, newest first. */
export const RecordPageSchema = z.object({ data: z.array(RecordSchema), nextCursor: z.nullable(z.string()) });
/** `GET /api/v1/runs/{id}/log`, newest first. */
export const LogPageSchema = z.object({ data: z.array(LogLineSchema), nextCursor: z.nullable(z.string()) });
