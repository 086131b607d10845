import type { Sql } from "postgres";

export interface LeaseRequest {
  readonly sql: Sql;
  readonly workspaceId: string;
  readonly connectionId: string;
  /** Requests per second, and at once, that the connector allows. */
  readonly most: { readonly rate: number; readonly burst: number };
  /** Requests asked for. */
  readonly wanted: number;
  /** Tokens left in the bucket for those in a hurry. */
  readonly reserve: number;
  /** Milliseconds the last answers took on average; null = none since the last lease. */
  readonly latelyMs: number | null;
}

export interface Lease {
  /** Requests that may be sent; 0 = none now. */
  readonly taken: number;
  /** Milliseconds until it is worth asking again. */
  readonly waitMs: number;
}

/**
 * Takes requests out of the bucket all processes share, and lets it learn: an answer that takes three times the usual
 * slows it down, others speed it up again to what the connector allows. One statement.
 */
export async function leaseRequests(request: LeaseRequest): Promise<Lease> {
  const { sql, workspaceId, connectionId, most, wanted, reserve, latelyMs } = request;
  const first = Math.min(wanted, Math.max(1, Math.floor(most.burst - reserve)));
  const [row] = await sql<{ taken: number; waitMs: number }[]>`
    with made as (
      insert into connection_pace (connection_id, workspace_id, rate, tokens)
      values (${connectionId}, ${workspaceId}, ${most.rate}, ${most.burst - first}) on conflict do nothing
    ), found as (
      select rate, blocked_until, usual_ms, greatest(0, least(${most.burst}::float8,
        tokens + rate * greatest(0, extract(epoch from clock_timestamp() - refilled_at)))) as available
      from connection_pace where connection_id = ${connectionId} for update
    ), learnt as (
      select *, case when blocked_until > clock_timestamp() then 0
        else floor(least(${wanted}::float8, greatest(0, available - ${reserve}::float8))) end as taken,
        case when ${latelyMs}::float8 is null then rate
          when usual_ms is not null and ${latelyMs}::float8 > 50 + 3 * usual_ms then greatest(${most.rate}::float8 / 10, rate * 0.8)
          else least(${most.rate}::float8, rate + ${most.rate}::float8 / 20) end as next_rate
      from found
    ), kept as (
      update connection_pace p set rate = l.next_rate, tokens = l.available - l.taken, refilled_at = clock_timestamp(),
        lately_ms = coalesce(${latelyMs}::float8, p.lately_ms),
        usual_ms = case when ${latelyMs}::float8 is null then p.usual_ms
          else coalesce(p.usual_ms * 0.95 + least(${latelyMs}::float8, 3 * p.usual_ms) * 0.05, ${latelyMs}::float8) end,
        updated_at = now()
      from learnt l where p.connection_id = ${connectionId}
    )
    select taken::float8 as taken, greatest(
      1000 * (${reserve}::float8 + 1 - available) / next_rate,
      1000 * extract(epoch from coalesce(blocked_until, clock_timestamp()) - clock_timestamp()), 0)::float8 as "waitMs"
    from learnt`;
  // The row was made by this very statement, which does not see it.
  return row ?? { taken: first, waitMs: 0 };
}

/** The system asked for a pause: nobody sends before it is over, and then half as fast. */
export async function blockRequests(input: {
  sql: Sql;
  connectionId: string;
  most: { readonly rate: number };
  forMs: number;
}): Promise<void> {
  const { sql, connectionId, most, forMs } = input;
  await sql`
    update connection_pace set rate = greatest(${most.rate}::float8 / 10, rate / 2), tokens = 0, refilled_at = clock_timestamp(),
      blocked_until = greatest(blocked_until, clock_timestamp() + ${forMs} * interval '1 ms'), updated_at = now()
    where connection_id = ${connectionId}`;
}
