import type { Queryable } from "@/db/client";
import { type IntegrationRow, listTables, updateIntegration } from "@/db/queries/integrations";
import type { App } from "@/lib/server/app";
import { insertTables, prepareTables } from "@/lib/server/integrations/install";
import { createLookupReader } from "@/lib/server/integrations/lookups";
import { defaultSettings } from "@/lib/server/integrations/settings";
import type { Template } from "@/templates/contract";

/**
 * What a newer version of its template adds to an integration: settings with their defaults, tables read and matched.
 * Nothing that is there is touched. The look-ups are read now, the rows written by what is answered.
 */
export async function prepareUpgrade(
  app: App,
  integration: IntegrationRow,
  template: Template,
): Promise<(db: Queryable) => Promise<void>> {
  const { id: integrationId, workspaceId } = integration;
  const known = await listTables({ db: app.db, workspaceId, integrationId });
  const fresh = template.tables.filter(({ key }) => !known.some((table) => table.key === key));
  const prepared = await prepareTables(fresh, createLookupReader(app, integration));
  const settings = { ...defaultSettings(template), ...integration.settings };
  return async (db) => {
    await updateIntegration({ db, workspaceId, integrationId, values: { settings, templateVersion: template.version } });
    await insertTables(db, { workspaceId, integrationId }, prepared, known.length);
  };
}
