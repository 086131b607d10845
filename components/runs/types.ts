import * as z from "zod/mini";
import { JsonObjectShape, JsonShape } from "@/components/ui/json-shape";
import type { ErrorInfo } from "@/lib/core/errors";

export const OUTCOMES = ["created", "updated", "unchanged", "ignored", "review", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

const ErrorShape = z.object({ code: z.string(), category: z.string(), message: z.string(), details: JsonObjectShape });
/** As the store keeps it: our own codes and categories. */
const ErrorSchema = z.custom<ErrorInfo>((value) => ErrorShape.safeParse(value).success);

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

export const RecordSchema = z.object({
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

export const LogLineSchema = z.object({
  seq: z.number(),
  at: z.string(),
  level: z.enum(["info", "warn", "error"]),
  key: z.string(),
  params: JsonObjectShape,
  text: z.nullable(z.string()),
  outcome: z.optional(z.enum(OUTCOMES)),
});
export type LogLineView = z.infer<typeof LogLineSchema>;

/** A step of the flow, in the order records pass through it. */
export type StepView = {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  readonly category: "trigger" | "source" | "transform" | "control" | "destination";
  readonly isReading: boolean;
};

export type RunView = {
  readonly id: string;
  readonly title: string;
  readonly flowId: string;
  readonly integration: { readonly id: string; readonly name: string } | null;
  readonly version: number | null;
  /** The one that is published now, where it is another. */
  readonly newerVersion: number | null;
  readonly isDry: boolean;
  readonly trigger: "manual" | "schedule" | "webhook" | "api" | "retry";
  /** ISO; when it was asked for. */
  readonly createdAt: string;
  /** ISO; where it reads from instead of the end of the last run. */
  readonly since: string | null;
  /** ISO; records changed from then on were left out. */
  readonly until: string | null;
  readonly retryOf: string | null;
  readonly steps: readonly StepView[];
  /** Mapping tables of the integration by key, for the errors that name one. */
  readonly tables: Readonly<Record<string, string>>;
  readonly snapshot: Snapshot;
  /** Its records can be read from their source again (UI-50). */
  readonly hasSource: boolean;
  readonly mayRun: boolean;
  readonly mayCancel: boolean;
};
