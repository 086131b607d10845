import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "@/db/client";
import { OUTCOMES } from "@/lib/core/outcomes";

const number = z.coerce.number();
const FiguresSchema = z.object({
  runs: z.array(z.object({ status: z.string(), count: number })),
  records: z.array(z.object({ outcome: z.string(), count: number })),
  queuedRuns: number,
  oldestQueuedSeconds: number,
  oldestSilentSeconds: number,
  unsentEvents: number,
  oldestUnsentSeconds: number,
  inboundWaiting: number,
  oldestInboundSeconds: number,
  openReviews: number,
  openDeadLetters: number,
  openIntents: number,
  watermarks: z.array(z.object({ flow: z.string(), driver: z.string(), lagSeconds: number })),
});
/** Figures of the whole installation, for its metrics: no workspace and no record can be told from them. */
export type InstallationFigures = z.infer<typeof FiguresSchema>;

/** Watermarks that are an instant, plain or as `{at}`; the highest id seen says nothing about time. */
const INSTANT = "^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d";

export async function readFigures({ db }: { db: Queryable }): Promise<InstallationFigures> {
  const each = (part: (name: ReturnType<typeof sql.identifier>, outcome: string) => ReturnType<typeof sql>) =>
    sql.join(
      OUTCOMES.map((outcome) => part(sql.identifier(outcome), outcome)),
      sql`, `,
    );
  const rows = await db.execute(sql`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('status', status, 'count', n)), '[]')
        from (select status, count(*) as n from runs group by status) as r) as runs,
      (select coalesce(jsonb_agg(jsonb_build_object('outcome', outcome, 'count', coalesce(n, 0))), '[]')
        from (select o.outcome, o.n from
          (select ${each((name) => sql`sum(${name}) as ${name}`)} from runs where mode = 'live') as s,
          lateral (values ${each((name, outcome) => sql`(${outcome}::text, s.${name})`)}) as o(outcome, n)) as p) as records,
      (select count(*) from runs where status = 'queued') as "queuedRuns",
      (select ${age(sql`min(created_at)`)} from runs where status = 'queued') as "oldestQueuedSeconds",
      (select ${age(sql`min(coalesce(heartbeat_at, started_at))`)} from runs where status = 'running') as "oldestSilentSeconds",
      (select count(*) from outbox where sent_at is null) as "unsentEvents",
      (select ${age(sql`min(created_at)`)} from outbox where sent_at is null) as "oldestUnsentSeconds",
      (select count(*) from inbound_events where run_id is null and done_at is null) as "inboundWaiting",
      (select ${age(sql`min(received_at)`)} from inbound_events where run_id is null and done_at is null) as "oldestInboundSeconds",
      (select count(*) from reviews where status = 'open') as "openReviews",
      (select count(*) from dead_letters where status = 'open') as "openDeadLetters",
      (select count(*) from intents) as "openIntents",
      (select coalesce(jsonb_agg(jsonb_build_object('flow', flow_id, 'driver', driver, 'lagSeconds',
          extract(epoch from now() - instant::timestamptz))), '[]')
        from (select *, coalesce(value ->> 'at', value #>> '{}') as instant from watermarks) as w
        where instant ~ ${INSTANT}) as watermarks`);
  return FiguresSchema.parse(rows[0]);
}

function age(since: ReturnType<typeof sql>) {
  return sql`greatest(coalesce(extract(epoch from now() - ${since}), 0), 0)`;
}
