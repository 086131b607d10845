import type { App } from "@/lib/server/app";
import type { Child } from "./children";

/** Everything that says where a run hangs. */
export async function describeStuck(app: App, runId: string, children: readonly Child[]): Promise<string> {
  const { sql } = app;
  const state = {
    run: await sql`select status, total, execution_id, heartbeat_at, error from runs where id = ${runId}`,
    pages: await sql`select driver, page, status, attempt, error from run_pages where run_id = ${runId}`,
    outbox: await sql`select id, attempts, last_error, not_before from outbox where sent_at is null`,
    executions: await sql`select id, function_id, status, error from exec_runs where ended_at is null`,
    jobs: await sql`select id, kind, run_at, attempt, generation, expiries, lease_until, worker from exec_jobs`,
    workers: await sql`select id, started_at from exec_workers`,
    locks: await sql`
      select l.locktype, l.granted, a.state, a.wait_event, left(a.query, 100) as query
      from pg_locks l join pg_stat_activity a on a.pid = l.pid where l.locktype = 'advisory'`,
    apps: children.map(({ process: child }) => ({ pid: child.pid, exit: child.exitCode, signal: child.signalCode })),
  };
  return JSON.stringify(state, null, 1);
}
