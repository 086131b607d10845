import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { apiTokens, auditEvents, connections, flows, integrations, mapTables, runs, schedules, users } from "@/db/schema";
import type { JsonObject } from "@/lib/core/json";

export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  /** User or token id, or `system`. */
  readonly actor: string;
  /** Name of the person or the token; null when it is gone, or ours. */
  readonly actorName: string | null;
  readonly subject: string | null;
  /** Name of what it was done to; null when it is gone or has none. */
  readonly subjectName: string | null;
  readonly params: JsonObject;
}

export type AuditCursor = { readonly at: Date; readonly id: string };

/** What was done in a workspace, newest first, with the names things have now. */
export async function listAuditEvents(input: {
  db: Queryable;
  workspaceId: string;
  before?: AuditCursor;
  /** Only what was done to this. */
  subject?: string;
  limit: number;
}): Promise<AuditEntry[]> {
  const { db, workspaceId, before, subject, limit } = input;
  const older = before
    ? or(lt(auditEvents.at, before.at), and(eq(auditEvents.at, before.at), lt(auditEvents.id, before.id)))
    : undefined;
  const scheduled = db.select({ name: flows.name }).from(flows).where(eq(flows.id, schedules.flowId)).limit(1);
  const ran = db
    .select({ name: flows.name })
    .from(runs)
    .innerJoin(flows, eq(flows.id, runs.flowId))
    .where(and(eq(runs.id, auditEvents.subject), eq(runs.workspaceId, workspaceId)))
    .limit(1);
  return db
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      action: auditEvents.action,
      actor: auditEvents.actor,
      actorName: sql<string | null>`coalesce(${users.name}, ${apiTokens.name})`,
      subject: auditEvents.subject,
      subjectName: sql<
        string | null
      >`coalesce(${connections.name}, ${integrations.name}, ${flows.name}, (${scheduled}), (${ran}), ${mapTables.key})`,
      params: auditEvents.params,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.actor))
    .leftJoin(apiTokens, and(eq(apiTokens.id, auditEvents.actor), eq(apiTokens.workspaceId, workspaceId)))
    .leftJoin(connections, and(eq(connections.id, auditEvents.subject), eq(connections.workspaceId, workspaceId)))
    .leftJoin(integrations, and(eq(integrations.id, auditEvents.subject), eq(integrations.workspaceId, workspaceId)))
    .leftJoin(flows, and(eq(flows.id, auditEvents.subject), eq(flows.workspaceId, workspaceId)))
    .leftJoin(schedules, and(eq(schedules.id, auditEvents.subject), eq(schedules.workspaceId, workspaceId)))
    .leftJoin(mapTables, and(eq(mapTables.id, auditEvents.subject), eq(mapTables.workspaceId, workspaceId)))
    .where(
      and(eq(auditEvents.workspaceId, workspaceId), older, subject === undefined ? undefined : eq(auditEvents.subject, subject)),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(limit);
}
