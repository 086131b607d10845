import { doublePrecision, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { JsonObject } from "../../lib/core/json";
import { bytea, createdAt, id, instant, updatedAt } from "./columns";
import { workspaces } from "./workspaces";

export const connections = pgTable(
  "connections",
  {
    id: id("con"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    connector: text("connector").notNull(),
    name: text("name").notNull(),
    config: jsonb("config").$type<JsonObject>().notNull(),
    /** AES-256-GCM of the secrets' JSON: nonce, tag, text. Null where a sandbox gives its own key at run time. */
    secrets: bytea("secrets"),
    secretsKeyId: text("secrets_key_id"),
    /** Names of the secrets that are set, for forms. */
    secretNames: jsonb("secret_names").$type<string[]>().notNull().default([]),
    /** Id of the built-in sandbox whose address and key replace the stored ones at run time. */
    sandbox: text("sandbox"),
    checkedAt: instant("checked_at"),
    /** Last `CheckResult`, as JSON. */
    checkResult: jsonb("check_result").$type<JsonObject>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("connections_workspace").on(table.workspaceId, table.createdAt)],
);

/** What `discover` answered last, so that the editor does not ask the system at each keystroke. */
export const connectorCatalog = pgTable(
  "connector_catalog",
  {
    connectionId: text("connection_id")
      .primaryKey()
      .references(() => connections.id, { onDelete: "cascade" }),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    catalog: jsonb("catalog").$type<JsonObject>().notNull(),
    fetchedAt: instant("fetched_at").notNull().defaultNow(),
  },
  (table) => [index("connector_catalog_workspace").on(table.workspaceId)],
);

/** The token bucket that all processes share for one connection; leased in chunks, so that a request costs no query. */
export const connectionPace = pgTable(
  "connection_pace",
  {
    connectionId: text("connection_id")
      .primaryKey()
      .references(() => connections.id, { onDelete: "cascade" }),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    /** Requests per second now; between a tenth of what the connector allows and all of it. */
    rate: doublePrecision("rate").notNull(),
    tokens: doublePrecision("tokens").notNull(),
    refilledAt: instant("refilled_at").notNull().defaultNow(),
    /** What the system asked for by `Retry-After`: nobody sends before then. */
    blockedUntil: instant("blocked_until"),
    /** Milliseconds an answer takes: the usual, and lately. */
    usualMs: doublePrecision("usual_ms"),
    latelyMs: doublePrecision("lately_ms"),
    updatedAt: updatedAt(),
  },
  (table) => [index("connection_pace_workspace").on(table.workspaceId)],
);
