import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { ErrorInfo } from "../../lib/core/errors";
import type { JsonObject } from "../../lib/core/json";
import { createdAt, id, instant, updatedAt } from "./columns";
import { integrations } from "./integrations";
import { runs } from "./runs";
import { workspaces } from "./workspaces";

const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" });

/** A run that compares: kept as long as the run is. */
export const reconciliations = pgTable(
  "reconciliations",
  {
    runId: text("run_id")
      .primaryKey()
      .references(() => runs.id, { onDelete: "cascade" }),
    workspaceId: workspaceId(),
    integrationId: text("integration_id")
      .notNull()
      .references(() => integrations.id, { onDelete: "cascade" }),
    /** Days compared, both included: `2026-01-31`; null = from the first, to the last. */
    fromDay: text("from_day"),
    toDay: text("to_day"),
    /** Open differences at its end; null while it goes on. */
    found: integer("found"),
    endedAt: instant("ended_at"),
    createdAt: createdAt(),
  },
  (table) => [index("reconciliations_integration").on(table.workspaceId, table.integrationId, table.createdAt)],
);

/** What each page of it compared; a page that is done again replaces its own. */
export const reconcileParts = pgTable(
  "reconcile_parts",
  {
    workspaceId: workspaceId(),
    runId: text("run_id")
      .notNull()
      .references(() => reconciliations.runId, { onDelete: "cascade" }),
    part: text("part").notNull(),
    compared: integer("compared").notNull(),
    waiting: integer("waiting").notNull(),
    /** `ReconcileSum` of the engine's ports. */
    sums: jsonb("sums").$type<JsonObject[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.part] }), index("reconcile_parts_workspace").on(table.workspaceId)],
);

export type DifferenceStatus = "open" | "mending" | "mended" | "dismissed" | "gone";

/** What two systems did not agree on, until they do or a person says that it is right so. */
export const differences = pgTable(
  "differences",
  {
    id: id("dif"),
    workspaceId: workspaceId(),
    integrationId: text("integration_id")
      .notNull()
      .references(() => integrations.id, { onDelete: "cascade" }),
    /** What it is about: one row for each. */
    subject: text("subject").notNull(),
    kind: text("kind").$type<"missing" | "extra" | "different" | "value">().notNull(),
    stream: text("stream").notNull(),
    connectionId: text("connection_id").notNull(),
    /** Flow key and record key of the run that mends it. */
    flow: text("flow"),
    key: text("key"),
    label: text("label").notNull(),
    targetId: text("target_id").notNull(),
    targetRef: text("target_ref").notNull(),
    day: text("day"),
    /** `DifferentField` of the engine's ports. */
    fields: jsonb("fields").$type<JsonObject[]>().notNull(),
    error: jsonb("error").$type<ErrorInfo>(),
    /** It changed after its flow ran last, which will bring it over by itself. */
    pending: boolean("pending").notNull().default(false),
    status: text("status").$type<DifferenceStatus>().notNull().default("open"),
    /** Why it was dismissed, in a person's words. */
    reason: text("reason"),
    closedBy: text("closed_by"),
    /** The comparison that saw it last. */
    runId: text("run_id").notNull(),
    mendRunId: text("mend_run_id"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("differences_subject").on(table.integrationId, table.subject),
    index("differences_workspace").on(table.workspaceId, table.integrationId, table.status),
    index("differences_mend").on(table.mendRunId),
  ],
);
