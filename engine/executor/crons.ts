import type { Sql } from "postgres";
import { nextOccurrence } from "./cron";
import { ingest } from "./ingest";
import { EVENT_TIMER } from "./protocol";
import type { Registry } from "./registry";

/** Makes the stored crons those of the registered functions; what is already there keeps its next instant. */
export async function registerCrons(sql: Sql, registry: Registry, now: Date): Promise<void> {
  const wanted = registry.all().flatMap((entry) => entry.crons.map((cron) => ({ functionId: entry.id, cron })));
  for (const { functionId, cron } of wanted) {
    await sql`
      insert into exec_crons (function_id, cron, next_at) values (${functionId}, ${cron}, ${nextOccurrence(cron, now)})
      on conflict do nothing`;
  }
  for (const entry of registry.all()) {
    await sql`delete from exec_crons where function_id = ${entry.id} and not (cron = any(${[...entry.crons]}))`;
  }
}

/**
 * Fires the crons that are due, once each however long nobody was there. Any process may do it: the row is locked
 * and the event's id is made of the instant.
 */
export async function fireCrons(sql: Sql, registry: Registry, now: Date): Promise<void> {
  await sql.begin(async (tx) => {
    const due = await tx<{ functionId: string; cron: string; nextAt: Date }[]>`
      select function_id as "functionId", cron, next_at as "nextAt" from exec_crons
      where next_at <= ${now} for update skip locked`;
    for (const { functionId, cron, nextAt } of due) {
      if (!registry.get(functionId)) continue;
      const ts = nextAt.getTime();
      const event = {
        id: `cron:${functionId}:${cron}:${ts}`,
        name: EVENT_TIMER,
        data: { cron, _inngest: { fn_id: functionId } },
        ts,
      };
      await ingest(registry, tx, [event]);
      await tx`
        update exec_crons set next_at = ${nextOccurrence(cron, now)} where function_id = ${functionId} and cron = ${cron}`;
    }
  });
}

/** When the next cron is due; null = there is none. */
export async function nextCron(sql: Sql): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`select min(next_at) as at from exec_crons`;
  return row?.at ?? null;
}
