import { z } from "zod";
import { ErrorSchema } from "@/app/api/v1/errors";
import { IdParamsSchema, JsonRecordSchema, listOf, PageQuerySchema, TimeSchema } from "@/app/api/v1/shared";
import { OUTCOMES } from "@/lib/core/outcomes";
import { defineContract } from "@/lib/server/define-route";

const STATUSES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
const ModeSchema = z.enum(["live", "dry"]);

/** `total` is the sum of the five others; records waiting for a person are counted beside it. */
const CountsSchema = z.object({
  total: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  ignored: z.int(),
  failed: z.int(),
});

const OrderSchema = z.enum(["oldest", "newest"]).default("oldest");

const SummarySchema = z.object({
  id: z.string(),
  flowId: z.string(),
  status: z.enum(STATUSES),
  mode: ModeSchema,
  trigger: z.enum(["manual", "schedule", "webhook", "api", "retry"]),
  counts: CountsSchema,
  review: z.int(),
  createdAt: TimeSchema,
  startedAt: TimeSchema.nullable(),
  endedAt: TimeSchema.nullable(),
});

const RunSchema = SummarySchema.extend({
  integrationId: z.string().nullable(),
  versionId: z.string(),
  requestedBy: z.string(),
  /** Requests sent to each side. */
  requests: z.object({ source: z.int(), target: z.int() }),
  since: z.string().nullable(),
  until: z.string().nullable(),
  limit: z.int().nullable(),
  attempt: z.int(),
  retryOf: z.string().nullable(),
  cancelRequested: z.boolean(),
  /** The flow is paused: the run goes on when it is resumed. */
  paused: z.boolean(),
  /** While it goes on: source records done and expected, records a minute lately, seconds left; null = not known. */
  progress: z
    .object({ done: z.int(), total: z.int().nullable(), perMinute: z.int().nullable(), secondsLeft: z.int().nullable() })
    .nullable(),
  error: ErrorSchema.nullable(),
});

const NodeSchema = z.object({
  nodeId: z.string(),
  status: z.enum(["running", "done", "failed"]),
  pages: z.int(),
  in: z.int(),
  out: z.int(),
  failed: z.int(),
  ignored: z.int(),
  ms: z.int(),
  counts: z.record(z.string(), z.number()),
});

const RecordSchema = z.object({
  seq: z.int(),
  key: z.string(),
  label: z.string(),
  outcome: z.enum(OUTCOMES),
  nodeId: z.string().nullable(),
  /** Target documents: `{alias, stream, id, ref, outcome}` each. */
  targets: z.json(),
  error: ErrorSchema.nullable(),
  reason: JsonRecordSchema.nullable(),
  /** Dry runs: what would have been written, with the values before and after. */
  planned: z.json().nullable(),
  at: TimeSchema,
});

/** Dates count from midnight UTC. */
const SinceSchema = z.union([z.iso.datetime({ offset: true }), z.iso.date().transform((date) => `${date}T00:00:00Z`)]);

export const startRunContract = defineContract({
  id: "startRun",
  method: "POST",
  path: "/flows/{id}/runs",
  summary: "Run the published version: live, or dry (reads for real, writes nothing)",
  permission: "run.start",
  params: IdParamsSchema,
  body: z.strictObject({
    mode: ModeSchema.default("live"),
    /** Read from this time of the source instead of the last run. */
    since: SinceSchema.optional(),
    /** Leave out what changed at this time of the source or later; with `since`, replays a period. */
    until: SinceSchema.optional(),
    /** Only these source records. */
    keys: z.array(z.string()).max(10_000).optional(),
    limit: z.int().min(1).optional(),
    /** `$trigger` of the expressions. */
    input: JsonRecordSchema.optional(),
  }),
  reply: z.object({ id: z.string() }),
  status: 201,
});

export const listRunsContract = defineContract({
  id: "listRuns",
  method: "GET",
  path: "/runs",
  summary: "Runs, newest first",
  permission: "read",
  query: PageQuerySchema.extend({
    flow: z.string().optional(),
    integration: z.string().optional(),
    status: z.enum(STATUSES).optional(),
  }),
  reply: listOf(SummarySchema),
});

export const readRunContract = defineContract({
  id: "readRun",
  method: "GET",
  path: "/runs/{id}",
  summary: "Status, counts and requests of a run",
  permission: "read",
  params: IdParamsSchema,
  reply: RunSchema,
});

export const listRunRecordsContract = defineContract({
  id: "listRunRecords",
  method: "GET",
  path: "/runs/{id}/records",
  summary: "What became of each record, in the order they were done",
  permission: "read",
  params: IdParamsSchema,
  query: PageQuerySchema.extend({
    outcome: z.enum(OUTCOMES).optional(),
    /** Words of the record's key or label, or of the reference of a document it became. */
    search: z.string().max(200).optional(),
    order: OrderSchema,
  }),
  reply: listOf(RecordSchema),
});

export const readRunRecordContract = defineContract({
  id: "readRunRecord",
  method: "GET",
  path: "/runs/{id}/records/{seq}",
  summary: "One record with the input and output of each step, truncated",
  permission: "read",
  params: IdParamsSchema.extend({ seq: z.coerce.number().int() }),
  reply: RecordSchema.extend({ steps: z.json() }),
});

export const listRunLogContract = defineContract({
  id: "listRunLog",
  method: "GET",
  path: "/runs/{id}/log",
  summary: "The journal of a run: `3/6 - REF` lines among others",
  permission: "read",
  params: IdParamsSchema,
  query: PageQuerySchema.extend({ order: OrderSchema }),
  reply: listOf(
    z.object({
      seq: z.int(),
      at: TimeSchema,
      level: z.enum(["info", "warn", "error"]),
      key: z.string(),
      params: JsonRecordSchema,
      text: z.string().nullable(),
      outcome: z.enum(OUTCOMES).optional(),
    }),
  ),
});

export const listRunNodesContract = defineContract({
  id: "listRunNodes",
  method: "GET",
  path: "/runs/{id}/nodes",
  summary: "Figures of each node",
  permission: "read",
  params: IdParamsSchema,
  reply: listOf(NodeSchema),
});

export const watchRunContract = defineContract({
  id: "watchRun",
  method: "GET",
  path: "/runs/{id}/events",
  summary: "Server-sent events `run`: the run and its nodes, now and after each change, until it is over",
  permission: "read",
  params: IdParamsSchema,
  reply: z.object({ run: RunSchema, nodes: z.array(NodeSchema) }),
  stream: "text/event-stream",
});

export const listRunSourceContract = defineContract({
  id: "listRunSource",
  method: "GET",
  path: "/runs/{id}/source",
  summary: "The records of a run as their source gives them now, one JSON text per line",
  permission: "read",
  params: IdParamsSchema,
  reply: z.object({ stream: z.string(), key: z.string(), data: JsonRecordSchema }),
  stream: "application/jsonl",
});

export const cancelRunContract = defineContract({
  id: "cancelRun",
  method: "POST",
  path: "/runs/{id}/cancel",
  summary: "Stop a run: its requests end at once, what is written stays written",
  permission: "run.cancel",
  params: IdParamsSchema,
  reply: z.object({ status: z.enum(STATUSES) }),
});

export const retryRunContract = defineContract({
  id: "retryRun",
  method: "POST",
  path: "/runs/{id}/retry",
  summary: "only=failed: a new run over the failed records; otherwise a stopped run goes on where it stopped",
  permission: "run.start",
  params: IdParamsSchema,
  body: z.strictObject({
    only: z.literal("failed").optional(),
    /** `latest`: on the version that is published now, instead of the one it began with. */
    version: z.enum(["same", "latest"]).default("same"),
  }),
  reply: z.object({ id: z.string() }),
});

export const runContracts = [
  startRunContract,
  listRunsContract,
  readRunContract,
  listRunRecordsContract,
  readRunRecordContract,
  listRunLogContract,
  listRunNodesContract,
  watchRunContract,
  listRunSourceContract,
  cancelRunContract,
  retryRunContract,
];
