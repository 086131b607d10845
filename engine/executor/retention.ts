import type { Sql } from "postgres";

/** As long as an Inngest server remembers event ids. */
const EVENT_MEMORY_HOURS = 24;
const BATCH = 500;

/**
 * Deletes one small batch of ended runs (their steps go with them) older than `keepMs`, and of events whose ids need
 * not be remembered any more. Answers true when there is more.
 */
export async function pruneEnded(sql: Sql, keepMs: number): Promise<boolean> {
  // A run's row is what refuses a second start with the same key: it is remembered as long as an event id.
  const keep = Math.max(keepMs, EVENT_MEMORY_HOURS * 3_600_000);
  const runs = await sql`
    delete from exec_runs where id in (
      select id from exec_runs where ended_at < now() - ${keep} * interval '1 ms' limit ${BATCH} for update skip locked)`;
  const events = await sql`
    delete from exec_events where id in (
      select id from exec_events where received_at < now() - ${EVENT_MEMORY_HOURS} * interval '1 hour'
        and ts < (extract(epoch from now()) * 1000)::bigint
      limit ${BATCH} for update skip locked)`;
  return runs.count === BATCH || events.count === BATCH;
}
