import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Json, JsonObject } from "../../lib/core/json";
import { createdAt, instant } from "./columns";

/** State of the embedded executor: what an Inngest server would keep. Holds no record and no secret. */
export const execEvents = pgTable(
  "exec_events",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    payload: jsonb("payload").$type<JsonObject>().notNull(),
    /** Milliseconds since 1970, as the event says. */
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
    /** `<function>:<idempotency key>`: a second start with the same one is the first one. */
    idempotency: text("idempotency").unique(),
    events: jsonb("events").$type<Json[]>().notNull(),
    status: text("status").$type<"queued" | "running" | "completed" | "failed" | "cancelled">().notNull().default("queued"),
    /** Ids of the finished steps, in order. */
    stack: text("stack").array().notNull().default(sql`'{}'::text[]`),
    forcePlan: boolean("force_plan").notNull().default(false),
    requestVersion: integer("request_version").notNull().default(-1),
    /** `{run, step}` of the parent that invoked this run. */
    parent: jsonb("parent").$type<JsonObject>(),
    output: jsonb("output").$type<Json>(),
    error: jsonb("error").$type<JsonObject>(),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [index("exec_runs_status").on(table.status, table.functionId), index("exec_runs_ended").on(table.endedAt)],
);

const runId = () =>
  text("run_id")
    .notNull()
    .references(() => execRuns.id, { onDelete: "cascade" });

export const execSteps = pgTable(
  "exec_steps",
  {
    runId: runId(),
    id: text("id").notNull(),
    op: text("op"),
    name: text("name"),
    result: jsonb("result").$type<Json>(),
    endedAt: instant("ended_at"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.id] })],
);

export const execJobs = pgTable(
  "exec_jobs",
  {
    /** Deterministic: enqueueing twice is harmless. */
    id: text("id").primaryKey(),
    runId: runId(),
    kind: text("kind").$type<"discover" | "step" | "timer">().notNull(),
    stepId: text("step_id"),
    op: jsonb("op").$type<JsonObject>(),
    runAt: instant("run_at").notNull().defaultNow(),
    attempt: integer("attempt").notNull().default(0),
    /** Raised at every claim: a worker that lost its lease is told by the old number. */
    generation: integer("generation").notNull().default(0),
    /** Leases that ran out in a row: a job that kills its worker is given up. */
    expiries: integer("expiries").notNull().default(0),
    leaseUntil: instant("lease_until"),
    worker: text("worker"),
    /** `[{key, limit}]`: every slot must be held while it runs. */
    concurrency: jsonb("concurrency").$type<{ key: string; limit: number }[]>().notNull().default([]),
  },
  (table) => [
    index("exec_jobs_due").on(table.runAt).where(sql`lease_until is null`),
    index("exec_jobs_lease").on(table.leaseUntil).where(sql`lease_until is not null`),
    index("exec_jobs_run").on(table.runId),
  ],
);

/** One row per unit of a concurrency limit; held by a job until released or its lease ends. */
export const execSlots = pgTable(
  "exec_slots",
  {
    key: text("key").notNull(),
    n: integer("n").notNull(),
    jobId: text("job_id"),
    leaseUntil: instant("lease_until"),
  },
  (table) => [primaryKey({ columns: [table.key, table.n] }), index("exec_slots_job").on(table.jobId)],
);

export const execWaits = pgTable(
  "exec_waits",
  {
    runId: runId(),
    stepId: text("step_id").notNull(),
    kind: text("kind").$type<"event" | "invoke" | "cancel">().notNull(),
    event: text("event").notNull(),
    /** CEL expression; null = any event of that name. */
    expression: text("expression"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.stepId] }), index("exec_waits_event").on(table.event)],
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
