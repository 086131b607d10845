import { z } from "zod";
import type { Queryable } from "@/db/client";
import { findConnection } from "@/db/queries/connections";
import { insertFlow, insertVersion } from "@/db/queries/flows";
import { insertIntegration, insertTable, type RowValues, upsertRows } from "@/db/queries/integrations";
import { insertSchedule } from "@/db/queries/schedule-settings";
import { findWorkspace, insertAuditEvent } from "@/db/queries/workspaces";
import { flowContentHash } from "@/engine/document/content-hash";
import type { FlowDocument } from "@/engine/document/schema";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { ScheduleSpec } from "@/lib/core/schedule-spec";
import type { Locale } from "@/lib/core/text";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { nextStarts } from "@/lib/server/flows/schedules";
import { fallbackOf } from "@/lib/server/integrations/auto-match";
import { type TableDefinition, TableDefinitionSchema } from "@/lib/server/integrations/definition";
import { createLookupReader, type LookupReader, readTableLookups, type TableLookups } from "@/lib/server/integrations/lookups";
import { type Missing, missingOf } from "@/lib/server/integrations/missing";
import { chooseAreas, defaultSettings, isSettingShown, mergeSettings } from "@/lib/server/integrations/settings";
import { matchAll } from "@/lib/server/integrations/tables";
import type { Template, TemplateFlow, TemplateTable } from "@/templates/contract";
import { templateById } from "@/templates/registry";

export const NewIntegrationSchema = z.strictObject({
  template: z.string(),
  name: z.string().trim().min(1).max(120),
  /** Connection id by role. */
  connections: z.record(z.string(), z.string()),
  /** Keys of the areas to switch on; absent = those the template proposes. */
  areas: z.array(z.string()).optional(),
  settings: JsonObjectSchema.optional(),
});
export type NewIntegration = z.infer<typeof NewIntegrationSchema>;

export interface Installed {
  readonly id: string;
  /** In the order of a first synchronisation; only those of the areas switched on. */
  readonly flows: readonly { readonly id: string; readonly key: string }[];
  readonly tables: readonly { readonly id: string; readonly key: string }[];
  /** What the merchant still has to fill in. */
  readonly missing: readonly Missing[];
}

type PreparedTable = {
  readonly definition: TableDefinition;
  readonly lookups: TableLookups;
  readonly fallback: JsonObject | null;
  readonly rows: readonly RowValues[];
};

/**
 * Makes an integration of a template: its settings, its map tables read from both systems and matched, its flows
 * published, its schedules switched off. A look-up that cannot be read leaves its table empty and is told in `missing`.
 */
export async function installTemplate(
  app: App,
  access: Access,
  input: NewIntegration,
  locale: Locale = "fr",
): Promise<Installed> {
  requirePermission(access, "integration.write");
  const template = templateById(input.template);
  const { workspaceId, actor } = access;
  await checkRoles(app, workspaceId, template, input.connections);
  const areas = chooseAreas(template, input.areas);
  const asked = mergeSettings(template, defaultSettings(template), input.settings ?? {});
  const reader = createLookupReader(app, { workspaceId, connections: input.connections });
  const settings = await chooseSingles(template, reader, { areas, settings: asked });
  const prepared = await prepareTables(template.tables, reader);
  return app.db.transaction(async (db) => {
    const values = { template: template.id, templateVersion: template.version, name: input.name, areas, settings };
    const id = await insertIntegration({ db, workspaceId, ...values, connections: input.connections });
    const owner = { workspaceId, integrationId: id };
    const tables = await insertTables(db, owner, prepared);
    const flows = await insertFlows(db, { ...owner, actor, locale, areas, now: app.clock() }, template);
    const params = { template: template.id };
    await insertAuditEvent({ db, workspaceId, actor, action: "integration.created", subject: id, params });
    const states = prepared.map(({ definition, fallback, rows, lookups }, n) => {
      return { id: tables[n]?.id ?? "", definition, fallback, rows, errors: lookups.errors };
    });
    return { id, flows, tables, missing: missingOf({ template, areas, settings, tables: states }) };
  });
}

async function checkRoles(app: App, workspaceId: string, template: Template, connections: Record<string, string>): Promise<void> {
  const issues: JsonObject[] = [];
  for (const { role, connectors } of template.roles) {
    const connectionId = connections[role];
    const row = connectionId ? await findConnection({ db: app.db, workspaceId, connectionId }) : undefined;
    if (!row) issues.push({ path: `connections.${role}`, message: connectionId ? `no connection ${connectionId}` : "required" });
    else if (!connectors.includes(row.connector)) {
      issues.push({
        path: `connections.${role}`,
        message: `${row.connector} cannot play this role: ${connectors.join(", ")} can`,
      });
    }
  }
  const unknown = Object.keys(connections).filter((role) => !template.roles.some((entry) => entry.role === role));
  issues.push(...unknown.map((role) => ({ path: `connections.${role}`, message: "unknown role" })));
  if (issues.length === 0) return;
  const message = `The connections do not fit the template: ${issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ")}`;
  throw new AppError({ code: "request.invalid", category: "config", message, details: { issues } });
}

/** A look-up setting nobody chose, where the system offers one value only: there is nothing to ask. */
async function chooseSingles(
  template: Template,
  reader: LookupReader,
  state: { areas: readonly string[]; settings: JsonObject },
): Promise<JsonObject> {
  const settings = { ...state.settings };
  for (const setting of template.settings) {
    const { control } = setting;
    if (control.type !== "lookup" || control.multiple || settings[setting.key] !== null) continue;
    if (!isSettingShown(setting, state)) continue;
    const found = await reader.read(control);
    const only = found.ok && found.value.length === 1 ? found.value[0] : undefined;
    if (only) settings[setting.key] = only.id;
  }
  return settings;
}

/** Reads both sides of each table and matches its rows; a side that cannot be read leaves it empty. */
export async function prepareTables(tables: readonly TemplateTable[], reader: LookupReader): Promise<PreparedTable[]> {
  const prepared: PreparedTable[] = [];
  for (const table of tables) {
    const definition = TableDefinitionSchema.parse(table);
    const lookups = await readTableLookups(reader, definition);
    const fallback = fallbackOf(definition, lookups.choices);
    prepared.push({ definition, lookups, fallback, rows: matchAll(definition, lookups) });
  }
  return prepared;
}

type Owner = { readonly workspaceId: string; readonly integrationId: string };

export async function insertTables(
  db: Queryable,
  owner: Owner,
  prepared: readonly PreparedTable[],
  /** Place of the first. */
  from = 0,
): Promise<{ id: string; key: string }[]> {
  const made: { id: string; key: string }[] = [];
  for (const [index, { definition, fallback, rows }] of prepared.entries()) {
    const position = from + index;
    const { key } = definition;
    const json = JsonObjectSchema.parse(JSON.parse(JSON.stringify(definition)));
    const id = await insertTable({ db, ...owner, key, position, definition: json, fallback });
    await upsertRows({ db, workspaceId: owner.workspaceId, tableId: id, rows });
    made.push({ id, key });
  }
  return made;
}

type FlowOwner = Owner & { actor: string; locale: Locale; areas: readonly string[]; now: Date };

/** Flows of areas that are off are made too, but switched off: the merchant may turn the area on later. */
async function insertFlows(db: Queryable, owner: FlowOwner, template: Template): Promise<{ id: string; key: string }[]> {
  const made: { id: string; key: string }[] = [];
  for (const flow of template.flows) {
    const { id } = await insertTemplateFlow(db, owner, { template, flow });
    if (owner.areas.includes(flow.area)) made.push({ id, key: flow.key });
  }
  return made;
}

/** One flow of a template, published, at its place among the others. */
export async function insertTemplateFlow(
  db: Queryable,
  { workspaceId, integrationId, actor, locale, areas, now }: FlowOwner,
  { template, flow }: { template: Template; flow: TemplateFlow },
): Promise<{ id: string }> {
  const timeZone = (await findWorkspace({ db, workspaceId }))?.timeZone ?? "Europe/Paris";
  const document = documentIn(flow, locale);
  const [enabled, position, key] = [areas.includes(flow.area), template.flows.indexOf(flow), flow.key];
  const templateBase = { version: template.version, locale, document };
  const flowId = await insertFlow({ db, workspaceId, integrationId, document, key, position, enabled, templateBase });
  const contentHash = flowContentHash(document);
  await insertVersion({ db, workspaceId, flowId, document, contentHash, publishedBy: actor, note: null });
  if (flow.schedule) {
    await insertSchedule({ db, workspaceId, flowId, spec: { kind: "every", ...flow.schedule }, timeZone, enabled: false });
  }
  if (flow.nightly) await insertNightly(db, { workspaceId, flowId, timeZone, at: flow.nightly, now });
  return { id: flowId };
}

/** On from the beginning; while its area is off nothing starts. */
async function insertNightly(
  db: Queryable,
  { at, now, ...where }: { workspaceId: string; flowId: string; timeZone: string; at: string; now: Date },
): Promise<void> {
  const from = now.toISOString().slice(0, 10);
  const spec: ScheduleSpec = { kind: "calendar", days: { rule: "daily", every: 1 }, from, at };
  const [nextAt] = nextStarts({ spec, timeZone: where.timeZone, now }, 1);
  await insertSchedule({ db, ...where, spec, enabled: true, nextAt: nextAt ?? now });
}

/** A template's flow with its names in one language. */
export function documentIn(flow: TemplateFlow, locale: Locale): FlowDocument {
  const nodes = flow.document.nodes.map((node) => ({ ...node, label: flow.labels[node.id]?.[locale] ?? node.label }));
  return { ...flow.document, name: flow.title[locale], nodes };
}
