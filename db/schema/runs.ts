import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { ErrorInfo } from "../../lib/core/errors";
import type { Json, JsonObject } from "../../lib/core/json";
import type { OutcomeKind } from "../../lib/core/outcomes";
import { createdAt, id, instant } from "./columns";
import { flows, flowVersions } from "./flows";
import { packedSteps } from "./packed-steps";
import { workspaces } from "./workspaces";

export type RunStatus = "queued" | "running" | "succeeded" | "failed" | "cancelled";
export type StoredRunMode = "live" | "dry";
export type RunTrigger = "manual" | "schedule" | "webhook" | "api" | "retry";

const count = (name: string) => integer(name).notNull().default(0);

export const runs = pgTable(
  "runs",
  {
    id: id("run"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    integrationId: text("integration_id"),
    versionId: text("version_id")
      .notNull()
      .references(() => flowVersions.id, { onDelete: "cascade" }),
    mode: text("mode").$type<StoredRunMode>().notNull(),
    trigger: text("trigger").$type<RunTrigger>().notNull(),
    /** User or token id, or `system`. */
    requestedBy: text("requested_by").notNull(),
    status: text("status").$type<RunStatus>().notNull().default("queued"),
    /** Overrides the watermark: ISO time with offset. */
    since: text("since"),
    /** Only records changed before it: ISO time with offset. */
    until: text("until"),
    /** Only these source records. */
    keys: jsonb("keys").$type<string[]>(),
    /** At most this many source records. */
    limit: integer("record_limit"),
    /** `$trigger` of the expressions. */
    input: jsonb("input").$type<JsonObject>().notNull().default({}),
    /** Its trigger takes the events that wait for the flow, page by page, instead of `input`. */
    takesEvents: boolean("takes_events").notNull().default(false),
    /** Raised at every resumption: part of the event id, so that it is delivered again. */
    attempt: integer("attempt").notNull().default(1),
    /** Times it was taken up again because nobody worked on it any more. */
    mends: count("mends"),
    /** The Inngest run that works on it: a second one that comes by leaves it alone. */
    executionId: text("execution_id"),
    /** Settings, connections, tables and watermarks as they were when it began. */
    frozen: jsonb("frozen").$type<JsonObject>(),
    /** The run whose failed records this one does again. */
    retryOf: text("retry_of"),
    /** The dead letters this run does again, by id. */
    letters: jsonb("letters").$type<string[]>(),
    /** Bytes of what is kept of it, measured after its end; null = not measured yet. */
    bytes: bigint("bytes", { mode: "number" }),
    cancelRequested: boolean("cancel_requested").notNull().default(false),
    total: count("total"),
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    ignored: count("ignored"),
    failed: count("failed"),
    review: count("review"),
    requestsSource: count("requests_source"),
    requestsTarget: count("requests_target"),
    /** Figures by node id while it goes on, for the canvas. */
    progress: jsonb("progress").$type<JsonObject>().notNull().default({}),
    /** Records each driver will read, as its source said; null = it does not say. Empty for a run of one page. */
    expected: jsonb("expected").$type<Record<string, number | null>>().notNull().default({}),
    /** Last position of `run_log` and `record_outcomes`. */
    logSeq: integer("log_seq").notNull().default(0),
    recordSeq: integer("record_seq").notNull().default(0),
    error: jsonb("error").$type<ErrorInfo>(),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    /** Raised at every page: a running run that is silent for long is stuck. */
    heartbeatAt: instant("heartbeat_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    /** Never two live runs of a flow at once; queued ones wait for their turn. */
    uniqueIndex("runs_one_live").on(table.flowId).where(sql`status = 'running' and mode = 'live'`),
    index("runs_workspace").on(table.workspaceId, table.createdAt),
    index("runs_flow").on(table.flowId, table.createdAt),
    index("runs_open").on(table.status).where(sql`status in ('queued', 'running')`),
  ],
);

export type PageStatus = "reading" | "done" | "failed";

/** The ledger: a page is done when its row says so, in the transaction that wrote its outcomes. */
export const runPages = pgTable(
  "run_pages",
  {
    workspaceId: text("workspace_id").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    driver: text("driver").notNull(),
    page: integer("page").notNull(),
    status: text("status").$type<PageStatus>().notNull(),
    attempt: integer("attempt").notNull().default(1),
    cursorAfter: jsonb("cursor_after").$type<Json>(),
    /** True when the driver's stream ends with this page. */
    last: boolean("last").notNull().default(false),
    watermark: jsonb("watermark").$type<Json>(),
    records: count("records"),
    counts: jsonb("counts").$type<Record<string, number>>().notNull().default({}),
    /** Milliseconds by part: `{read, run, commit}`. */
    timings: jsonb("timings").$type<Record<string, number>>().notNull().default({}),
    error: jsonb("error").$type<ErrorInfo>(),
    startedAt: instant("started_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.driver, table.page] }),
    index("run_pages_workspace").on(table.workspaceId),
  ],
);

export const runNodes = pgTable(
  "run_nodes",
  {
    workspaceId: text("workspace_id").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    status: text("status").$type<"running" | "done" | "failed">().notNull(),
    pages: count("pages"),
    recordsIn: count("records_in"),
    recordsOut: count("records_out"),
    failed: count("failed"),
    ignored: count("ignored"),
    ms: bigint("ms", { mode: "number" }).notNull().default(0),
    /** Outcome counts of write nodes, items by handle of the others. */
    counts: jsonb("counts").$type<Record<string, number>>().notNull().default({}),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.nodeId] }), index("run_nodes_workspace").on(table.workspaceId)],
);

/** The journal a merchant reads: `3/6 - REF`. */
export const runLog = pgTable(
  "run_log",
  {
    workspaceId: text("workspace_id").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    at: instant("at").notNull().defaultNow(),
    level: text("level").$type<"info" | "warn" | "error">().notNull(),
    /** Key under `runLog` of `messages/`, filled with `params`. */
    key: text("key").notNull(),
    params: jsonb("params").$type<JsonObject>().notNull().default({}),
    /** The line itself where it needs no translation. */
    text: text("text"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] }), index("run_log_workspace").on(table.workspaceId)],
);

/** Outcomes with something to tell beyond what became of the record: steps, an error, a question, planned writes. */
export const recordOutcomes = pgTable(
  "record_outcomes",
  {
    workspaceId: text("workspace_id").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    driver: text("driver").notNull(),
    page: integer("page").notNull(),
    key: text("key").notNull(),
    label: text("label").notNull(),
    outcome: text("outcome").$type<OutcomeKind>().notNull(),
    /** Where it failed, was ignored, or waits. */
    nodeId: text("node_id"),
    targets: jsonb("targets").$type<Json>().notNull().default([]),
    error: jsonb("error").$type<ErrorInfo>(),
    reason: jsonb("reason").$type<JsonObject>(),
    /** Input and output of each step, truncated. */
    steps: packedSteps("steps").notNull().default([]),
    /** Dry runs: planned writes with before and after. */
    planned: jsonb("planned").$type<Json>(),
    at: instant("at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.seq] }),
    index("record_outcomes_outcome").on(table.runId, table.outcome, table.seq),
    index("record_outcomes_key").on(table.workspaceId, table.key),
  ],
);

export type PlainTarget = [alias: string, stream: string, id: string, ref: string, outcome: string];

/** `[seq, key, label, outcome, targets, nodeId, reason]`, without what is empty at its end; older targets are objects. */
export type PlainOutcome = [
  seq: number,
  key: string,
  label: string,
  outcome: OutcomeKind,
  targets?: readonly (PlainTarget | JsonObject)[],
  nodeId?: string | null,
  reason?: JsonObject | null,
];

/** All other outcomes, those of a page in one row, which Postgres compresses: most records of most runs. */
export const plainOutcomes = pgTable(
  "plain_outcomes",
  {
    workspaceId: text("workspace_id").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    /** Of the first and of the last record in it. */
    seq: integer("seq").notNull(),
    lastSeq: integer("last_seq").notNull(),
    driver: text("driver").notNull(),
    page: integer("page").notNull(),
    kinds: text("kinds").$type<OutcomeKind>().array().notNull(),
    records: jsonb("records").$type<PlainOutcome[]>().notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] }), index("plain_outcomes_workspace").on(table.workspaceId)],
);
