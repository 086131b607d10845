import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Json, JsonObject } from "../../lib/core/json";
import { instant } from "./columns";

/**
 * State of the embedded executor (engine/executor), which drives the Inngest functions in process when no Inngest
 * server is configured. Read and written only by the executor, in plain SQL; no foreign key leaves this file.
 */

/** Events received, kept for as long as their ids must be refused a second time. */
export const execEvents = pgTable(
  "exec_events",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    data: jsonb("data").$type<JsonObject>().notNull(),
    /** Milliseconds since the epoch; in the future = the run waits for it. */
    ts: bigint("ts", { mode: "number" }).notNull(),
    receivedAt: instant("received_at").notNull().defaultNow(),
  },
  (table) => [index("exec_events_received").on(table.receivedAt)],
);

export const execRuns = pgTable(
  "exec_runs",
  {
    id: text("id").primaryKey(),
    functionId: text("function_id").notNull(),
    /** Function id and event id, or the value of its idempotency expression: a second start is refused. */
    dedupeKey: text("dedupe_key").notNull().unique("exec_runs_dedupe"),
    events: jsonb("events").$type<JsonObject[]>().notNull(),
    status: text("status").$type<"queued" | "running" | "completed" | "failed" | "cancelled">().notNull().default("queued"),
    /** Ids of finished steps in the order they ended; the SDK replays promises by it. */
    stack: text("stack").array().notNull().default(sql`'{}'::text[]`),
    /** While parallel steps are open the SDK must plan instead of running what it finds. */
    forcePlan: boolean("force_plan").notNull().default(false),
    requestVersion: integer("request_version").notNull().default(-1),
    concurrencyKeys: text("concurrency_keys").array().notNull().default(sql`'{}'::text[]`),
    concurrencyLimits: integer("concurrency_limits").array().notNull().default(sql`'{}'::int[]`),
    /** Seconds by which its jobs overtake others. */
    priority: integer("priority").notNull().default(0),
    /** The run and step that invoked this run. */
    parentRunId: text("parent_run_id"),
    parentStepId: text("parent_step_id"),
    output: jsonb("output").$type<Json>(),
    error: jsonb("error").$type<Json>(),
    createdAt: instant("created_at").notNull().defaultNow(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    index("exec_runs_ended").on(table.endedAt).where(sql`${table.endedAt} is not null`),
    index("exec_runs_open").on(table.functionId).where(sql`${table.endedAt} is null`),
  ],
);

const runId = () =>
  text("run_id")
    .notNull()
    .references(() => execRuns.id, { onDelete: "cascade" });

/** Memoised steps; `result` null = planned, asleep, waiting or invoked. */
export const execSteps = pgTable(
  "exec_steps",
  {
    runId: runId(),
    id: text("id").notNull(),
    op: text("op").notNull(),
    name: text("name").notNull(),
    result: jsonb("result").$type<JsonObject>(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.id] }),
    index("exec_steps_open").on(table.runId).where(sql`${table.result} is null`),
  ],
);

/** Work to do: one call of the SDK, or one timer. Leased, never locked for long. */
export const execJobs = pgTable(
  "exec_jobs",
  {
    /** Deterministic (`run:step:kind`), so that enqueueing twice is harmless. */
    id: text("id").primaryKey(),
    runId: runId(),
    kind: text("kind").$type<"discover" | "step" | "timer">().notNull(),
    stepId: text("step_id"),
    op: text("op"),
    runAt: instant("run_at").notNull().defaultNow(),
    /** Order among due jobs: `run_at` less the priority. */
    rankAt: instant("rank_at").notNull().defaultNow(),
    attempt: integer("attempt").notNull().default(0),
    /** Fencing: every lease has its own generation; writes of an older one are refused. */
    generation: integer("generation").notNull().default(0),
    /** Leases lost since the last progress. */
    expiries: integer("expiries").notNull().default(0),
    leaseUntil: instant("lease_until"),
    worker: integer("worker"),
    concurrencyKeys: text("concurrency_keys").array().notNull().default(sql`'{}'::text[]`),
    concurrencyLimits: integer("concurrency_limits").array().notNull().default(sql`'{}'::int[]`),
  },
  (table) => [
    index("exec_jobs_due").on(table.rankAt).where(sql`${table.leaseUntil} is null`),
    index("exec_jobs_next").on(table.runAt).where(sql`${table.leaseUntil} is null`),
    index("exec_jobs_leased").on(table.leaseUntil).where(sql`${table.leaseUntil} is not null`),
    index("exec_jobs_run").on(table.runId),
  ],
);

/** Runs waiting for an event, and runs that an event cancels. */
export const execWaits = pgTable(
  "exec_waits",
  {
    runId: runId(),
    stepId: text("step_id").notNull(),
    kind: text("kind").$type<"wait" | "cancel">().notNull(),
    event: text("event").notNull(),
    expression: text("expression"),
    /** `data.k=7` taken from the expression, so that an event finds its waits by index; empty = compare all. */
    match: text("match").notNull().default(""),
  },
  (table) => [primaryKey({ columns: [table.runId, table.stepId] }), index("exec_waits_event").on(table.event, table.match)],
);

export const execCrons = pgTable(
  "exec_crons",
  {
    functionId: text("function_id").notNull(),
    cron: text("cron").notNull(),
    nextAt: instant("next_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.functionId, table.cron] })],
);

/** Numbers of executor processes; each holds an advisory lock on its number while it lives. */
export const execWorkers = pgTable("exec_workers", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  startedAt: instant("started_at").notNull().defaultNow(),
});
