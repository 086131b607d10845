import { eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { SealedConnectionRow } from "@/db/queries/connections";
import { connections, integrations } from "@/db/schema";

/** By its id alone: the system that sends events names no workspace, the connection tells it. */
export async function findConnectionOfEvents(input: {
  db: Queryable;
  connectionId: string;
}): Promise<SealedConnectionRow | undefined> {
  const [row] = await input.db.select().from(connections).where(eq(connections.id, input.connectionId));
  return row;
}

/** Workspaces in which some flow follows changes within seconds. */
export async function listRealTimeWorkspaces({ db }: { db: Queryable }): Promise<string[]> {
  const rows = await db
    .selectDistinct({ workspaceId: integrations.workspaceId })
    .from(integrations)
    .where(sql`jsonb_array_length(coalesce(${integrations.options}->'realTime', '[]')) > 0`);
  return rows.map(({ workspaceId }) => workspaceId);
}

/**
 * Adds records to the run of a flow that was asked for because of others and has not begun: under the flow's turn, so that
 * it cannot begin meanwhile. False where there is none, or it would become too long.
 */
export async function joinQueued(input: {
  db: Queryable;
  workspaceId: string;
  flowId: string;
  keys: readonly string[];
  most: number;
}): Promise<boolean> {
  const { db, workspaceId, flowId, keys, most } = input;
  const added = JSON.stringify(keys);
  const rows = await db.execute(sql`
    update runs set keys = (
      select jsonb_agg(distinct key) from jsonb_array_elements_text(keys || ${added}::text::jsonb) as each(key))
    where id = (
      select id from runs
      where workspace_id = ${workspaceId} and flow_id = ${flowId} and status = 'queued' and started_at is null
        and trigger = 'webhook' and requested_by = 'system' and mode = 'live' and attempt = 1 and not cancel_requested
        and keys is not null and jsonb_array_length(keys) + ${keys.length} <= ${most}
      order by created_at desc limit 1)
    returning id`);
  return rows.length > 0;
}
