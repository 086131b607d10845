import { listConnections } from "@/db/queries/connections";
import { findFlow, findVersion, listFlows } from "@/db/queries/flows";
import { listRows } from "@/db/queries/integrations";
import { listSchedules } from "@/db/queries/schedule-settings";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { isSameContent } from "@/engine/document/content";
import { directConnections, type IntegrationFile } from "@/engine/document/integration-file";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { readIntegration } from "@/lib/server/integrations/integrations";

/** A whole integration as one file: no address, no secret, no run, no link; connections by role and system. */
export async function exportIntegration(app: App, access: Access, integrationId: string): Promise<IntegrationFile> {
  requirePermission(access, "integration.write");
  const { row, tables, template } = await readIntegration(app, access, integrationId);
  const { workspaceId, actor } = access;
  const flows = await exportFlows(app, access, integrationId);
  const rows = await listRows({ db: app.db, workspaceId, tableIds: tables.map(({ id }) => id) });
  const documents = flows.flatMap(({ document, draft }) => (draft ? [document, draft] : [document]));
  const roles = template.roles.map(({ role }) => [role, row.connections[role] ?? ""] as const);
  const direct = directConnections(documents).map((id) => [id, id] as const);
  const connections = await exportConnections(app, access, [...roles, ...direct]);
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "integration.exported", subject: integrationId });
  return {
    passerelle: "integration",
    fileVersion: 1,
    name: row.name,
    template: { id: row.template, version: row.templateVersion },
    areas: row.areas,
    settings: row.settings,
    options: row.options,
    connections,
    tables: tables.map(({ id, key, definition, fallback }) => ({
      key,
      definition,
      default: fallback,
      rows: rows
        .filter((entry) => entry.tableId === id)
        .map(({ sourceId, sourceLabel, target, origin, reason }) => {
          return { source: sourceId, label: sourceLabel, target, origin, reason };
        }),
    })),
    flows,
  };
}

async function exportFlows(app: App, access: Access, integrationId: string): Promise<IntegrationFile["flows"]> {
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const made: IntegrationFile["flows"] = [];
  for (const { id, key, enabled, publishedVersionId } of await listFlows({ ...scope, integrationId })) {
    const flow = await findFlow({ ...scope, flowId: id });
    if (!flow) continue;
    const version = publishedVersionId === null ? undefined : await findVersion({ ...scope, versionId: publishedVersionId });
    const schedules = await listSchedules({ ...scope, flowId: id });
    made.push({
      key,
      enabled,
      document: version?.document ?? flow.draft,
      published: version !== undefined,
      ...(version && !isSameContent(version.document, flow.draft) ? { draft: flow.draft } : {}),
      templateBase: flow.templateBase,
      schedules: schedules.map(({ spec, timeZone }) => ({ spec, timeZone })),
    });
  }
  return made;
}

async function exportConnections(
  app: App,
  { workspaceId }: Access,
  named: readonly (readonly [key: string, id: string])[],
): Promise<IntegrationFile["connections"]> {
  const rows = await listConnections({ db: app.db, workspaceId });
  return named.flatMap(([key, id]) => {
    const row = rows.find((each) => each.id === id);
    return row ? [{ key, connector: row.connector, name: row.name }] : [];
  });
}
