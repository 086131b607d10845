import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "@/db/client";

type OneRun = { readonly db: Queryable; readonly workspaceId: string; readonly runId: string };

/** Keeps how many records a driver will read; null = nobody can tell. */
export async function noteExpected(input: OneRun & { driver: string; count: number | null }): Promise<void> {
  const { db, workspaceId, runId, driver, count } = input;
  await db.execute(sql`
    update runs set expected = expected || jsonb_build_object(${driver}::text, ${count}::int)
    where id = ${runId} and workspace_id = ${workspaceId}`);
}

const PaceSchema = z.array(
  z.object({
    driver: z.string(),
    records: z.number(),
    isRead: z.boolean(),
    /** Records of the pages that ended in the window, and the seconds it took. */
    recent: z.number(),
    seconds: z.number(),
  }),
);
export type DriverPace = z.infer<typeof PaceSchema>[number];

/** How far each main pass of a run is, and how fast it went over the last `windowSeconds`. */
export async function readPace(input: OneRun & { windowSeconds: number }): Promise<DriverPace[]> {
  const { db, workspaceId, runId, windowSeconds } = input;
  const rows = await db.execute(sql`
    with recent as (
      select driver, sum(records)::int as records,
        extract(epoch from now() - greatest(min(started_at), now() - make_interval(secs => ${windowSeconds})))::float as seconds
      from run_pages
      where run_id = ${runId} and workspace_id = ${workspaceId} and status = 'done'
        and ended_at > now() - make_interval(secs => ${windowSeconds})
      group by driver
    )
    select p.driver, sum(p.records) filter (where p.status = 'done')::int as records, bool_or(p.last) as "isRead",
      coalesce(max(r.records), 0)::int as recent, coalesce(max(r.seconds), 0)::float as seconds
    from run_pages p left join recent r on r.driver = p.driver
    where p.run_id = ${runId} and p.workspace_id = ${workspaceId} and p.driver not like '%~retry'
    group by p.driver having count(*) filter (where p.status = 'done') > 0`);
  return PaceSchema.parse([...rows]);
}
