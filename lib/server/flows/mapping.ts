import { z } from "zod";
import { type FlowRow, findFlow } from "@/db/queries/flows";
import { findIntegration, type IntegrationRow, listRows, listTables } from "@/db/queries/integrations";
import { ancestorsOf, graphOf } from "@/engine/document/graph";
import { inputSchemaOf } from "@/engine/document/input-schema";
import { type FlowDocument, FlowDocumentSchema, type FlowNode } from "@/engine/document/schema";
import { aliasOf } from "@/engine/document/validation/context";
import { parseMapping } from "@/engine/mapping/visual/parse";
import { printRule } from "@/engine/mapping/visual/print";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { type Locale, LocalizedTextSchema } from "@/lib/core/text";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { discoverCatalog, lookupValues } from "@/lib/server/connections";
import { flowNotFound } from "@/lib/server/flows/flows";
import { validationEnv } from "@/lib/server/flows/problems";
import { TableDefinitionSchema } from "@/lib/server/integrations/definition";
import { unmappedRows } from "@/lib/server/integrations/tables";
import { TEMPLATES } from "@/templates/registry";

export const DescribeMappingSchema = z.strictObject({
  flowId: z.string(),
  /** As it is on the screen: what arrives depends on the nodes before. */
  document: FlowDocumentSchema,
  nodeId: z.string(),
});

const StreamSchema = z.object({
  name: z.string(),
  title: LocalizedTextSchema,
  jsonSchema: JsonObjectSchema,
  modes: z.array(z.string()),
});
const CatalogSchema = z.object({ streams: z.array(StreamSchema) });
type Stream = z.infer<typeof StreamSchema>;

/** What the mapper of a node needs to know: both sides, and what rules may name. */
export async function describeMapping(
  app: App,
  access: Access,
  input: z.infer<typeof DescribeMappingSchema> & { locale: Locale },
) {
  requirePermission(access, "flow.write");
  const { document, nodeId, locale } = input;
  const { flow, integration } = await loadFlow(app, access, input.flowId);
  const streams = await streamsOf(app, access, { flow, integration, document });
  const node = document.nodes.find((each) => each.id === nodeId);
  const target = node && streams(node.config.connection, node.config.stream);
  return {
    input: inputSchemaOf(document, nodeId, {
      streamSchema: (connection, stream) => streams(connection, stream)?.jsonSchema,
    }),
    target: target ? { title: target.title[locale], schema: target.jsonSchema } : null,
    links: linksBefore(document, nodeId, locale),
    settings: Object.keys(integration?.settings ?? {}),
    tables: await tablesOf(app, access, { integration, locale }),
    known: node ? knownRules(node) : [],
  };
}
export type MappingDescription = Awaited<ReturnType<typeof describeMapping>>;

async function loadFlow(app: App, access: Access, flowId: string) {
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const flow = await findFlow({ ...scope, flowId });
  if (!flow) throw flowNotFound(flowId);
  const { integrationId } = flow;
  const integration = integrationId === null ? undefined : await findIntegration({ ...scope, integrationId });
  return { flow, integration };
}

type Loaded = { flow: FlowRow; integration: IntegrationRow | undefined };

/** The streams of every connection the flow names. One that does not answer has none. */
async function streamsOf(app: App, access: Access, { integration, document }: Loaded & { document: FlowDocument }) {
  const found = new Map<string, readonly Stream[]>();
  const named = new Set(
    document.nodes.flatMap(({ config }) => (typeof config.connection === "string" ? [config.connection] : [])),
  );
  for (const reference of named) {
    const connectionId = connectionOf(integration, reference);
    if (connectionId === undefined) continue;
    try {
      found.set(reference, CatalogSchema.parse(await discoverCatalog(app, access, { connectionId })).streams);
    } catch (error) {
      app.log.warn("catalog.unread", { connectionId, message: error instanceof Error ? error.message : "" });
    }
  }
  return (connection: unknown, stream: unknown) => found.get(String(connection))?.find(({ name }) => name === stream);
}

function connectionOf(integration: IntegrationRow | undefined, reference: string): string | undefined {
  if (!reference.startsWith("role:")) return reference === "" ? undefined : reference;
  return integration?.connections[reference.slice("role:".length)];
}

/** What nodes before this one leave in `$links`. */
function linksBefore(document: FlowDocument, nodeId: string, locale: Locale) {
  const before = ancestorsOf(graphOf(document), nodeId);
  return document.nodes.flatMap((node) => {
    const alias = before.has(node.id) && !node.disabled ? aliasOf(node) : undefined;
    return alias === undefined ? [] : [{ alias, title: node.label ?? nodeDefinition(node.kind).title[locale] }];
  });
}

/** The tables of the integration, with their columns and the values of the shop that have no row yet. */
async function tablesOf(
  app: App,
  access: Access,
  { integration, locale }: { integration: IntegrationRow | undefined; locale: Locale },
) {
  if (!integration) return [];
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const tables = await listTables({ ...scope, integrationId: integration.id });
  const rows = await listRows({ ...scope, tableIds: tables.map((table) => table.id) });
  return tables.map((table) => {
    const definition = TableDefinitionSchema.parse(table.definition);
    const own = rows.filter((row) => row.tableId === table.id);
    return {
      ...{ id: table.id, integrationId: integration.id, key: table.key, title: definition.title[locale], values: own.length },
      columns: definition.columns.map((column) => ({ key: column.key, title: column.title[locale] })),
      unmapped: unmappedRows({ definition, fallback: table.fallback, rows: own }).map((row) => row.sourceLabel),
    };
  });
}

/** How the gallery's templates fill the same stream from the same source: what its fields are usually made of. */
function knownRules(node: FlowNode): { field: string; text: string }[] {
  const known = new Map<string, string>();
  const flows = TEMPLATES.flatMap((template) => template.flows.map((flow) => flow.document));
  for (const other of flows.flatMap((flow) => flow.nodes)) {
    if (other.kind !== node.kind || other.config.stream !== node.config.stream || typeof other.config.record !== "string")
      continue;
    const mapping = parseMapping(other.config.record);
    // A rule that leans on variables of its own mapping would not stand alone here.
    const names = mapping?.variables.map(({ name }) => `$${name}`) ?? [];
    for (const { name, rule } of mapping?.members ?? []) {
      const text = printRule(rule);
      if (!known.has(name) && rule.kind !== "each" && !names.some((each) => text.includes(each))) known.set(name, text);
    }
  }
  return [...known].map(([field, text]) => ({ field, text }));
}

export const TableValuesSchema = z.strictObject({ flowId: z.string(), table: z.string() });

/** Most values that are offered of one table. */
const MOST_VALUES = 300;

/** Values of the source that a table of the flow's integration has a row for. */
export async function readTableValues(app: App, access: Access, input: z.infer<typeof TableValuesSchema>) {
  requirePermission(access, "flow.write");
  const { integration } = await loadFlow(app, access, input.flowId);
  if (!integration) return [];
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const tables = await listTables({ ...scope, integrationId: integration.id });
  const rows = await listRows({ ...scope, tableIds: tables.filter(({ key }) => key === input.table).map(({ id }) => id) });
  return rows.slice(0, MOST_VALUES).map(({ sourceId, sourceLabel }) => ({ value: sourceId, label: sourceLabel }));
}

export const TargetLookupSchema = z.strictObject({ flowId: z.string(), connection: z.string(), lookup: z.string() });

/** Values of a list of the target: what a constant is chosen from. */
export async function readTargetLookup(app: App, access: Access, input: z.infer<typeof TargetLookupSchema>) {
  requirePermission(access, "flow.write");
  const { flow, integration } = await loadFlow(app, access, input.flowId);
  const { connections } = await validationEnv(app, access, flow);
  const connectionId = connectionOf(integration, input.connection);
  if (connectionId === undefined || connections[input.connection] === undefined) return [];
  const items = await lookupValues(app, access, { connectionId, lookup: input.lookup });
  return items.map(({ id, label }) => ({ value: id, label }));
}
