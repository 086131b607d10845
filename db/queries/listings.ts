import { and, asc, desc, eq, ilike, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  connections,
  flows,
  flowVersions,
  integrations,
  mapRows,
  mapTables,
  type RunStatus,
  type RunTrigger,
  runs,
  type StoredRunMode,
  schedules,
} from "@/db/schema";
import type { ScheduleSpec } from "@/lib/core/schedule-spec";

type Scope = { db: Queryable; workspaceId: string };

/** A run as lists show it. */
export interface RunListing {
  readonly id: string;
  readonly flowId: string;
  readonly flow: string;
  readonly integration: string | null;
  readonly status: RunStatus;
  readonly mode: StoredRunMode;
  readonly trigger: RunTrigger;
  readonly total: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly failed: number;
  readonly review: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export type RunFilter = {
  readonly status?: RunStatus;
  readonly flowId?: string;
  readonly integrationId?: string;
  /** Only runs with at least one failed or one waiting record. */
  readonly with?: "failed" | "review";
};

/** Newest first; `before` is the `createdAt` and id of the last run of the page before. */
export async function listRunListings(
  input: Scope & { filter?: RunFilter; before?: { at: Date; id: string }; limit: number },
): Promise<RunListing[]> {
  const { db, workspaceId, filter = {}, before, limit } = input;
  const where: (SQL | undefined)[] = [
    eq(runs.workspaceId, workspaceId),
    filter.status && eq(runs.status, filter.status),
    filter.flowId ? eq(runs.flowId, filter.flowId) : undefined,
    filter.integrationId ? eq(runs.integrationId, filter.integrationId) : undefined,
    filter.with === "failed" ? sql`${runs.failed} > 0` : undefined,
    filter.with === "review" ? sql`${runs.review} > 0` : undefined,
    before && or(lt(runs.createdAt, before.at), and(eq(runs.createdAt, before.at), lt(runs.id, before.id))),
  ];
  return db
    .select(RUN_COLUMNS)
    .from(runs)
    .innerJoin(flows, eq(flows.id, runs.flowId))
    .leftJoin(integrations, eq(integrations.id, runs.integrationId))
    .where(and(...where))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(limit);
}

const RUN_COLUMNS = {
  id: runs.id,
  flowId: runs.flowId,
  flow: flows.name,
  integration: integrations.name,
  status: runs.status,
  mode: runs.mode,
  trigger: runs.trigger,
  total: runs.total,
  created: runs.created,
  updated: runs.updated,
  unchanged: runs.unchanged,
  ignored: runs.ignored,
  failed: runs.failed,
  review: runs.review,
  createdAt: runs.createdAt,
  startedAt: runs.startedAt,
  endedAt: runs.endedAt,
};

export interface FlowListing {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly position: number;
  readonly integrationId: string | null;
  readonly integration: string | null;
  readonly enabled: boolean;
  /** Since when its runs wait; null = they do not. */
  readonly pausedAt: Date | null;
  /** Number of the version that runs; null = never published. */
  readonly version: number | null;
  /** The draft was saved after the version that runs was published. */
  readonly draftAhead: boolean;
  readonly nodes: number;
  readonly updatedAt: Date;
}

/** Flows in the order of their integration's first synchronisation. */
export async function listFlowListings({
  db,
  workspaceId,
  integrationId,
}: Scope & { integrationId?: string }): Promise<FlowListing[]> {
  return db
    .select({
      id: flows.id,
      name: flows.name,
      key: flows.key,
      position: flows.position,
      integrationId: flows.integrationId,
      integration: integrations.name,
      enabled: flows.enabled,
      pausedAt: flows.pausedAt,
      version: flowVersions.number,
      draftAhead: sql<boolean>`coalesce((${flows.draft} - 'layout') <> (${flowVersions.document} - 'layout'), true)`,
      nodes: sql<number>`jsonb_array_length(${flows.draft}->'nodes')`,
      updatedAt: flows.updatedAt,
    })
    .from(flows)
    .leftJoin(flowVersions, eq(flowVersions.id, flows.publishedVersionId))
    .leftJoin(integrations, eq(integrations.id, flows.integrationId))
    .where(and(eq(flows.workspaceId, workspaceId), integrationId ? eq(flows.integrationId, integrationId) : undefined))
    .orderBy(asc(integrations.createdAt), asc(flows.position), asc(flows.createdAt));
}

export interface ScheduleListing {
  readonly id: string;
  readonly flowId: string;
  readonly flow: string;
  readonly integrationId: string | null;
  readonly integration: string | null;
  readonly spec: ScheduleSpec;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly nextAt: Date | null;
  readonly lastRunId: string | null;
  readonly lastRunAt: Date | null;
  readonly lastStatus: RunStatus | null;
  readonly createdAt: Date;
}

/** Soonest first, then those switched off; none of a flow whose area is off (UI-12). */
export async function listScheduleListings(
  input: Scope & { integrationId?: string; limit?: number },
): Promise<ScheduleListing[]> {
  const { db, workspaceId, integrationId, limit = 500 } = input;
  return db
    .select({
      id: schedules.id,
      flowId: schedules.flowId,
      flow: flows.name,
      integrationId: flows.integrationId,
      integration: integrations.name,
      spec: schedules.spec,
      timeZone: schedules.timeZone,
      enabled: schedules.enabled,
      nextAt: schedules.nextAt,
      lastRunId: schedules.lastRunId,
      lastRunAt: schedules.lastRunAt,
      lastStatus: runs.status,
      createdAt: schedules.createdAt,
    })
    .from(schedules)
    .innerJoin(flows, eq(flows.id, schedules.flowId))
    .leftJoin(integrations, eq(integrations.id, flows.integrationId))
    .leftJoin(runs, eq(runs.id, schedules.lastRunId))
    .where(
      and(
        eq(schedules.workspaceId, workspaceId),
        eq(flows.enabled, true),
        integrationId ? eq(flows.integrationId, integrationId) : undefined,
      ),
    )
    .orderBy(desc(schedules.enabled), sql`${schedules.nextAt} asc nulls last`, asc(flows.position))
    .limit(limit);
}

export interface TableListing {
  readonly id: string;
  readonly key: string;
  readonly integrationId: string;
  readonly integration: string;
  readonly definition: unknown;
  readonly rows: number;
  readonly mapped: number;
  readonly hasFallback: boolean;
}

/** Mapping tables with how much of each is filled. */
export async function listTableListings({
  db,
  workspaceId,
  integrationId,
}: Scope & { integrationId?: string }): Promise<TableListing[]> {
  return db
    .select({
      id: mapTables.id,
      key: mapTables.key,
      integrationId: mapTables.integrationId,
      integration: integrations.name,
      definition: mapTables.definition,
      rows: sql<number>`count(${mapRows.sourceId})::int`,
      mapped: sql<number>`count(${mapRows.sourceId}) filter (where ${mapRows.origin} <> 'none')::int`,
      hasFallback: sql<boolean>`${mapTables.fallback} is not null`,
    })
    .from(mapTables)
    .innerJoin(integrations, eq(integrations.id, mapTables.integrationId))
    .leftJoin(mapRows, eq(mapRows.tableId, mapTables.id))
    .where(and(eq(mapTables.workspaceId, workspaceId), integrationId ? eq(mapTables.integrationId, integrationId) : undefined))
    .groupBy(mapTables.id, integrations.name, integrations.createdAt)
    .orderBy(asc(integrations.createdAt), asc(mapTables.position));
}

export interface Found {
  readonly kind: "integration" | "flow" | "run" | "connection";
  readonly id: string;
  readonly label: string;
  readonly at: Date | null;
}

/** What Ctrl-K finds: names that contain the words; runs by the name of their flow, newest first. */
export async function findEverywhere({ db, workspaceId, words }: Scope & { words: string }): Promise<Found[]> {
  const like = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  const each = 5;
  const named = (kind: Found["kind"], table: typeof integrations | typeof flows | typeof connections) =>
    db
      .select({ id: table.id, label: table.name })
      .from(table)
      .where(and(eq(table.workspaceId, workspaceId), ilike(table.name, like)))
      .orderBy(asc(table.name))
      .limit(each)
      .then((rows) => rows.map((row): Found => ({ ...row, kind, at: null })));
  const recent = db
    .select({ id: runs.id, label: flows.name, at: runs.createdAt })
    .from(runs)
    .innerJoin(flows, eq(flows.id, runs.flowId))
    .where(and(eq(runs.workspaceId, workspaceId), or(ilike(flows.name, like), eq(runs.id, words))))
    .orderBy(desc(runs.createdAt))
    .limit(each)
    .then((rows) => rows.map((row): Found => ({ ...row, kind: "run" })));
  const found = await Promise.all([
    named("integration", integrations),
    named("flow", flows),
    named("connection", connections),
    recent,
  ]);
  return found.flat();
}

/** Per flow of an integration: the runs that go on or wait, and the last one that ended; newest first. */
export async function listLastRuns({ db, workspaceId, integrationId }: Scope & { integrationId: string }): Promise<RunListing[]> {
  const ended = sql`${runs.status} not in ('queued', 'running')`;
  const lastEnded = db
    .selectDistinctOn([runs.flowId], { id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.integrationId, integrationId), ended))
    .orderBy(runs.flowId, desc(runs.createdAt));
  return db
    .select(RUN_COLUMNS)
    .from(runs)
    .innerJoin(flows, eq(flows.id, runs.flowId))
    .leftJoin(integrations, eq(integrations.id, runs.integrationId))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.integrationId, integrationId),
        or(inArray(runs.status, ["queued", "running"]), inArray(runs.id, lastEnded)),
      ),
    )
    .orderBy(desc(runs.createdAt), desc(runs.id));
}

/** The newest run of each flow. */
export async function listNewestRuns({
  db,
  workspaceId,
}: Scope): Promise<ReadonlyMap<string, { id: string; status: RunStatus; createdAt: Date }>> {
  const rows = await db
    .selectDistinctOn([runs.flowId], { id: runs.id, flowId: runs.flowId, status: runs.status, createdAt: runs.createdAt })
    .from(runs)
    .where(eq(runs.workspaceId, workspaceId))
    .orderBy(runs.flowId, desc(runs.createdAt));
  return new Map(rows.map(({ flowId, ...run }) => [flowId, run]));
}
