import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { JsonObject } from "../../lib/core/json";
import { createdAt, id, instant } from "./columns";
import { workspaces } from "./workspaces";

/** `due`: to be sent; `sending`: given to the mail server, or lost with the process: never sent a second time. */
export type MailState = "due" | "sending" | "sent" | "failed";

/** What a run has to tell people: at most one row of a run, and with it one mail. */
export const notifications = pgTable(
  "notifications",
  {
    id: id("ntf"),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    level: text("level").$type<"info" | "warn" | "error">().notNull(),
    /** Key under `notifications.told` of `messages/`, filled with `params`. */
    key: text("key").notNull(),
    params: jsonb("params").$type<JsonObject>().notNull().default({}),
    runId: text("run_id").notNull(),
    flowId: text("flow_id").notNull(),
    integrationId: text("integration_id"),
    /** Null = no mail. */
    mailTo: jsonb("mail_to").$type<string[]>(),
    mailState: text("mail_state").$type<MailState>(),
    mailAttempts: integer("mail_attempts").notNull().default(0),
    mailAfter: instant("mail_after").notNull().defaultNow(),
    mailError: text("mail_error"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("notifications_run").on(table.runId),
    index("notifications_workspace").on(table.workspaceId, table.createdAt),
    index("notifications_due").on(table.mailAfter).where(sql`mail_state = 'due'`),
  ],
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
