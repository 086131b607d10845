import { enqueue, jobIds } from "./jobs";
import {
  EVENT_CANCELLED,
  EVENT_FAILED,
  EVENT_FINISHED,
  errorShape,
  type Job,
  type RunRow,
  type StepResult,
  type StoredEvent,
} from "./protocol";
import { type Executes, json } from "./sql";

/**
 * State of runs. Locks are taken in one order everywhere (jobs of a run, the run, its parent's), so that no two
 * transactions wait for each other.
 */
export type RunEnd =
  | { status: "completed"; output: unknown }
  | { status: "failed"; error: unknown }
  | { status: "cancelled"; reason: string };

/** How an ended run's own events are delivered; given by the ingest to avoid an import cycle. */
export type Deliver = (sql: Executes, events: StoredEvent[]) => Promise<void>;

const RUN_COLUMNS = `r.id, r.function_id as "functionId", r.events, r.status, r.stack, r.force_plan as "forcePlan",
  r.request_version as "requestVersion", r.concurrency_keys as "concurrencyKeys",
  r.concurrency_limits as "concurrencyLimits", r.priority, r.parent_run_id as "parentRunId", r.parent_step_id as "parentStepId"`;

export type LoadedRun = RunRow & { steps: Record<string, StepResult>; stepCount: number };

/** A run that still goes on, with its memoised steps; undefined = it has ended. */
export async function loadRun(sql: Executes, runId: string): Promise<LoadedRun | undefined> {
  const [row] = await sql<LoadedRun[]>`
    select ${sql.unsafe(RUN_COLUMNS)},
      coalesce((select jsonb_object_agg(s.id, s.result) from exec_steps s where s.run_id = r.id and s.result is not null), '{}')
        as steps,
      (select count(*)::int from exec_steps s where s.run_id = r.id) as "stepCount"
    from exec_runs r where r.id = ${runId} and r.status in ('queued', 'running')`;
  return row;
}

/** Locks job and run for one transaction; undefined = the lease is lost or the run has ended: nothing may be written. */
export async function guard(sql: Executes, job: Job): Promise<RunRow | undefined> {
  const held = await sql`select 1 from exec_jobs where id = ${job.id} and generation = ${job.generation} for update`;
  if (held.count === 0) return undefined;
  return lockRun(sql, job.runId);
}

export async function lockRun(sql: Executes, runId: string): Promise<RunRow | undefined> {
  const [row] = await sql<RunRow[]>`
    select ${sql.unsafe(RUN_COLUMNS)} from exec_runs r
    where r.id = ${runId} and r.status in ('queued', 'running') for update`;
  return row;
}

/** Ends a run: drops its jobs and waits, tells its parent and whoever listens. Harmless on a run that has ended. */
export async function finishRun(input: { sql: Executes; runId: string; end: RunEnd; deliver: Deliver }): Promise<void> {
  const { sql, runId, end, deliver } = input;
  await sql`delete from exec_jobs where id in (select id from exec_jobs where run_id = ${runId} order by id for update)`;
  const error = end.status === "failed" ? end.error : null;
  const output = end.status === "completed" ? end.output : null;
  const [row] = await sql<RunRow[]>`
    update exec_runs r set status = ${end.status}, ended_at = now(), started_at = coalesce(started_at, now()),
      output = ${json(output)}::text::jsonb, error = ${json(error)}::text::jsonb
    where r.id = ${runId} and r.status in ('queued', 'running') returning ${sql.unsafe(RUN_COLUMNS)}`;
  if (!row) return;
  await sql`delete from exec_waits where run_id = ${runId}`;
  if (row.parentRunId && row.parentStepId) {
    const result: StepResult = end.status === "completed" ? { data: output ?? null } : { error: endError(end) };
    await resumeStep({ sql, runId: row.parentRunId, stepId: row.parentStepId, result });
  }
  await deliver(sql, endEvents(row, end));
}

/** Inngest sends these for every run but those that they started themselves. */
function endEvents(run: RunRow, end: RunEnd): StoredEvent[] {
  const [event] = run.events;
  if (!event || [EVENT_FAILED, EVENT_FINISHED, EVENT_CANCELLED].includes(event.name)) return [];
  const base = { function_id: run.functionId, run_id: run.id, event, events: run.events };
  const ts = Date.now();
  const result = end.status === "completed" ? { result: end.output ?? null } : { error: endError(end) };
  const events = [
    { id: `${run.id}:finished`, name: EVENT_FINISHED, data: { ...base, ...result, _inngest: { status: end.status } }, ts },
  ];
  if (end.status === "failed")
    events.push({ id: run.id, name: EVENT_FAILED, data: { ...base, ...result, _inngest: { status: end.status } }, ts });
  if (end.status === "cancelled") {
    events.push({
      id: `${run.id}:cancelled`,
      name: EVENT_CANCELLED,
      data: { ...base, ...result, _inngest: { status: end.status } },
      ts,
    });
  }
  return events;
}

function endError(end: RunEnd): unknown {
  if (end.status === "failed") return end.error ?? errorShape("Error", "The function failed");
  return errorShape("Error", end.status === "cancelled" ? end.reason : "");
}

/** Memoises what the server side answered (sleep, wait, invoke); the last open step of a run calls it again. */
export async function resumeStep(input: { sql: Executes; runId: string; stepId: string; result: StepResult }): Promise<void> {
  const { sql, runId, stepId, result } = input;
  await sql`delete from exec_jobs where id = ${jobIds.timer(runId, stepId)}`;
  const run = await lockRun(sql, runId);
  if (!run) return;
  await sql`delete from exec_waits where run_id = ${runId} and step_id = ${stepId}`;
  const saved = await sql`
    update exec_steps set result = ${json(result)}::text::jsonb, ended_at = now()
    where run_id = ${runId} and id = ${stepId} and result is null`;
  if (saved.count === 0) return;
  await sql`update exec_runs set stack = stack || ${stepId}::text where id = ${runId}`;
  await discoverWhenSettled(sql, run, stepId);
}

/** Fan-in: with request version 2 the SDK is called once, after all open steps of a run have ended. */
export async function discoverWhenSettled(sql: Executes, run: RunRow, lastStepId: string): Promise<void> {
  const [open] = await sql`select 1 from exec_steps where run_id = ${run.id} and result is null limit 1`;
  if (open) return;
  await sql`update exec_runs set force_plan = false where id = ${run.id} and force_plan`;
  await enqueue(sql, [{ id: jobIds.discover(run.id, lastStepId), runId: run.id, kind: "discover", run }]);
}
