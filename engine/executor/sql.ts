import type { ReservedSql, Sql, TransactionSql } from "postgres";

/** A pool, or an open transaction of it. */
export type Executes = Sql | TransactionSql | ReservedSql;

/** JSON text for `${…}::text::jsonb`: independent of the codecs of the client it goes through. */
export function json(value: unknown): string {
  return JSON.stringify(value === undefined ? null : value);
}

export const WAKE_CHANNEL = "passerelle_exec";
/** First key of the advisory locks by which a process shows that it lives. */
export const WORKER_LOCK = 7_310_551;
export const CLAIM_LOCK = 7_310_552;

/** Tells every process, this one included, that there is something to claim; delivered when the transaction commits. */
export async function wakeAll(sql: Executes): Promise<void> {
  await sql`select pg_notify(${WAKE_CHANNEL}, '')`;
}
