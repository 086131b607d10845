import type { Sql } from "postgres";

export interface ExecutorFigures {
  /** Jobs by what they do now: waiting for a worker, worked on, or for later. */
  readonly jobs: { readonly due: number; readonly leased: number; readonly later: number };
  /** Seconds by which the oldest due job that may run is late; 0 = none waits. */
  readonly lagSeconds: number;
  readonly openRuns: number;
  readonly workers: number;
}

/** The queue as a whole, for metrics. Zeros where a real Inngest runs the functions. */
export async function readExecutorFigures(sql: Sql): Promise<ExecutorFigures> {
  const [row] = await sql<{ due: number; leased: number; later: number; lag: number; runs: number; workers: number }[]>`
    select count(*) filter (where lease_until is null and run_at <= now())::int as due,
      count(*) filter (where lease_until is not null)::int as leased,
      count(*) filter (where lease_until is null and run_at > now())::int as later,
      coalesce(extract(epoch from now() - min(run_at) filter (where lease_until is null and run_at <= now())), 0)::float8 as lag,
      (select count(*)::int from exec_runs where ended_at is null) as runs,
      (select count(*)::int from exec_workers) as workers
    from exec_jobs`;
  const { due = 0, leased = 0, later = 0, lag = 0, runs = 0, workers = 0 } = row ?? {};
  return { jobs: { due, leased, later }, lagSeconds: lag, openRuns: runs, workers };
}
