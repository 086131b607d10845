import { findCatalog, listConnections } from "@/db/queries/connections";
import type { FlowRow } from "@/db/queries/flows";
import { findIntegration, listTables } from "@/db/queries/integrations";
import type { FlowDocument, Problem } from "@/engine/document/schema";
import { type ValidationCatalog, type ValidationEnv, validateFlow } from "@/engine/document/validate";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { connectorOf } from "@/lib/server/connector";
import { StoredCatalogSchema } from "@/lib/server/stored-catalog";

/** What keeps a document from running, or is worth a warning, given what its flow may use. */
export async function problemsOf(
  app: App,
  access: Access,
  flow: Pick<FlowRow, "integrationId">,
  document: FlowDocument,
): Promise<Problem[]> {
  return validateFlow(document, await validationEnv(app, access, flow));
}

/** What a flow may refer to: the roles, tables and settings of its integration, and the connections of the workspace. */
export async function validationEnv(app: App, access: Access, flow: Pick<FlowRow, "integrationId">): Promise<ValidationEnv> {
  const { db } = app;
  const { workspaceId } = access;
  const { integrationId } = flow;
  const rows = await listConnections({ db, workspaceId });
  const integration = integrationId === null ? undefined : await findIntegration({ db, workspaceId, integrationId });
  const tables = integration ? await listTables({ db, workspaceId, integrationId: integration.id }) : [];
  const connections = Object.fromEntries(rows.map((row) => [row.id, row.connector]));
  for (const [role, connectionId] of Object.entries(integration?.connections ?? {})) {
    const connector = connections[connectionId];
    if (connector !== undefined) connections[`role:${role}`] = connector;
  }
  const catalogs: Record<string, ValidationCatalog> = {};
  for (const row of rows) {
    const kept = catalogs[row.connector] ? undefined : await findCatalog({ db, workspaceId, connectionId: row.id });
    if (kept) catalogs[row.connector] = toValidationCatalog(row.connector, kept.catalog);
  }
  return {
    connections,
    tables: tables.map((table) => table.key),
    ...(integration ? { settings: Object.keys(integration.settings) } : {}),
    catalogs,
  };
}

function toValidationCatalog(connector: string, catalog: unknown): ValidationCatalog {
  const streams = StoredCatalogSchema.parse(catalog).streams.map(({ name, modes, jsonSchema }) => {
    // Only what can be written to is checked: the others would be carried to the browser for nothing.
    const isWritten = modes.some((mode) => mode !== "read");
    return { name, modes, ...(isWritten && jsonSchema ? { schema: jsonSchema } : {}) };
  });
  const { actions, spec } = connectorOf(connector);
  return { streams, actions: Object.keys(actions), idempotency: spec.idempotency };
}
