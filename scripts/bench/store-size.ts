import type { Sql } from "postgres";

/** Bytes of all tables and indexes, once dead rows are gone: within a minute Postgres does that by itself. */
export async function storeBytes(sql: Sql): Promise<number> {
  await sql`vacuum`;
  const [row] = await sql<{ bytes: string }[]>`
    select sum(pg_total_relation_size(oid))::text as bytes from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  return Number(row?.bytes ?? 0);
}
