import type { JobKind, RunRow } from "./protocol";
import { type Executes, json, wakeAll } from "./sql";

export type NewJob = {
  id: string;
  runId: string;
  kind: JobKind;
  stepId?: string;
  op?: string;
  /** Absent = now. */
  runAt?: Date;
  /** Keys, limits and priority of its run; a timer has none of them. */
  run?: Pick<RunRow, "concurrencyKeys" | "concurrencyLimits" | "priority">;
};

/** Puts jobs into the queue; a job that is there already stays as it is. */
export async function enqueue(sql: Executes, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map((job) => ({
    id: job.id,
    run_id: job.runId,
    kind: job.kind,
    step_id: job.stepId ?? null,
    op: job.op ?? null,
    run_at: job.runAt ?? null,
    keys: job.run?.concurrencyKeys ?? [],
    limits: job.run?.concurrencyLimits ?? [],
    priority: job.run?.priority ?? 0,
  }));
  await sql`
    insert into exec_jobs (id, run_id, kind, step_id, op, run_at, rank_at, concurrency_keys, concurrency_limits)
    select j.id, j.run_id, j.kind, j.step_id, j.op, coalesce(j.run_at, now()),
      coalesce(j.run_at, now()) - make_interval(secs => j.priority),
      array(select jsonb_array_elements_text(j.keys)), array(select jsonb_array_elements_text(j.limits)::int)
    from jsonb_to_recordset(${json(rows)}::text::jsonb)
      as j(id text, run_id text, kind text, step_id text, op text, run_at timestamptz, keys jsonb, limits jsonb, priority int)
    on conflict (id) do nothing`;
  await wakeAll(sql);
}

export const jobIds = {
  start: (runId: string) => `${runId}:start`,
  discover: (runId: string, stepId: string) => `${runId}:${stepId}:d`,
  planned: (runId: string, stepId: string) => `${runId}:${stepId}:p`,
  timer: (runId: string, stepId: string) => `${runId}:${stepId}:t`,
};
