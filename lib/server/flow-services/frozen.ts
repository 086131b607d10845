import { z } from "zod";
import type { Queryable } from "@/db/client";
import { findFlow } from "@/db/queries/flows";
import { findIntegration } from "@/db/queries/integrations";
import type { RunRow } from "@/db/queries/runs";
import { listWatermarks } from "@/db/queries/watermarks";
import type { JsonObject } from "@/lib/core/json";
import { JsonObjectSchema, JsonSchema } from "@/lib/core/json-schema";
import { readRunTables } from "@/lib/server/integrations/tables";

/**
 * What the expressions of a run see, as it was when the run began: kept with the run, so that every page, in every
 * process, sees the same.
 */
const FrozenSchema = z.strictObject({
  settings: JsonObjectSchema,
  /** Connection id by role. */
  connections: z.record(z.string(), z.string()),
  tables: z.array(
    z.strictObject({
      key: z.string(),
      rows: z.record(z.string(), JsonObjectSchema),
      fallback: JsonObjectSchema.nullable(),
    }),
  ),
  /** By driver. */
  watermarks: z.record(z.string(), JsonSchema),
  /** UI-18: records of a page, where the integration says so. */
  pageSize: z.int().optional(),
  /** UI-22 */
  debug: z.boolean().optional(),
});
export type Frozen = z.infer<typeof FrozenSchema>;

export function parseFrozen(value: JsonObject | null): Frozen {
  return FrozenSchema.parse(value);
}

type FreezeFrom = Pick<RunRow, "workspaceId" | "integrationId" | "flowId" | "frozen">;

/** Reads them now. A run that goes on after a failure takes newer settings, but the watermarks it began with. */
export async function freezeInputs(db: Queryable, run: FreezeFrom): Promise<Frozen> {
  const { workspaceId, integrationId, flowId } = run;
  const watermarks =
    run.frozen === null
      ? Object.fromEntries((await listWatermarks({ db, workspaceId, flowId })).map((row) => [row.driver, row.value]))
      : parseFrozen(run.frozen).watermarks;
  const integration = integrationId === null ? undefined : await findIntegration({ db, workspaceId, integrationId });
  if (!integration) return { settings: {}, connections: {}, tables: [], watermarks };
  const { settings, connections, options } = integration;
  const flow = await findFlow({ db, workspaceId, flowId });
  const pageSize = flow && options.batches?.[flow.key];
  const tables = await readRunTables({ db, workspaceId, integrationId: integration.id });
  return {
    settings,
    connections,
    watermarks,
    tables,
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(options.debug ? { debug: true } : {}),
  };
}
