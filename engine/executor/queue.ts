import type { Sql } from "postgres";
import type { Job } from "./protocol";
import { CLAIM_LOCK, type Executes, wakeAll } from "./sql";

/**
 * The lease queue. A claimed job belongs to its worker until the lease runs out; each lease has a new generation, and
 * every write of a call names the generation it holds, so that a worker that was thought dead can change nothing.
 */
export type Lease = { worker: number; leaseMs: number };

const JOB_COLUMNS = `j.id, j.run_id as "runId", j.kind, j.step_id as "stepId", j.op, j.attempt, j.generation, j.expiries,
  j.concurrency_keys as "concurrencyKeys"`;

/** Takes up to `limit` due jobs: those without concurrency keys in one statement, the others one process at a time. */
export async function claim(sql: Sql, { worker, leaseMs }: Lease, limit: number): Promise<Job[]> {
  const free = await sql<Job[]>`
    update exec_jobs j set lease_until = now() + ${leaseMs} * interval '1 ms', worker = ${worker}, generation = generation + 1
    where id in (
      select id from exec_jobs
      where lease_until is null and run_at <= now() and concurrency_keys = '{}'
      order by rank_at limit ${limit} for update skip locked)
    returning ${sql.unsafe(JOB_COLUMNS)}`;
  if (free.length >= limit) return [...free];
  try {
    return [...free, ...(await claimKeyed(sql, { worker, leaseMs }, limit - free.length))];
  } catch (thrown) {
    // What is leased already must be worked on: nobody else may before the lease ends.
    if (free.length > 0) return [...free];
    throw thrown;
  }
}

type Candidate = { id: string; keys: string[]; limits: number[] };

/** Leased jobs are the used slots of their keys: nothing else is counted, so a lost lease frees its slot by itself. */
async function claimKeyed(sql: Sql, { worker, leaseMs }: Lease, limit: number): Promise<Job[]> {
  const [keyed] = await sql`
    select 1 from exec_jobs where lease_until is null and run_at <= now() and concurrency_keys <> '{}' limit 1`;
  if (!keyed) return [];
  return sql.begin(async (tx) => {
    const [lock] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${CLAIM_LOCK}) as held`;
    if (!lock?.held) return [];
    const usage = await tx<{ key: string; used: number }[]>`
      select key, count(*)::int as used from exec_jobs, unnest(concurrency_keys) as key
      where lease_until is not null group by key`;
    const used = new Map(usage.map((row) => [row.key, row.used]));
    const candidates = await tx<Candidate[]>`
      select id, concurrency_keys as keys, concurrency_limits as limits from exec_jobs j
      where lease_until is null and run_at <= now() and concurrency_keys <> '{}'
        and not exists (
          select 1 from unnest(j.concurrency_keys, j.concurrency_limits) as k(key, cap)
          join jsonb_to_recordset(${JSON.stringify(usage)}::text::jsonb) as u(key text, used int) on u.key = k.key
          where u.used >= k.cap)
      order by rank_at limit ${limit * 4} for update skip locked`;
    const ids = fitting(candidates, used, limit);
    if (ids.length === 0) return [];
    const jobs = await tx<Job[]>`
      update exec_jobs j set lease_until = now() + ${leaseMs} * interval '1 ms', worker = ${worker}, generation = generation + 1
      where id = any(${ids}) returning ${tx.unsafe(JOB_COLUMNS)}`;
    return [...jobs];
  });
}

function fitting(candidates: readonly Candidate[], used: Map<string, number>, limit: number): string[] {
  const ids: string[] = [];
  for (const { id, keys, limits } of candidates) {
    if (ids.length >= limit) break;
    if (keys.some((key, index) => (used.get(key) ?? 0) >= (limits[index] ?? 1))) continue;
    for (const key of keys) used.set(key, (used.get(key) ?? 0) + 1);
    ids.push(id);
  }
  return ids;
}

/** When the next job is due; null = the queue holds nothing that is not leased. */
export async function nextDue(sql: Sql): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(run_at) as at from exec_jobs where lease_until is null and run_at > now()`;
  return row?.at ?? null;
}

export async function heartbeat(sql: Sql, jobIds: readonly string[], { worker, leaseMs }: Lease): Promise<void> {
  if (jobIds.length === 0) return;
  await sql`
    update exec_jobs set lease_until = now() + ${leaseMs} * interval '1 ms'
    where id in (select id from exec_jobs where id = any(${[...jobIds]}) and worker = ${worker} order by id for update)`;
}

/** Gives leases that ran out back to the queue, and counts them: a job that kills its worker must not do so for ever. */
export async function reapExpired(sql: Sql): Promise<number> {
  const freed = await sql`
    update exec_jobs set lease_until = null, worker = null, expiries = expiries + 1
    where id in (select id from exec_jobs where lease_until < now() for update skip locked)`;
  if (freed.count > 0) await wakeAll(sql);
  return freed.count;
}

/** Gives the leases of a stopping worker back at once, fenced against its calls that are still under way. */
export async function releaseAll(sql: Sql, worker: number): Promise<void> {
  const freed = await sql`
    update exec_jobs set lease_until = null, worker = null, generation = generation + 1
    where id in (select id from exec_jobs where worker = ${worker} and lease_until is not null order by id for update)`;
  if (freed.count > 0) await wakeAll(sql);
}

/** The next attempt of a job after a failure; zero rows = the lease was lost and another attempt is under way. */
export async function retryLater(sql: Executes, job: Job, delayMs: number): Promise<void> {
  await sql`
    update exec_jobs set attempt = attempt + 1, lease_until = null, worker = null,
      run_at = now() + ${delayMs} * interval '1 ms', rank_at = now() + ${delayMs} * interval '1 ms'
    where id = ${job.id} and generation = ${job.generation}`;
  await wakeAll(sql);
}

/** Ends a job. A slot of a concurrency key may be free now, which other processes cannot know without being told. */
export async function removeJob(sql: Executes, job: Job): Promise<void> {
  await sql`delete from exec_jobs where id = ${job.id} and generation = ${job.generation}`;
  if (job.concurrencyKeys.length > 0) await wakeAll(sql);
}
