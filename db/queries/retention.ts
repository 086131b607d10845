import { eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { workspaces } from "@/db/schema";
import { type Retention, RetentionSchema } from "@/lib/core/retention";

type Scope = { readonly db: Queryable; readonly workspaceId: string };

/** Every workspace with what it keeps. */
export async function listRetentions({ db }: { db: Queryable }): Promise<{ workspaceId: string; retention: Retention }[]> {
  const rows = await db.select({ workspaceId: workspaces.id, retention: workspaces.retention }).from(workspaces);
  return rows.map(({ workspaceId, retention }) => ({ workspaceId, retention: RetentionSchema.parse(retention) }));
}

export async function findRetention({ db, workspaceId }: Scope): Promise<Retention> {
  const [row] = await db.select({ retention: workspaces.retention }).from(workspaces).where(eq(workspaces.id, workspaceId));
  return RetentionSchema.parse(row?.retention ?? {});
}

export async function saveRetention({ db, workspaceId, retention }: Scope & { retention: Retention }): Promise<void> {
  await db.update(workspaces).set({ retention }).where(eq(workspaces.id, workspaceId));
}

/** Bytes kept of runs that have ended, as last measured, and how many runs those are. */
export async function findKept({ db, workspaceId }: Scope): Promise<{ bytes: number; runs: number }> {
  const [row] = await db.execute<{ bytes: string; runs: number }>(sql`
    select coalesce(sum(bytes), 0)::text as bytes, count(*)::int as runs from runs
    where workspace_id = ${workspaceId} and ended_at is not null`);
  return { bytes: Number(row?.bytes ?? 0), runs: row?.runs ?? 0 };
}

/** Measures some runs that have ended since. Answers how many. */
export async function measureRuns({ db, limit }: { db: Queryable; limit: number }): Promise<number> {
  const rows = await db.execute(sql`
    update runs r set bytes = pg_column_size(r.*)
      + coalesce((select sum(pg_column_size(o.*)) from record_outcomes o where o.run_id = r.id), 0)
      + coalesce((select sum(pg_column_size(p.*)) from plain_outcomes p where p.run_id = r.id), 0)
      + coalesce((select sum(pg_column_size(l.*)) from run_log l where l.run_id = r.id), 0)
      + coalesce((select sum(pg_column_size(n.*)) from run_nodes n where n.run_id = r.id), 0)
    where r.id in (
      select id from runs where ended_at is not null and bytes is null order by ended_at limit ${limit} for update skip locked)`);
  return rows.count;
}

type Batch = Scope & { readonly batch: number };

/** Samples past their age; those of a failed record only once it is solved. Answers how many. */
export async function pruneSamples({ db, workspaceId, before, batch }: Batch & { before: Date }): Promise<number> {
  const rows = await db.execute(sql`
    with old as (
      select o.run_id, o.seq from record_outcomes o join runs r on r.id = o.run_id
      where o.workspace_id = ${workspaceId} and o.at < ${before.toISOString()} and o.steps <> '[]'::jsonb
        and (o.outcome not in ('failed', 'review')
          or o.outcome = 'failed' and not exists (
            select 1 from dead_letters d where d.flow_id = r.flow_id and d.key = o.key and d.status = 'open')
          or o.outcome = 'review' and not exists (
            select 1 from reviews v where v.run_id = o.run_id and v.record_key = o.key and v.status = 'open'))
      limit ${batch} for update of o skip locked
    ), measured as (
      update runs set bytes = null where id in (select run_id from old)
    )
    update record_outcomes o set steps = '[]'::jsonb, planned = null from old where o.run_id = old.run_id and o.seq = old.seq`);
  return rows.count;
}

/** Runs past their age, with all that is kept of them. Answers how many. */
export async function deleteOldRuns({ db, workspaceId, before, batch }: Batch & { before: Date }): Promise<number> {
  const rows = await db.execute(sql`
    delete from runs where id in (
      select id from runs where workspace_id = ${workspaceId} and ended_at < ${before.toISOString()}
      order by ended_at limit ${batch} for update skip locked)`);
  return rows.count;
}

/** The oldest runs beyond what may be kept in all; never the newest one. Answers how many. */
export async function deleteBeyond({ db, workspaceId, bytes, batch }: Batch & { bytes: number }): Promise<number> {
  const rows = await db.execute(sql`
    delete from runs where id in (
      select id from (
        select id, ended_at, sum(coalesce(bytes, 0)) over newest as total, row_number() over newest as place
        from runs where workspace_id = ${workspaceId} and ended_at is not null
        window newest as (order by ended_at desc, id desc)) kept
      where total > ${bytes} and place > 1 order by ended_at limit ${batch})`);
  return rows.count;
}
