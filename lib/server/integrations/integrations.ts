import { z } from "zod";
import { findConnection } from "@/db/queries/connections";
import { type FlowSummaryRow, listFlows, setFlowEnabled } from "@/db/queries/flows";
import {
  clearDefaultIntegration,
  deleteIntegration as deleteRow,
  findIntegration,
  type IntegrationRow,
  listRows,
  listTables,
  type MapTableRow,
  updateIntegration,
} from "@/db/queries/integrations";
import { insertAuditEvent } from "@/db/queries/workspaces";
import type { IntegrationOptions } from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { MailOptionsSchema } from "@/lib/core/mail";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { TableDefinitionSchema } from "@/lib/server/integrations/definition";
import { type Missing, missingOf } from "@/lib/server/integrations/missing";
import { chooseAreas, mergeSettings } from "@/lib/server/integrations/settings";
import { notFound } from "@/lib/server/tokens";
import type { Template } from "@/templates/contract";
import { templateById } from "@/templates/registry";

/** Records of a page: a larger one would not fit its transaction. */
export const MAX_BATCH = 500;

export const IntegrationPatchSchema = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  /** Only the settings to change. */
  settings: JsonObjectSchema.optional(),
  /** All the areas that are to be on. */
  areas: z.array(z.string()).optional(),
  /** Only the roles to change; the connector stays the same. */
  connections: z.record(z.string(), z.string()).optional(),
  /** UI-18, UI-22, UI-51 to UI-53: only those to change; a batch of null goes back to the flow's own. */
  options: z
    .strictObject({
      batches: z.record(z.string(), z.int().min(1).max(MAX_BATCH).nullable()).optional(),
      debug: z.boolean().optional(),
      /** CO-01: all the flows that are to follow changes within seconds. */
      realTime: z.array(z.string()).optional(),
      mail: MailOptionsSchema.optional(),
    })
    .optional(),
  /** UI-14: true takes the place of the former default. */
  isDefault: z.boolean().optional(),
});
export type IntegrationPatch = z.infer<typeof IntegrationPatchSchema>;

export interface IntegrationDetail {
  readonly row: IntegrationRow;
  readonly template: Template;
  /** All of them; those of areas switched off are not `enabled`. */
  readonly flows: readonly FlowSummaryRow[];
  readonly tables: readonly MapTableRow[];
  readonly missing: readonly Missing[];
}

export async function readIntegration(app: App, access: Access, integrationId: string): Promise<IntegrationDetail> {
  const { workspaceId } = access;
  const { db } = app;
  const row = await findIntegration({ db, workspaceId, integrationId });
  if (!row) throw notFound("integration", integrationId);
  const template = templateById(row.template);
  const flows = await listFlows({ db, workspaceId, integrationId });
  const tables = await listTables({ db, workspaceId, integrationId });
  const rows = await listRows({ db, workspaceId, tableIds: tables.map((table) => table.id) });
  const states = tables.map((table) => ({
    id: table.id,
    definition: TableDefinitionSchema.parse(table.definition),
    fallback: table.fallback,
    rows: rows.filter((entry) => entry.tableId === table.id),
  }));
  const missing = missingOf({ template, areas: row.areas, settings: row.settings, tables: states });
  return { row, template, flows, tables, missing };
}

export async function patchIntegration(app: App, access: Access, integrationId: string, patch: IntegrationPatch): Promise<void> {
  requirePermission(access, "integration.write");
  const { row, template, flows } = await readIntegration(app, access, integrationId);
  const { workspaceId, actor } = access;
  const settings = patch.settings && mergeSettings(template, row.settings, patch.settings);
  const areas = patch.areas && chooseAreas(template, patch.areas);
  const connections = patch.connections && (await changeConnections(app, access, row, patch.connections));
  const options = patch.options && mergeOptions(row, flows, patch.options);
  await app.db.transaction(async (db) => {
    if (patch.isDefault) await clearDefaultIntegration({ db, workspaceId });
    const values = { name: patch.name, settings, areas, connections, options, isDefault: patch.isDefault };
    await updateIntegration({ db, workspaceId, integrationId, values });
    for (const flow of areas ? flows : []) {
      const area = template.flows.find((entry) => entry.key === flow.key)?.area;
      const enabled = area === undefined || areas?.includes(area) === true;
      if (enabled !== flow.enabled) await setFlowEnabled({ db, workspaceId, flowId: flow.id, enabled });
    }
    const params = { fields: Object.keys(patch) };
    await insertAuditEvent({ db, workspaceId, actor, action: "integration.changed", subject: integrationId, params });
  });
}

function mergeOptions(
  { options }: IntegrationRow,
  flows: readonly FlowSummaryRow[],
  patch: NonNullable<IntegrationPatch["options"]>,
): IntegrationOptions {
  const unknown = Object.keys(patch.batches ?? {}).filter((key) => !flows.some((flow) => flow.key === key));
  if (unknown.length > 0) {
    const issues = unknown.map((key) => ({ path: `options.batches.${key}`, message: "unknown flow" }));
    const message = `The integration has no flow ${unknown.join(", ")}`;
    throw new AppError({ code: "request.invalid", category: "config", message, details: { issues } });
  }
  const batches = Object.entries({ ...options.batches, ...patch.batches }).filter(
    (entry): entry is [string, number] => entry[1] !== null,
  );
  const { debug = options.debug, mail = options.mail, realTime = options.realTime } = patch;
  return {
    ...options,
    batches: Object.fromEntries(batches),
    ...(debug === undefined ? {} : { debug }),
    ...(realTime ? { realTime: realTime.filter((key) => flows.some((flow) => flow.key === key)) } : {}),
    ...(mail ? { mail } : {}),
  };
}

/** Another address of the same system is fine; another system is another integration. */
export async function changeConnections(app: App, access: Access, row: IntegrationRow, changes: Record<string, string>) {
  const { workspaceId } = access;
  for (const [role, connectionId] of Object.entries(changes)) {
    const current = row.connections[role];
    const next = await findConnection({ db: app.db, workspaceId, connectionId });
    const before = current && (await findConnection({ db: app.db, workspaceId, connectionId: current }));
    if (next && before && next.connector === before.connector) continue;
    throw new AppError({
      code: "request.invalid",
      category: "config",
      message: `The connection ${connectionId} cannot play the role ${role}`,
      details: { issues: [{ path: `connections.${role}`, message: "not a connection of the same system" }] },
    });
  }
  return { ...row.connections, ...changes };
}

/** With its flows, their runs, its tables and its record links: nothing in the two systems is touched. */
export async function deleteIntegration(app: App, access: Access, integrationId: string): Promise<void> {
  requirePermission(access, "integration.write");
  const { workspaceId, actor } = access;
  await app.db.transaction(async (db) => {
    if (!(await deleteRow({ db, workspaceId, integrationId }))) throw notFound("integration", integrationId);
    await insertAuditEvent({ db, workspaceId, actor, action: "integration.deleted", subject: integrationId });
  });
}
