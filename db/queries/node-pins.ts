import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { nodePins } from "@/db/schema";
import type { JsonObject } from "@/lib/core/json";

export type NodePinRow = typeof nodePins.$inferSelect;

type OneFlow = { readonly db: Queryable; readonly workspaceId: string; readonly flowId: string };
const ofFlow = ({ workspaceId, flowId }: OneFlow) => and(eq(nodePins.workspaceId, workspaceId), eq(nodePins.flowId, flowId));

export async function listNodePins(input: OneFlow): Promise<NodePinRow[]> {
  return input.db.select().from(nodePins).where(ofFlow(input));
}

/** Takes the place of the pin there was. */
export async function putNodePin(input: OneFlow & { nodeId: string; outputs: JsonObject; pinnedBy: string }): Promise<void> {
  const { db, workspaceId, flowId, nodeId, outputs, pinnedBy } = input;
  await db
    .insert(nodePins)
    .values({ workspaceId, flowId, nodeId, outputs, pinnedBy })
    .onConflictDoUpdate({
      target: [nodePins.flowId, nodePins.nodeId],
      set: { outputs, pinnedBy, pinnedAt: sql`now()` },
    });
}

export async function deleteNodePin(input: OneFlow & { nodeId: string }): Promise<void> {
  await input.db.delete(nodePins).where(and(ofFlow(input), eq(nodePins.nodeId, input.nodeId)));
}
