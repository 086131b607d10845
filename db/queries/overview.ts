import { and, asc, desc, eq, gte, inArray, isNotNull, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { connections, deadLetters, flows, integrations, type RunStatus, reviews, runs, schedules } from "@/db/schema";

type Scope = { db: Queryable; workspaceId: string };

/** What waits for a person, for the navigation and the home page. */
export async function countWaiting({ db, workspaceId }: Scope): Promise<{ review: number; failed: number; connections: number }> {
  const [review, failed, lost] = await Promise.all([
    db.$count(reviews, and(eq(reviews.workspaceId, workspaceId), eq(reviews.status, "open"))),
    db.$count(deadLetters, and(eq(deadLetters.workspaceId, workspaceId), eq(deadLetters.status, "open"))),
    db.$count(connections, and(eq(connections.workspaceId, workspaceId), isLost)),
  ]);
  return { review, failed, connections: lost };
}

const isLost = sql`${connections.checkResult}->>'ok' = 'false'`;

/** The oldest open reviews and the last failed records, to name them. */
export async function listWaiting({ db, workspaceId }: Scope) {
  const [review, failed, lost] = await Promise.all([
    db
      .select({ id: reviews.id, label: reviews.label, createdAt: reviews.createdAt })
      .from(reviews)
      .where(and(eq(reviews.workspaceId, workspaceId), eq(reviews.status, "open")))
      .orderBy(asc(reviews.createdAt))
      .limit(3),
    db
      .select({ id: deadLetters.id, label: deadLetters.label, error: deadLetters.error, runId: deadLetters.runId })
      .from(deadLetters)
      .where(and(eq(deadLetters.workspaceId, workspaceId), eq(deadLetters.status, "open")))
      .orderBy(desc(deadLetters.updatedAt))
      .limit(10),
    db
      .select({ id: connections.id, name: connections.name, checkResult: connections.checkResult })
      .from(connections)
      .where(and(eq(connections.workspaceId, workspaceId), isLost))
      .limit(2),
  ]);
  return { review, failed, lost };
}

/** One flow on one day of the workspace's time zone. */
export interface FlowDay {
  readonly flowId: string;
  readonly flow: string;
  readonly integrationId: string | null;
  /** `2026-11-03` in the time zone asked for. */
  readonly day: string;
  readonly runs: number;
  /** Records created or updated. */
  readonly changed: number;
  readonly failed: number;
}

/** Live runs by flow and day, since an instant. */
export async function listFlowDays({
  db,
  workspaceId,
  timeZone,
  since,
}: Scope & { timeZone: string; since: Date }): Promise<FlowDay[]> {
  const day = sql<string>`to_char(${runs.createdAt} at time zone ${timeZone}, 'YYYY-MM-DD')`;
  return db
    .select({
      flowId: runs.flowId,
      flow: flows.name,
      integrationId: runs.integrationId,
      day: day.as("day"),
      runs: sql<number>`count(*)::int`,
      changed: sql<number>`sum(${runs.created} + ${runs.updated})::int`,
      failed: sql<number>`(sum(${runs.failed}) + count(*) filter (where ${runs.status} = 'failed'))::int`,
    })
    .from(runs)
    .innerJoin(flows, eq(flows.id, runs.flowId))
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.mode, "live"), gte(runs.createdAt, since)))
    .groupBy(runs.flowId, flows.name, runs.integrationId, sql`day`);
}

/** Records created or updated by live runs since an instant. */
export async function countChanged({ db, workspaceId, since }: Scope & { since: Date }): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`coalesce(sum(${runs.created} + ${runs.updated}), 0)::int` })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.mode, "live"), gte(runs.createdAt, since)));
  return row?.count ?? 0;
}

export interface IntegrationOverview {
  readonly id: string;
  readonly name: string;
  readonly template: string;
  readonly connections: Readonly<Record<string, string>>;
  readonly nextAt: Date | null;
}

/** Integrations with the next planned run of any of their flows. */
export async function listIntegrationOverviews({ db, workspaceId }: Scope): Promise<IntegrationOverview[]> {
  const rows = await db
    .select({
      id: integrations.id,
      name: integrations.name,
      template: integrations.template,
      connections: integrations.connections,
      nextAt: sql<string | null>`min(${schedules.nextAt}) filter (where ${schedules.enabled})`,
    })
    .from(integrations)
    .leftJoin(flows, eq(flows.integrationId, integrations.id))
    .leftJoin(schedules, eq(schedules.flowId, flows.id))
    .where(eq(integrations.workspaceId, workspaceId))
    .groupBy(integrations.id)
    .orderBy(asc(integrations.createdAt));
  return rows.map((row) => ({ ...row, nextAt: row.nextAt === null ? null : new Date(row.nextAt) }));
}

/** Runs that go on or wait, of all integrations. */
export async function listOpenRuns({
  db,
  workspaceId,
}: Scope): Promise<{ id: string; integrationId: string | null; status: RunStatus }[]> {
  return db
    .select({ id: runs.id, integrationId: runs.integrationId, status: runs.status })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), inArray(runs.status, ["queued", "running"])))
    .orderBy(asc(runs.createdAt));
}

/** Open dead letters by integration; flows outside any count under null. */
export async function countFailedByIntegration({ db, workspaceId }: Scope): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ integrationId: flows.integrationId, count: sql<number>`count(*)::int` })
    .from(deadLetters)
    .innerJoin(flows, eq(flows.id, deadLetters.flowId))
    .where(and(eq(deadLetters.workspaceId, workspaceId), eq(deadLetters.status, "open"), isNotNull(flows.integrationId)))
    .groupBy(flows.integrationId);
  return new Map(rows.map((row) => [row.integrationId ?? "", row.count]));
}
