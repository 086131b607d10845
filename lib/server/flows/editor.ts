import { z } from "zod";
import { listConnections } from "@/db/queries/connections";
import type { FlowRow } from "@/db/queries/flows";
import { findIntegration, type IntegrationRow, listTables } from "@/db/queries/integrations";
import { findLastRun, listRunNodes, type RunNodeRow, type RunRow } from "@/db/queries/runs";
import { type Locale, type LocalizedText, LocalizedTextSchema } from "@/lib/core/text";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { discoverCatalog } from "@/lib/server/connections";
import { connectorOf } from "@/lib/server/connector";
import { TableDefinitionSchema } from "@/lib/server/integrations/definition";
import { templateById } from "@/templates/registry";

const TitledCatalogSchema = z.object({ streams: z.array(z.object({ name: z.string(), title: LocalizedTextSchema })) });

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What pickers of a flow's forms offer. */
export interface FlowChoices {
  readonly connections: readonly (Choice & { readonly connector: string })[];
  readonly streams: Readonly<Record<string, readonly Choice[]>>;
  readonly actions: Readonly<Record<string, readonly Choice[]>>;
  readonly tables: readonly Choice[];
  /** What `$settings` holds. */
  readonly settings: readonly Choice[];
}

/** Connections by reference (roles first), what their systems have, and the tables of the integration. */
export async function readFlowChoices(app: App, access: Access, input: { flow: FlowRow; locale: Locale }): Promise<FlowChoices> {
  const { flow, locale } = input;
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const rows = await listConnections(scope);
  const integration =
    flow.integrationId === null ? undefined : await findIntegration({ ...scope, integrationId: flow.integrationId });
  const tables = integration ? await listTables({ ...scope, integrationId: integration.id }) : [];
  const roles = integration ? templateById(integration.template).roles : [];
  const byRole = roles.flatMap(({ role, title }) => {
    const row = rows.find((each) => each.id === integration?.connections[role]);
    return row ? [{ value: `role:${role}`, label: `${title[locale]} – ${row.name}`, connector: row.connector }] : [];
  });
  const streams: Record<string, Choice[]> = {};
  const actions: Record<string, Choice[]> = {};
  for (const row of rows) {
    if (streams[row.connector]) continue;
    streams[row.connector] = await streamsOf(app, access, { connectionId: row.id, locale });
    actions[row.connector] = Object.values(connectorOf(row.connector).actions).map((action) =>
      choice(action.id, action.title, locale),
    );
  }
  return {
    connections: [...byRole, ...rows.map((row) => ({ value: row.id, label: row.name, connector: row.connector }))],
    streams,
    actions,
    tables: tables.map((table) => choice(table.key, TableDefinitionSchema.parse(table.definition).title, locale)),
    settings: integration ? settingsOf(integration, locale) : [],
  };
}

/** Settings by their key, with what the form of the integration calls them. */
function settingsOf({ template, settings }: IntegrationRow, locale: Locale): Choice[] {
  const known = templateById(template).settings;
  return Object.keys(settings).map((key) => {
    const label = known.find((each) => each.key === key)?.label;
    return label ? choice(key, label, locale) : { value: key, label: "" };
  });
}

/** A system that does not answer offers no list; the names in use stay as they are. */
async function streamsOf(app: App, access: Access, input: { connectionId: string; locale: Locale }): Promise<Choice[]> {
  try {
    const { streams } = TitledCatalogSchema.parse(await discoverCatalog(app, access, { connectionId: input.connectionId }));
    return streams.map((stream) => choice(stream.name, stream.title, input.locale));
  } catch (error) {
    app.log.warn("catalog.unread", { connectionId: input.connectionId, message: error instanceof Error ? error.message : "" });
    return [];
  }
}

function choice(value: string, title: LocalizedText, locale: Locale): Choice {
  return { value, label: title[locale] };
}

/** The newest run of a flow with what it made of each node, for the cards of the canvas. */
export async function readLastActivity(
  app: App,
  access: Access,
  flowId: string,
): Promise<{ run: RunRow; nodes: RunNodeRow[] } | null> {
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const run = await findLastRun({ ...scope, flowId });
  return run ? { run, nodes: await listRunNodes({ ...scope, runId: run.id }) } : null;
}
