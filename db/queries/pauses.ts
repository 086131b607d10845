import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { flows, runs } from "@/db/schema";

/** Whether the flow of a run waits. */
export async function isFlowPaused({ db, runId }: { db: Queryable; runId: string }): Promise<boolean> {
  const rows = await db
    .select({ at: flows.pausedAt })
    .from(runs)
    .innerJoin(flows, eq(flows.id, runs.flowId))
    .where(and(eq(runs.id, runId), isNotNull(flows.pausedAt)));
  return rows.length > 0;
}

/** False when the flow is not there, or is so already. */
export async function setPaused(input: {
  db: Queryable;
  workspaceId: string;
  flowId: string;
  pausedAt: Date | null;
}): Promise<boolean> {
  const { db, workspaceId, flowId, pausedAt } = input;
  const differs = pausedAt === null ? sql`${flows.pausedAt} is not null` : sql`${flows.pausedAt} is null`;
  const rows = await db
    .update(flows)
    .set({ pausedAt })
    .where(and(eq(flows.workspaceId, workspaceId), eq(flows.id, flowId), differs))
    .returning({ id: flows.id });
  return rows.length > 0;
}
