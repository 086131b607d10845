import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { watermarks } from "@/db/schema";
import type { Json } from "@/lib/core/json";

type OneFlow = { readonly db: Queryable; readonly workspaceId: string; readonly flowId: string };
export type WatermarkRow = typeof watermarks.$inferSelect;

export async function listWatermarks({ db, workspaceId, flowId }: OneFlow): Promise<WatermarkRow[]> {
  return db
    .select()
    .from(watermarks)
    .where(and(eq(watermarks.workspaceId, workspaceId), eq(watermarks.flowId, flowId)));
}

/** Where the next run of a driver starts. Call it in the transaction that closes the run. */
export async function saveWatermark(input: OneFlow & { driver: string; value: Json; runId: string }): Promise<void> {
  const { db, ...values } = input;
  await db
    .insert(watermarks)
    .values(values)
    .onConflictDoUpdate({
      target: [watermarks.flowId, watermarks.driver],
      set: { value: values.value, runId: values.runId, updatedAt: sql`now()` },
    });
}

/** The next run of the driver starts from the beginning. */
export async function deleteWatermark({ db, workspaceId, flowId, driver }: OneFlow & { driver: string }): Promise<void> {
  await db
    .delete(watermarks)
    .where(and(eq(watermarks.workspaceId, workspaceId), eq(watermarks.flowId, flowId), eq(watermarks.driver, driver)));
}
