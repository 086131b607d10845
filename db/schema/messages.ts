import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { JsonObject } from "../../lib/core/json";
import { createdAt, id, instant } from "./columns";
import { workspaces } from "./workspaces";

export const notifications = pgTable(
  "notifications",
  {
    id: id("ntf"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    level: text("level").$type<"info" | "warn" | "error">().notNull(),
    /** Key under `notifications` of `messages/`, filled with `params`. */
    key: text("key").notNull(),
    params: jsonb("params").$type<JsonObject>().notNull().default({}),
    runId: text("run_id"),
    flowId: text("flow_id"),
    readAt: instant("read_at"),
    createdAt: createdAt(),
  },
  (table) => [index("notifications_workspace").on(table.workspaceId, table.createdAt)],
);

/** Events to send, written in the transaction that gives cause for them; the relay sends them again until told not to. */
export const outbox = pgTable(
  "outbox",
  {
    /** Also the event's id: a second delivery is dropped by the receiver. */
    id: text("id").primaryKey(),
    workspaceId: text("workspace_id").references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    payload: jsonb("payload").$type<JsonObject>().notNull(),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    notBefore: instant("not_before").notNull().defaultNow(),
    sentAt: instant("sent_at"),
    createdAt: createdAt(),
  },
  (table) => [index("outbox_unsent").on(table.notBefore).where(sql`sent_at is null`)],
);
