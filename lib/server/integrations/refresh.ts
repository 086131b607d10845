import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { discoverCatalog } from "@/lib/server/connections";
import { readIntegration } from "@/lib/server/integrations/integrations";
import { autoMatchTable, readTable } from "@/lib/server/integrations/tables";

/** What reading both systems again brought to light. */
export interface Refreshed {
  /** Source values that were not there before, and that are gone. */
  readonly added: number;
  readonly gone: number;
  /** Values that still have no match. */
  readonly open: number;
}

/**
 * UI-19: reads both systems again, after a tax, a carrier or a payment mode was created there: what a connection offers,
 * and the values of every map table, new ones matched. Throws the connector's error when a system cannot be read.
 */
export async function refreshIntegration(app: App, access: Access, integrationId: string): Promise<Refreshed> {
  requirePermission(access, "table.write");
  const { row, tables } = await readIntegration(app, access, integrationId);
  for (const connectionId of new Set(Object.values(row.connections))) {
    await discoverCatalog(app, access, { connectionId, refresh: true });
  }
  const found = { added: 0, gone: 0, open: 0 };
  for (const { id } of tables) {
    const before = new Set((await readTable(app, access, id)).rows.map((one) => one.sourceId));
    const after = (await autoMatchTable(app, access, id)).rows;
    const present = new Set(after.map((one) => one.sourceId));
    found.added += after.filter((one) => !before.has(one.sourceId)).length;
    found.gone += [...before].filter((sourceId) => !present.has(sourceId)).length;
    found.open += after.filter((one) => one.origin === "none").length;
  }
  return found;
}
