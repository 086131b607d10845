import { z } from "zod";
import type { Queryable } from "@/db/client";
import { listConnections } from "@/db/queries/connections";
import { insertFlow, insertVersion, saveDraft } from "@/db/queries/flows";
import { insertIntegration, updateIntegration } from "@/db/queries/integrations";
import { insertSchedule } from "@/db/queries/schedule-settings";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { flowContentHash } from "@/engine/document/content-hash";
import { type IntegrationFile, renameConnections } from "@/engine/document/integration-file";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { Locale } from "@/lib/core/text";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { chooseConnections, matchConnection, readCheckedFile } from "@/lib/server/integrations/import-check";
import { type FileTable, readFileSettings, readFileTables } from "@/lib/server/integrations/import-tables";
import { type Installed, insertTables } from "@/lib/server/integrations/install";
import { createLookupReader } from "@/lib/server/integrations/lookups";
import { missingOf } from "@/lib/server/integrations/missing";

/** The file, or its text: it is read here, so that what is wrong with it is told with its place. */
const FileTextSchema = z
  .union([z.string().min(1).max(8_000_000), JsonObjectSchema])
  .transform((file) => (typeof file === "string" ? file : JSON.stringify(file)));

export const InspectSchema = z.strictObject({ file: FileTextSchema });
export const ImportSchema = z.strictObject({
  file: FileTextSchema,
  /** Instead of the one in the file. */
  name: z.string().trim().min(1).max(120).optional(),
  /** Connection id by key of the file's connections; those left out are matched when one alone fits. */
  connections: z.record(z.string(), z.string()).default({}),
});

/** What a file holds, and which connections of the workspace may play its parts. */
export interface FileSummary {
  readonly name: string;
  readonly template: string;
  readonly flows: number;
  readonly tables: number;
  readonly schedules: number;
  readonly connections: readonly {
    readonly key: string;
    readonly connector: string;
    /** As it is called where the file comes from. */
    readonly name: string;
    /** The one that is taken when nobody chooses; null = it has to be chosen, or added. */
    readonly matched: string | null;
    readonly choices: readonly { readonly id: string; readonly name: string }[];
  }[];
}

/** Reads a file without making anything. Throws `request.invalid` with each place that is wrong. */
export async function inspectFile(app: App, access: Access, text: string, locale: Locale = "en"): Promise<FileSummary> {
  requirePermission(access, "integration.write");
  const { file, template } = readCheckedFile(text, locale);
  const rows = await listConnections({ db: app.db, workspaceId: access.workspaceId });
  return {
    name: file.name,
    template: template.title[locale],
    flows: file.flows.length,
    tables: file.tables.length,
    schedules: file.flows.reduce((sum, flow) => sum + flow.schedules.length, 0),
    connections: file.connections.map((wanted) => {
      const choices = rows.filter(({ connector }) => connector === wanted.connector).map(({ id, name }) => ({ id, name }));
      return { ...wanted, matched: matchConnection(wanted, rows)?.id ?? null, choices };
    }),
  };
}

export interface Imported extends Installed {
  /** Rows whose values the connections of here do not have: matched anew. */
  readonly rematched: number;
}

/** Makes an integration of a file, all or nothing: flows published as they were there, schedules off. */
export async function importIntegration(
  app: App,
  access: Access,
  input: z.output<typeof ImportSchema>,
  locale: Locale = "en",
): Promise<Imported> {
  requirePermission(access, "integration.write");
  const { workspaceId, actor } = access;
  const { file, template } = readCheckedFile(input.file, locale);
  const chosen = chooseConnections(file, {
    rows: await listConnections({ db: app.db, workspaceId }),
    asked: input.connections,
    locale,
  });
  const roles = Object.fromEntries(template.roles.map(({ role }) => [role, chosen.get(role) ?? ""]));
  const reader = createLookupReader(app, { workspaceId, connections: roles });
  const { tables, rematched } = await readFileTables(file, reader);
  const settings = await readFileSettings(file, template, reader);
  return app.db.transaction(async (db) => {
    const name = input.name ?? file.name;
    const values = { template: template.id, templateVersion: file.template.version, name, areas: file.areas, settings };
    const id = await insertIntegration({ db, workspaceId, ...values, connections: roles });
    await updateIntegration({ db, workspaceId, integrationId: id, values: { options: file.options } });
    const made = await insertTables(db, { workspaceId, integrationId: id }, tables);
    const flows = await insertFlows(db, { workspaceId, integrationId: id, actor }, renamed(file, chosen));
    const params = { template: template.id };
    await insertAuditEvent({ db, workspaceId, actor, action: "integration.imported", subject: id, params });
    const states = tables.map((table, n) => ({ ...stateOf(table), id: made[n]?.id ?? "" }));
    const missing = missingOf({ template, areas: file.areas, settings, tables: states });
    return { id, flows, tables: made, missing, rematched };
  });
}

function stateOf({ definition, fallback, rows, lookups }: FileTable) {
  return { definition, fallback, rows, errors: lookups.errors };
}

/** Flows that name a connection by id name the one chosen for it. */
function renamed(file: IntegrationFile, chosen: ReadonlyMap<string, string>): IntegrationFile["flows"] {
  return file.flows.map((flow) => ({
    ...flow,
    document: renameConnections(flow.document, chosen),
    ...(flow.draft ? { draft: renameConnections(flow.draft, chosen) } : {}),
  }));
}

async function insertFlows(
  db: Queryable,
  owner: { workspaceId: string; integrationId: string; actor: string },
  flows: IntegrationFile["flows"],
): Promise<{ id: string; key: string }[]> {
  const { workspaceId, integrationId, actor } = owner;
  const made: { id: string; key: string }[] = [];
  for (const [position, { key, enabled, document, published, draft, templateBase, schedules }] of flows.entries()) {
    const flowId = await insertFlow({ db, workspaceId, integrationId, document, key, position, enabled, templateBase });
    if (published) {
      const contentHash = flowContentHash(document);
      await insertVersion({ db, workspaceId, flowId, document, contentHash, publishedBy: actor, note: null });
    }
    if (draft) await saveDraft({ db, workspaceId, flowId, document: draft, revision: 1 });
    for (const { spec, timeZone } of schedules) await insertSchedule({ db, workspaceId, flowId, spec, timeZone, enabled: false });
    if (enabled) made.push({ id: flowId, key });
  }
  return made;
}
