import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { FlowDocument } from "../../engine/document/schema";
import type { JsonObject } from "../../lib/core/json";
import type { ScheduleSpec } from "../../lib/core/schedule-spec";
import { bytea, createdAt, id, instant, updatedAt } from "./columns";
import { connections } from "./connections";
import { integrations } from "./integrations";
import { workspaces } from "./workspaces";

/** What a flow was made of: its template's document as it was then. A newer one is merged over it. */
export interface TemplateBase {
  /** Of the template. */
  version: number;
  /** The language its names were taken in. */
  locale: "en" | "fr";
  document: FlowDocument;
}

export const flows = pgTable(
  "flows",
  {
    id: id("flw"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    integrationId: text("integration_id").references(() => integrations.id, { onDelete: "cascade" }),
    /** The template's flow key inside an integration; the flow's own id elsewhere. */
    key: text("key").notNull(),
    name: text("name").notNull(),
    /** Order of a first synchronisation inside an integration. */
    position: integer("position").notNull().default(0),
    draft: jsonb("draft").$type<FlowDocument>().notNull(),
    /** Raised at every save; a save that names another one is refused. */
    draftRevision: integer("draft_revision").notNull().default(1),
    /** The version that runs; null = never published. */
    publishedVersionId: text("published_version_id"),
    enabled: boolean("enabled").notNull().default(true),
    /** Since when runs wait: they are still asked for, and go on when it is resumed. */
    pausedAt: instant("paused_at"),
    /** Null for a flow that no template made. */
    templateBase: jsonb("template_base").$type<TemplateBase>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("flows_key").on(table.integrationId, table.key),
    index("flows_workspace").on(table.workspaceId, table.createdAt),
  ],
);

/** Immutable: rows are inserted and deleted with their flow, never changed. */
export const flowVersions = pgTable(
  "flow_versions",
  {
    id: id("ver"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    document: jsonb("document").$type<FlowDocument>().notNull(),
    /** Of the document without its layout: moving a box is not a new version. */
    contentHash: text("content_hash").notNull(),
    /** User or token id, or `system`. */
    publishedBy: text("published_by").notNull(),
    note: text("note"),
    publishedAt: instant("published_at").notNull().defaultNow(),
  },
  (table) => [
    unique("flow_versions_number").on(table.flowId, table.number),
    index("flow_versions_workspace").on(table.workspaceId),
  ],
);

export const schedules = pgTable(
  "schedules",
  {
    id: id("sch"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    spec: jsonb("spec").$type<ScheduleSpec>().notNull(),
    timeZone: text("time_zone").notNull(),
    enabled: boolean("enabled").notNull().default(false),
    /** Null while switched off. */
    nextAt: instant("next_at"),
    lastRunId: text("last_run_id"),
    lastRunAt: instant("last_run_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("schedules_due").on(table.enabled, table.nextAt),
    index("schedules_flow").on(table.flowId),
    index("schedules_workspace").on(table.workspaceId),
  ],
);

/** An inbound webhook address of a flow. */
export const endpoints = pgTable(
  "endpoints",
  {
    id: id("end"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    /** With a connection its connector verifies and parses; without one the endpoint's own HMAC does. */
    connectionId: text("connection_id").references(() => connections.id, { onDelete: "cascade" }),
    secret: bytea("secret").notNull(),
    secretKeyId: text("secret_key_id").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    /** What the connector's `subscribe` answered. */
    subscription: jsonb("subscription").$type<JsonObject>(),
    lastEventAt: instant("last_event_at"),
    createdAt: createdAt(),
  },
  (table) => [index("endpoints_flow").on(table.flowId), index("endpoints_workspace").on(table.workspaceId)],
);

/**
 * An event of a delivery that was verified: kept so that its repetition starts nothing, and read by a run of its flow.
 * Waiting (no `runId`), taken by a run, done (`doneAt`).
 */
export const inboundEvents = pgTable(
  "inbound_events",
  {
    id: id("evt"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    endpointId: text("endpoint_id")
      .notNull()
      .references(() => endpoints.id, { onDelete: "cascade" }),
    flowId: text("flow_id").notNull(),
    /** Order of arrival: runs take events by it. */
    seq: bigint("seq", { mode: "number" }).generatedAlwaysAsIdentity(),
    dedupeKey: text("dedupe_key").notNull(),
    payload: jsonb("payload").$type<JsonObject>().notNull(),
    /** The run that took it; another run never does. */
    runId: text("run_id"),
    /** Keys of the records it brought, to find it again when one of them is tried again. */
    keys: text("keys").array().notNull().default(sql`'{}'::text[]`),
    receivedAt: instant("received_at").notNull().defaultNow(),
    /** In the transaction that committed its page. */
    doneAt: instant("done_at"),
  },
  (table) => [
    unique("inbound_events_dedupe").on(table.endpointId, table.dedupeKey),
    index("inbound_events_workspace").on(table.workspaceId, table.receivedAt),
    index("inbound_events_waiting").on(table.flowId, table.seq).where(sql`${table.runId} is null and ${table.doneAt} is null`),
    index("inbound_events_run").on(table.runId, table.seq),
    index("inbound_events_done").on(table.doneAt),
  ],
);
