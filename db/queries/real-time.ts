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
