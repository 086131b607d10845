import { and, desc, eq, gt, gte } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { listOutcomes, type RecordOutcomeRow } from "@/db/queries/run-records";
import { runs } from "@/db/schema";

export interface DoneRecord {
  readonly row: RecordOutcomeRow;
  readonly runId: string;
}

/** Runs looked into for records to replay. */
const MOST_RUNS = 200;

/**
 * What live runs of a flow made of its records since `since`, newest first, each record once: the last time something
 * was done with it, or else the last time it came by. By source key.
 */
export async function listDoneRecords(input: {
  db: Queryable;
  workspaceId: string;
  flowId: string;
  since: Date;
  limit: number;
}): Promise<ReadonlyMap<string, DoneRecord>> {
  const { db, workspaceId, flowId, since, limit } = input;
  const found = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.flowId, flowId), eq(runs.mode, "live"), gte(runs.createdAt, since)))
    .orderBy(desc(runs.createdAt))
    .limit(MOST_RUNS);
  const done = new Map<string, DoneRecord>();
  for (const { id: runId } of found) {
    const rows = await listOutcomes({ db, workspaceId, runId, newest: true, limit });
    for (const row of rows) {
      const known = done.get(row.key);
      const isMore = known?.row.outcome === "unchanged" && row.outcome !== "unchanged";
      if (isMore || (known === undefined && done.size < limit)) done.set(row.key, { row, runId });
    }
  }
  return done;
}

/** Milliseconds a request took in the last live run of a flow that wrote something; null when there is none. */
export async function findPace(input: { db: Queryable; workspaceId: string; flowId: string }): Promise<number | null> {
  const { db, workspaceId, flowId } = input;
  const [run] = await db
    .select()
    .from(runs)
    .where(
      and(
        ...[eq(runs.workspaceId, workspaceId), eq(runs.flowId, flowId), eq(runs.mode, "live"), eq(runs.status, "succeeded")],
        gt(runs.requestsTarget, MANY_REQUESTS),
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(1);
  if (!run?.startedAt || !run.endedAt) return null;
  return (run.endedAt.getTime() - run.startedAt.getTime()) / (run.requestsSource + run.requestsTarget);
}

/** A run of few requests mostly waits for its turn. */
const MANY_REQUESTS = 20;
