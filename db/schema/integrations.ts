import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { JsonObject } from "../../lib/core/json";
import type { MailOptions } from "../../lib/core/mail";
import { createdAt, id, updatedAt } from "./columns";
import { workspaces } from "./workspaces";

/** How an integration runs; absent = as its flows say. */
export interface IntegrationOptions {
  /** UI-18: records read and sent at a time, by flow key. */
  batches?: Record<string, number>;
  /** UI-22: the steps of every record are kept, and each page says what it took. */
  debug?: boolean;
  /** Keys of the flows that follow changes within seconds: by events of their source, and by asking it often. */
  realTime?: string[];
  /** UI-51 to UI-53: who is mailed about its runs, and when; absent = nobody. */
  mail?: MailOptions;
}

export const integrations = pgTable(
  "integrations",
  {
    id: id("int"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    template: text("template").notNull(),
    templateVersion: integer("template_version").notNull(),
    name: text("name").notNull(),
    /** Keys of the areas switched on. */
    areas: jsonb("areas").$type<string[]>().notNull(),
    settings: jsonb("settings").$type<JsonObject>().notNull(),
    /** Connection id by role. */
    connections: jsonb("connections").$type<Record<string, string>>().notNull(),
    options: jsonb("options").$type<IntegrationOptions>().notNull().default({}),
    /** UI-14: proposed first where an integration is chosen; at most one of a workspace. */
    isDefault: boolean("is_default").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("integrations_default").on(table.workspaceId).where(sql`${table.isDefault}`),
    index("integrations_workspace").on(table.workspaceId, table.createdAt),
  ],
);

export const mapTables = pgTable(
  "map_tables",
  {
    id: id("tbl"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    integrationId: text("integration_id")
      .notNull()
      .references(() => integrations.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    position: integer("position").notNull().default(0),
    /** The template's table (title, source look-up, columns), frozen at installation. */
    definition: jsonb("definition").$type<JsonObject>().notNull(),
    /** Target of source values without a row; null = such a value is an error. */
    fallback: jsonb("fallback").$type<JsonObject>(),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [unique("map_tables_key").on(table.integrationId, table.key), index("map_tables_workspace").on(table.workspaceId)],
);

export type RowOrigin = "auto" | "manual" | "default" | "none";

export const mapRows = pgTable(
  "map_rows",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    tableId: text("table_id")
      .notNull()
      .references(() => mapTables.id, { onDelete: "cascade" }),
    sourceId: text("source_id").notNull(),
    sourceLabel: text("source_label").notNull(),
    /** Order of the source look-up. */
    position: integer("position").notNull().default(0),
    /** Value by column key; a required column without a value means the row is not mapped. */
    target: jsonb("target").$type<JsonObject>().notNull(),
    origin: text("origin").$type<RowOrigin>().notNull(),
    /** Why auto-match chose it, by column: `{value: "rate"}`. */
    reason: jsonb("reason").$type<JsonObject>(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.tableId, table.sourceId] }), index("map_rows_workspace").on(table.workspaceId)],
);
