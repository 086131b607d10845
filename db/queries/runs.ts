import { and, asc, desc, eq, gt, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "@/db/client";
import { recordOutcomes, runNodes, runs } from "@/db/schema";
import { newId } from "@/lib/core/ids";

export type RunRow = typeof runs.$inferSelect;
export type RunNodeRow = typeof runNodes.$inferSelect;
export type NewRun = Pick<RunRow, "flowId" | "integrationId" | "versionId" | "mode" | "trigger" | "requestedBy"> &
  Partial<Pick<RunRow, "since" | "until" | "letters" | "keys" | "limit" | "input" | "takesEvents" | "retryOf">>;

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OneRun = Scope & { readonly runId: string };
const one = (input: OneRun) => and(eq(runs.workspaceId, input.workspaceId), eq(runs.id, input.runId));

/** Queued; call it in the transaction that also writes the outbox, else nobody may ever run it. */
export async function insertRun(input: Scope & { values: NewRun }): Promise<string> {
  const id = newId("run");
  await input.db.insert(runs).values({ id, workspaceId: input.workspaceId, ...input.values });
  return id;
}

export async function findRun(input: OneRun): Promise<RunRow | undefined> {
  const [row] = await input.db.select().from(runs).where(one(input));
  return row;
}

/** By its id alone: an event of the executor names no workspace, the run tells it. */
export async function findRunOfEvent({ db, runId }: { db: Queryable; runId: string }): Promise<RunRow | undefined> {
  const [row] = await db.select().from(runs).where(eq(runs.id, runId));
  return row;
}

/** Locked until the transaction ends. */
export async function lockRun({ db, runId }: { db: Queryable; runId: string }): Promise<RunRow | undefined> {
  const [row] = await db.select().from(runs).where(eq(runs.id, runId)).for("update");
  return row;
}

const CommitRunSchema = z.object({
  id: z.string(),
  workspaceId: z.string(),
  flowId: z.string(),
  mode: z.enum(["live", "dry"]),
  status: z.string(),
  cancelRequested: z.boolean(),
  recordSeq: z.number(),
  logSeq: z.number(),
  failed: z.number(),
  /** Does the flow have failed records of this driver that wait? */
  hasFailed: z.boolean(),
});
/** What the commit of a page needs of its run, which carries its tables and settings too. */
export type CommitRun = z.infer<typeof CommitRunSchema>;

/** As `lockRun`, for the commit of a page of `driver`. */
export async function lockCommit(input: { db: Queryable; runId: string; driver: string }): Promise<CommitRun | undefined> {
  const rows = await input.db.execute(sql`
    select id, workspace_id as "workspaceId", flow_id as "flowId", mode, status, cancel_requested as "cancelRequested",
      record_seq as "recordSeq", log_seq as "logSeq", failed, exists (
        select 1 from dead_letters d where d.workspace_id = r.workspace_id and d.flow_id = r.flow_id
          and d.driver = ${input.driver} and d.status = 'open') as "hasFailed"
    from runs r where id = ${input.runId} for update`);
  return z.array(CommitRunSchema).parse([...rows])[0];
}

export async function updateRun(
  input: OneRun & { values: Partial<Omit<RunRow, "id" | "workspaceId" | "flowId">> },
): Promise<void> {
  await input.db.update(runs).set(input.values).where(one(input));
}

/** Serialises what decides whose turn it is, for one flow, until the transaction ends. */
export async function lockTurn({ db, flowId }: { db: Queryable; flowId: string }): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`turn:${flowId}`}, 0))`);
}

/** The live run of a flow that goes on, and the queued one that has waited longest. Call it after `lockTurn`. */
export async function findTurn(
  input: Scope & { flowId: string },
): Promise<{ running: RunRow | undefined; next: RunRow | undefined }> {
  const rows = await input.db
    .select()
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, input.workspaceId),
        eq(runs.flowId, input.flowId),
        eq(runs.mode, "live"),
        inArray(runs.status, ["queued", "running"]),
      ),
    )
    .orderBy(asc(runs.createdAt), asc(runs.id));
  return { running: rows.find((row) => row.status === "running"), next: rows.find((row) => row.status === "queued") };
}

/** Flows with a queued live run and none that goes on: whoever should have called it is gone. */
export async function listForgottenRuns(input: { db: Queryable; before: Date }): Promise<RunRow[]> {
  return input.db
    .selectDistinctOn([runs.flowId])
    .from(runs)
    .where(
      and(
        eq(runs.status, "queued"),
        sql`not exists (select 1 from flows where flows.id = ${runs.flowId} and flows.paused_at is not null)`,
        sql`${runs.createdAt} < ${input.before.toISOString()}`,
        sql`(${runs.mode} = 'dry' or not exists (
          select 1 from runs other where other.flow_id = ${runs.flowId} and other.mode = 'live' and other.status = 'running'))`,
      ),
    )
    .orderBy(runs.flowId, asc(runs.createdAt));
}

/** Says that these are worked on. */
export async function touchRuns(input: { db: Queryable; runIds: readonly string[]; at: Date }): Promise<void> {
  if (input.runIds.length === 0) return;
  const isOpen = and(inArray(runs.id, [...input.runIds]), eq(runs.status, "running"));
  await input.db.update(runs).set({ heartbeatAt: input.at }).where(isOpen);
}

/** Runs that said nothing since. */
export async function listSilentRuns(input: { db: Queryable; before: Date }): Promise<RunRow[]> {
  const before = input.before.toISOString();
  return input.db
    .select()
    .from(runs)
    .where(and(eq(runs.status, "running"), sql`coalesce(${runs.heartbeatAt}, ${runs.startedAt}) < ${before}`));
}

/** Which of these runs a person wants to stop, or are over already. */
export async function listStopped(input: { db: Queryable; runIds: readonly string[] }): Promise<string[]> {
  if (input.runIds.length === 0) return [];
  const rows = await input.db
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(inArray(runs.id, [...input.runIds]), sql`(${runs.cancelRequested} or ${runs.status} not in ('queued', 'running'))`),
    );
  return rows.map((row) => row.id);
}

export async function listRunNodes(input: OneRun): Promise<RunNodeRow[]> {
  return input.db
    .select()
    .from(runNodes)
    .where(and(eq(runNodes.workspaceId, input.workspaceId), eq(runNodes.runId, input.runId)));
}

/** Figures of the last run of a flow that has ended, by node, for the cards of the canvas. */
export async function findLastRun(input: Scope & { flowId: string }): Promise<RunRow | undefined> {
  const [row] = await input.db
    .select()
    .from(runs)
    .where(and(eq(runs.workspaceId, input.workspaceId), eq(runs.flowId, input.flowId)))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(1);
  return row;
}

/** Drivers of a run with failed records. */
export async function listFailedDrivers(input: OneRun): Promise<string[]> {
  const rows = await input.db
    .selectDistinct({ driver: recordOutcomes.driver })
    .from(recordOutcomes)
    .where(
      and(
        eq(recordOutcomes.workspaceId, input.workspaceId),
        eq(recordOutcomes.runId, input.runId),
        eq(recordOutcomes.outcome, "failed"),
      ),
    );
  return rows.map((row) => row.driver);
}

/** Keys of failed records of one driver, in key order after `after`. */
export async function listFailedKeys(
  input: OneRun & { drivers: readonly string[]; after: string | null; limit: number },
): Promise<string[]> {
  const rows = await input.db
    .selectDistinct({ key: recordOutcomes.key })
    .from(recordOutcomes)
    .where(
      and(
        eq(recordOutcomes.workspaceId, input.workspaceId),
        eq(recordOutcomes.runId, input.runId),
        inArray(recordOutcomes.driver, [...input.drivers]),
        eq(recordOutcomes.outcome, "failed"),
        input.after === null ? undefined : gt(recordOutcomes.key, input.after),
      ),
    )
    .orderBy(asc(recordOutcomes.key))
    .limit(input.limit);
  return rows.map((row) => row.key);
}
