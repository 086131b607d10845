import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { ErrorInfo } from "../../lib/core/errors";
import type { Json, JsonObject } from "../../lib/core/json";
import { bytea, createdAt, id, instant, updatedAt } from "./columns";
import { flows } from "./flows";
import { runs } from "./runs";
import { workspaces } from "./workspaces";

/** Source record ↔ target record, with the hash of what was last written: `LinkScope` and key of the engine's ports. */
const scope = () => ({
  workspaceId: text("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  /** Integration id, or flow id outside any integration. */
  owner: text("owner").notNull(),
  sourceStream: text("source_stream").notNull(),
  key: text("key").notNull(),
  targetConnectionId: text("target_connection_id").notNull(),
  targetStream: text("target_stream").notNull(),
});

/**
 * `LinkScope` of the engine's ports, named once: links and intents carry its number, which keeps them and their indexes
 * small. A trigger removes them with it; a foreign key would be checked for every record of every run.
 */
export const linkScopes = pgTable(
  "link_scopes",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    owner: text("owner").notNull(),
    sourceStream: text("source_stream").notNull(),
    targetConnectionId: text("target_connection_id").notNull(),
    targetStream: text("target_stream").notNull(),
  },
  (table) => [
    uniqueIndex("link_scopes_one").on(
      table.owner,
      table.targetConnectionId,
      table.targetStream,
      table.sourceStream,
      table.workspaceId,
    ),
    index("link_scopes_workspace").on(table.workspaceId),
  ],
);

export const recordLinks = pgTable(
  "record_links",
  {
    scopeId: integer("scope_id").notNull(),
    key: text("key").notNull(),
    targetId: text("target_id").notNull(),
    targetRef: text("target_ref").notNull(),
    /** First half of the digest; older ones are whole; none where a person chose the link, so that the next run writes. */
    contentHash: bytea("content_hash").notNull(),
    /** See `packed-link.ts`. */
    data: jsonb("data").$type<Json>().notNull().default({}),
  },
  (table) => [
    primaryKey({ name: "record_links_pk", columns: [table.scopeId, table.key] }),
    // The id alone: what is done to one target has its id in many scopes, which then share an entry.
    index("record_links_target").on(table.targetId),
  ],
);

/** Written before a call, deleted after it: one found later means the target must be asked first. */
export const intents = pgTable(
  "intents",
  {
    scopeId: integer("scope_id").notNull(),
    key: text("key").notNull(),
    contentHash: bytea("content_hash").notNull(),
    attempt: integer("attempt").notNull().default(1),
    openedAt: instant("opened_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: "intents_pk", columns: [table.scopeId, table.key] })],
);

/**
 * Writes of a run that goes on, those settled together in one row: if it is cut short, the page done again can tell what
 * it had made itself from what was there. Gone when the run ends.
 */
export const runWrites = pgTable(
  "run_writes",
  {
    workspaceId: text("workspace_id").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    scopeId: integer("scope_id").notNull(),
    /** `[key, outcome, item]`, without the item where it is the key. */
    writes: jsonb("writes").$type<[key: string, outcome: "created" | "updated", item?: string][]>().notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (table) => [index("run_writes_run").on(table.runId)],
);

/** Where the next run of a flow's driver starts, on the source's own clock. */
export const watermarks = pgTable(
  "watermarks",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    driver: text("driver").notNull(),
    value: jsonb("value").$type<Json>().notNull(),
    runId: text("run_id").notNull(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.flowId, table.driver] }), index("watermarks_workspace").on(table.workspaceId)],
);

/** An ambiguous match, or an uncertain write, that waits for a person. */
export const reviews = pgTable(
  "reviews",
  {
    id: id("rev"),
    ...scope(),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    runId: text("run_id"),
    nodeId: text("node_id").notNull(),
    /** The driver's record that is read again once it is answered; `key` is that of the link in question. */
    recordKey: text("record_key").notNull().default(""),
    label: text("label").notNull(),
    /** `ReviewQuestion` of the node contract. */
    question: jsonb("question").$type<JsonObject>().notNull(),
    status: text("status").$type<"open" | "answered" | "dismissed">().notNull().default("open"),
    answer: jsonb("answer").$type<JsonObject>(),
    answeredBy: text("answered_by"),
    createdAt: createdAt(),
    answeredAt: instant("answered_at"),
  },
  (table) => [
    uniqueIndex("reviews_one_open")
      .on(table.owner, table.targetConnectionId, table.sourceStream, table.targetStream, table.key)
      .where(sql`status = 'open'`),
    index("reviews_workspace").on(table.workspaceId, table.status, table.createdAt),
    /** Former answers about a record, for the next time it is met. */
    index("reviews_answers").on(table.owner, table.targetConnectionId, table.targetStream, table.key),
  ],
);

/**
 * A record that failed. It is done again by itself at the next run after `retryAt`, until it has failed too often: then
 * it waits for a person.
 */
export const deadLetters = pgTable(
  "dead_letters",
  {
    id: id("ded"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    flowId: text("flow_id")
      .notNull()
      .references(() => flows.id, { onDelete: "cascade" }),
    driver: text("driver").notNull(),
    key: text("key").notNull(),
    label: text("label").notNull(),
    nodeId: text("node_id"),
    runId: text("run_id").notNull(),
    error: jsonb("error").$type<ErrorInfo>().notNull(),
    attempts: integer("attempts").notNull().default(1),
    status: text("status").$type<"open" | "resolved" | "dismissed">().notNull().default("open"),
    /** The record as it was read; kept until the case is closed. Null where it is too large. */
    payload: jsonb("payload").$type<JsonObject>(),
    /** What a person made of it: done instead of what the source says. */
    edited: jsonb("edited").$type<JsonObject>(),
    /** Not before then by itself. */
    retryAt: instant("retry_at").notNull().defaultNow(),
    /** Why it was dismissed, in a person's words. */
    reason: text("reason"),
    closedBy: text("closed_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("dead_letters_one").on(table.flowId, table.driver, table.key),
    index("dead_letters_workspace").on(table.workspaceId, table.status, table.updatedAt),
  ],
);
