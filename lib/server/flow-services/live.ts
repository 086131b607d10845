import { sql } from "drizzle-orm";
import type { Sql } from "postgres";
import { z } from "zod";
import type { Queryable } from "@/db/client";

/** Channel on which every change of a run is told, by every process; delivered when its transaction commits. */
export const RUNS_CHANNEL = "passerelle_runs";

const NoticeSchema = z.object({ workspaceId: z.string(), flowId: z.string(), runId: z.string() });
/** Says that something changed, not what: readers ask the store. */
export type RunNotice = z.infer<typeof NoticeSchema>;

export async function notifyRun(
  db: Queryable,
  run: { readonly workspaceId: string; readonly flowId: string; readonly id: string },
): Promise<void> {
  const notice: RunNotice = { workspaceId: run.workspaceId, flowId: run.flowId, runId: run.id };
  await db.execute(sql`select pg_notify(${RUNS_CHANNEL}, ${JSON.stringify(notice)})`);
}

/** Calls back at every change of any run; answers how to stop. One listener per process is enough. */
export async function listenRuns(client: Sql, heard: (notice: RunNotice) => void): Promise<() => Promise<void>> {
  const { unlisten } = await client.listen(RUNS_CHANNEL, (payload) => heard(NoticeSchema.parse(JSON.parse(payload))));
  return unlisten;
}
