import { z } from "zod";
import type { Queryable } from "@/db/client";
import { findFlow, insertFlow, insertVersion, listFlows } from "@/db/queries/flows";
import { insertIntegration, insertTable, listRows, listTables, updateIntegration, upsertRows } from "@/db/queries/integrations";
import { insertSchedule, listSchedules } from "@/db/queries/schedule-settings";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { flowContentHash } from "@/engine/document/content-hash";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { changeConnections, readIntegration } from "@/lib/server/integrations/integrations";

export const DuplicateSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** Connection id by role; roles left out keep the original's. */
  connections: z.record(z.string(), z.string()).default({}),
});

/**
 * UI-15: another integration with the areas, settings, options, tables, flows and schedules of this one, for another
 * shop or another company. Links and runs stay behind: to the copy every record is new. Its schedules are off.
 */
export async function duplicateIntegration(
  app: App,
  access: Access,
  integrationId: string,
  input: z.infer<typeof DuplicateSchema>,
): Promise<string> {
  requirePermission(access, "integration.write");
  const { row } = await readIntegration(app, access, integrationId);
  const connections = await changeConnections(app, access, row, input.connections);
  const { workspaceId, actor } = access;
  const { template, templateVersion, areas, settings, options } = row;
  return app.db.transaction(async (db) => {
    const values = { template, templateVersion, name: input.name, areas, settings, connections };
    const id = await insertIntegration({ db, workspaceId, ...values });
    await updateIntegration({ db, workspaceId, integrationId: id, values: { options } });
    const copy = { db, workspaceId, from: integrationId, to: id };
    await copyTables(copy);
    await copyFlows({ ...copy, actor });
    const params = { from: integrationId };
    await insertAuditEvent({ db, workspaceId, actor, action: "integration.duplicated", subject: id, params });
    return id;
  });
}

type Copy = { readonly db: Queryable; readonly workspaceId: string; readonly from: string; readonly to: string };

async function copyTables({ db, workspaceId, from, to }: Copy): Promise<void> {
  for (const { id, key, position, definition, fallback } of await listTables({ db, workspaceId, integrationId: from })) {
    const tableId = await insertTable({ db, workspaceId, integrationId: to, key, position, definition, fallback });
    const rows = (await listRows({ db, workspaceId, tableIds: [id] })).map(
      ({ sourceId, sourceLabel, position: place, target, origin, reason }) => {
        return { sourceId, sourceLabel, position: place, target, origin, reason };
      },
    );
    await upsertRows({ db, workspaceId, tableId, rows });
  }
}

/** As they run: the draft of a flow that differs from what is published is copied too, and published. */
async function copyFlows({ db, workspaceId, from, to, actor }: Copy & { actor: string }): Promise<void> {
  for (const { id, key, position, enabled, publishedVersionId } of await listFlows({ db, workspaceId, integrationId: from })) {
    const flow = await findFlow({ db, workspaceId, flowId: id });
    if (!flow) continue;
    const { draft: document, templateBase } = flow;
    const flowId = await insertFlow({ db, workspaceId, integrationId: to, document, key, position, enabled, templateBase });
    if (publishedVersionId !== null) {
      const contentHash = flowContentHash(document);
      await insertVersion({ db, workspaceId, flowId, document, contentHash, publishedBy: actor, note: null });
    }
    for (const { spec, timeZone } of await listSchedules({ db, workspaceId, flowId: id })) {
      await insertSchedule({ db, workspaceId, flowId, spec, timeZone, enabled: false });
    }
  }
}
