import { findFlow, listFlows } from "@/db/queries/flows";
import { tablesUsedBy } from "@/engine/document/tables-used";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { coverageOf, type TableCoverage } from "@/lib/server/flows/coverage";
import { readTable } from "@/lib/server/integrations/tables";

/** A flow that looks up in a table. */
export interface TableUser {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
}

/** By table key, the flows of an integration whose drafts use it, in their order. */
export async function readTableUsers(app: App, access: Access, integrationId: string): Promise<ReadonlyMap<string, TableUser[]>> {
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const users = new Map<string, TableUser[]>();
  for (const { id, name, enabled } of await listFlows({ ...scope, integrationId })) {
    const flow = await findFlow({ ...scope, flowId: id });
    for (const key of flow ? tablesUsedBy(flow.draft) : []) {
      users.set(key, [...(users.get(key) ?? []), { id, name, enabled }]);
    }
  }
  return users;
}

/** How far a table covers what live records of each flow that uses it look up. */
export interface FlowTableCoverage {
  readonly flow: TableUser;
  /** Records read. */
  readonly read: number;
  /** null: none of them looks up in this table. */
  readonly coverage: TableCoverage | null;
}

/** Reads up to `limit` records of each flow switched on that uses the table. Writes nothing. */
export async function readTableCoverage(app: App, access: Access, tableId: string, limit: number): Promise<FlowTableCoverage[]> {
  requirePermission(access, "flow.write");
  const { row } = await readTable(app, access, tableId);
  const users = (await readTableUsers(app, access, row.integrationId)).get(row.key) ?? [];
  const found: FlowTableCoverage[] = [];
  for (const flow of users.filter(({ enabled }) => enabled)) {
    const { records, tables } = await coverageOf(app, access, flow.id, { limit });
    found.push({ flow, read: records, coverage: tables.find(({ table }) => table === row.key) ?? null });
  }
  return found;
}
