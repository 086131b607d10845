import { and, eq, gte, isNotNull, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { flows, integrations, recordOutcomes, runs } from "@/db/schema";
import type { ErrorCategory } from "@/lib/core/errors";

type Scope = { readonly db: Queryable; readonly workspaceId: string; readonly since: Date; readonly integrationId?: string };

/** Live runs of one flow that began on one day of the time zone asked for. */
export interface FlowDayFigures {
  readonly flowId: string;
  readonly integrationId: string | null;
  /** `2026-11-03` */
  readonly day: string;
  readonly runs: number;
  readonly failedRuns: number;
  /** From start to end, of runs that ended. */
  readonly seconds: number;
  readonly requests: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly review: number;
  readonly failed: number;
}

const total = (column: SQL.Aliased | SQL | Parameters<typeof eq>[0]) => sql<number>`coalesce(sum(${column}), 0)::int`;

export async function listFlowDayFigures({
  db,
  workspaceId,
  since,
  integrationId,
  timeZone,
}: Scope & { timeZone: string }): Promise<FlowDayFigures[]> {
  const day = sql<string>`to_char(${runs.createdAt} at time zone ${timeZone}, 'YYYY-MM-DD')`;
  return db
    .select({
      flowId: runs.flowId,
      integrationId: runs.integrationId,
      day: day.as("day"),
      runs: sql<number>`count(*)::int`,
      failedRuns: sql<number>`(count(*) filter (where ${runs.status} = 'failed'))::int`,
      seconds: sql<number>`coalesce(sum(extract(epoch from ${runs.endedAt} - ${runs.startedAt})), 0)::float8`,
      requests: sql<number>`coalesce(sum(${runs.requestsSource} + ${runs.requestsTarget}), 0)::int`,
      created: total(runs.created),
      updated: total(runs.updated),
      unchanged: total(runs.unchanged),
      ignored: total(runs.ignored),
      review: total(runs.review),
      failed: total(runs.failed),
    })
    .from(runs)
    .where(and(...liveRuns({ workspaceId, since, integrationId })))
    .groupBy(runs.flowId, runs.integrationId, sql`day`);
}

/** Records that failed, and runs that did, by who can set it right. */
export async function listFailures(
  scope: Scope,
): Promise<{ flowId: string; category: ErrorCategory; records: number; runs: number }[]> {
  const { db } = scope;
  const ofRecord = sql<ErrorCategory>`${recordOutcomes.error}->>'category'`;
  const ofRun = sql<ErrorCategory>`${runs.error}->>'category'`;
  const [records, whole] = await Promise.all([
    db
      .select({ flowId: runs.flowId, category: ofRecord.as("category"), count: sql<number>`count(*)::int` })
      .from(recordOutcomes)
      .innerJoin(runs, eq(runs.id, recordOutcomes.runId))
      .where(and(...liveRuns(scope), eq(recordOutcomes.outcome, "failed"), isNotNull(recordOutcomes.error)))
      .groupBy(runs.flowId, sql`category`),
    db
      .select({ flowId: runs.flowId, category: ofRun.as("category"), count: sql<number>`count(*)::int` })
      .from(runs)
      .where(and(...liveRuns(scope), eq(runs.status, "failed"), isNotNull(runs.error)))
      .groupBy(runs.flowId, sql`category`),
  ]);
  return [
    ...records.map(({ count, ...row }) => ({ ...row, records: count, runs: 0 })),
    ...whole.map(({ count, ...row }) => ({ ...row, records: 0, runs: count })),
  ];
}

function liveRuns({ workspaceId, since, integrationId }: Omit<Scope, "db">) {
  return [
    eq(runs.workspaceId, workspaceId),
    eq(runs.mode, "live"),
    gte(runs.createdAt, since),
    integrationId === undefined ? undefined : eq(runs.integrationId, integrationId),
  ];
}

/** Flows as statistics name them; `targets` are the connections its steps write to, as the draft names them. */
export async function listFlowKinds({ db, workspaceId }: Pick<Scope, "db" | "workspaceId">) {
  const steps = sql`jsonb_array_elements(${flows.draft}->'nodes') as step`;
  return db
    .select({
      flowId: flows.id,
      name: flows.name,
      key: flows.key,
      integration: integrations.name,
      template: integrations.template,
      connections: integrations.connections,
      targets: sql<string[]>`array(select distinct step->'config'->>'connection' from ${steps}
        where step->>'kind' in ('write', 'action') and step->'config'->>'connection' is not null)`,
    })
    .from(flows)
    .leftJoin(integrations, eq(integrations.id, flows.integrationId))
    .where(eq(flows.workspaceId, workspaceId));
}
