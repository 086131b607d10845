import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { FlowDocument } from "../../engine/document/schema";
import type { ErrorInfo } from "../../lib/core/errors";
import type { Json, JsonObject } from "../../lib/core/json";
import type { OutcomeKind } from "../../lib/core/outcomes";
import { createdAt, id, instant } from "./columns";
import { flows } from "./flows";
import type { RunStatus } from "./runs";
import { workspaces } from "./workspaces";

/** `difference`: what the target would get. `replay`: draft beside published version on the same records. */
export type SimulationKind = "difference" | "replay";
export type SimulatedVersion = "draft" | "published";

const count = (name: string) => integer(name).notNull().default(0);

/** A flow tried on live records without a write; kept until newer ones of its flow take its place. */
export const simulations = pgTable(
  "simulations",
  {
    id: id("sim"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    kind: text("kind").$type<SimulationKind>().notNull(),
    version: text("version").$type<SimulatedVersion>().notNull(),
    /** As it was when the simulation was asked for. */
    document: jsonb("document").$type<FlowDocument>().notNull(),
    contentHash: text("content_hash").notNull(),
    /** Replays: the published version that is compared. */
    baseline: jsonb("baseline").$type<FlowDocument>(),
    /** `{keys?, since?, until?, limit, input}`. */
    request: jsonb("request").$type<JsonObject>().notNull(),
    /** User or token id. */
    requestedBy: text("requested_by").notNull(),
    status: text("status").$type<RunStatus>().notNull().default("queued"),
    cancelRequested: boolean("cancel_requested").notNull().default(false),
    read: count("read"),
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    ignored: count("ignored"),
    failed: count("failed"),
    review: count("review"),
    /** Replays: records the two versions treat differently. */
    differing: count("differing"),
    /** Did the source have more than the limit? */
    hasMore: boolean("has_more").notNull().default(false),
    /** `CostSide[]`: systems with the requests the simulation sent them. */
    sides: jsonb("sides").$type<Json>().notNull().default([]),
    error: jsonb("error").$type<ErrorInfo>(),
    /** The real run that was started from it last. */
    runId: text("run_id"),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    /** Raised at every page: a running one that is silent for long belongs to a process that died. */
    heartbeatAt: instant("heartbeat_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    index("simulations_flow").on(table.workspaceId, table.flowId, table.createdAt),
    index("simulations_open").on(table.status).where(sql`status in ('queued', 'running')`),
  ],
);

export const simulationRecords = pgTable(
  "simulation_records",
  {
    workspaceId: text("workspace_id").notNull(),
    simulationId: text("simulation_id")
      .notNull()
      .references(() => simulations.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    key: text("key").notNull(),
    label: text("label").notNull(),
    /** Customer, or name. */
    name: text("name").notNull(),
    outcome: text("outcome").$type<OutcomeKind>().notNull(),
    /** Replays: do the versions treat it differently? */
    differs: boolean("differs").notNull().default(false),
    amount: jsonb("amount").$type<JsonObject>(),
    /** `SimulatedRecord` without the columns above. */
    detail: jsonb("detail").$type<JsonObject>().notNull(),
    /** Replays: `RecordComparison`, and what the published version did with it last. */
    comparison: jsonb("comparison").$type<JsonObject>(),
  },
  (table) => [
    primaryKey({ columns: [table.simulationId, table.seq] }),
    index("simulation_records_workspace").on(table.workspaceId),
  ],
);

/** What stands in for the output of a node while a draft is tried; no run reads it. */
export const nodePins = pgTable(
  "node_pins",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    /** Items by handle. */
    outputs: jsonb("outputs").$type<JsonObject>().notNull(),
    /** User or token id. */
    pinnedBy: text("pinned_by").notNull(),
    pinnedAt: instant("pinned_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.flowId, table.nodeId] }), index("node_pins_workspace").on(table.workspaceId)],
);
