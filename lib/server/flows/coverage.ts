import { z } from "zod";
import { type FlowRow, findFlow } from "@/db/queries/flows";
import { listRows, listTables } from "@/db/queries/integrations";
import { type FlowDocument, FlowDocumentSchema } from "@/engine/document/schema";
import { readRowKey } from "@/engine/mapping/row-conditions";
import { fieldsOfSchema, type RecordField } from "@/engine/mapping/visual/fields";
import { watchTables } from "@/engine/mapping/watch-tables";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { discoverCatalog } from "@/lib/server/connections";
import { flowNotFound } from "@/lib/server/flows/flows";
import { type Measured, type MeasuredField, measureFlow } from "@/lib/server/flows/measure";
import { contextOf } from "@/lib/server/flows/try-context";
import { isMapped } from "@/lib/server/integrations/auto-match";
import { TableDefinitionSchema } from "@/lib/server/integrations/definition";
import { readRunTables } from "@/lib/server/integrations/tables";
import { StoredCatalogSchema } from "@/lib/server/stored-catalog";

const MOST_VALUES = 50;

export const CoverageSchema = z.strictObject({
  /** Absent = the draft as it is saved. */
  document: FlowDocumentSchema.optional(),
  /** Records read from each source of the flow. */
  limit: z.int().min(1).max(200).default(60),
});

/** How far a table covers what the records of a flow look up in it. */
export interface TableCoverage {
  readonly table: string;
  /** Step that looks up, the first where several do; null where none is known. */
  readonly nodeId: string | null;
  /** Records that look something up in it. */
  readonly records: number;
  /** Of those: with a value that has no row, in a table without a default: they would fail. */
  readonly unmapped: number;
  /** Of those: with a value that takes the default of the table, or of the rule. */
  readonly byDefault: number;
  /** The values without a row, the most frequent first. */
  readonly values: readonly { readonly code: string; readonly label: string; readonly records: number }[];
}

export interface Coverage {
  /** Records read. */
  readonly records: number;
  readonly tables: readonly TableCoverage[];
  readonly fields: readonly MeasuredField[];
}

/** Reads live records and tells, by share of them, what tables do not cover and what targets would not take. Writes nothing. */
export async function coverageOf(
  app: App,
  access: Access,
  flowId: string,
  input: z.output<typeof CoverageSchema>,
): Promise<Coverage> {
  requirePermission(access, "flow.write");
  const { workspaceId } = access;
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  if (!flow) throw flowNotFound(flowId);
  const document: FlowDocument = input.document ?? flow.draft;
  const { integrationId } = flow;
  const tables = integrationId === null ? [] : await readRunTables({ db: app.db, workspaceId, integrationId });
  const watch = watchTables(tables);
  const ctx = await contextOf(app, flow, { input: {}, tables: watch.tables, evaluator: watch.evaluator });
  const fields = await readTargets(app, access, document, ctx.connectionId);
  const measured = await measureFlow({
    document,
    ctx,
    limit: input.limit,
    uses: watch.uses,
    targetOf: ({ id }) => fields.get(id),
  });
  return {
    records: measured.records,
    tables: tablesOf(measured, await knownRows(app, flow)),
    fields: measured.fields,
  };
}

/** Fields of what each node writes to, by node: asked of the systems, or as they answered within the hour. */
async function readTargets(
  app: App,
  access: Access,
  { nodes }: FlowDocument,
  connectionId: (ref: string) => string,
): Promise<Map<string, readonly RecordField[]>> {
  const found = new Map<string, readonly RecordField[]>();
  for (const { id, kind, config } of nodes) {
    if (kind !== "write" || typeof config.connection !== "string") continue;
    const catalog = await discoverCatalog(app, access, { connectionId: connectionId(config.connection) });
    const stream = StoredCatalogSchema.parse(catalog).streams.find(({ name }) => name === config.stream);
    if (stream?.jsonSchema) found.set(id, fieldsOfSchema(stream.jsonSchema));
  }
  return found;
}

interface KnownTable {
  readonly key: string;
  readonly hasDefault: boolean;
  /** Label by source value; only those with every value they need are `mapped`. */
  readonly labels: ReadonlyMap<string, string>;
  readonly mapped: ReadonlySet<string>;
}

async function knownRows(app: App, { workspaceId, integrationId }: FlowRow): Promise<KnownTable[]> {
  if (integrationId === null) return [];
  const tables = await listTables({ db: app.db, workspaceId, integrationId });
  const rows = await listRows({ db: app.db, workspaceId, tableIds: tables.map(({ id }) => id) });
  return tables.map(({ id, key, definition, fallback }) => {
    const own = rows.filter(({ tableId }) => tableId === id);
    const columns = TableDefinitionSchema.parse(definition);
    return {
      key,
      hasDefault: fallback !== null,
      labels: new Map(own.map(({ sourceId, sourceLabel }) => [sourceId, sourceLabel])),
      mapped: new Set(own.filter(({ target }) => isMapped(columns, target)).map(({ sourceId }) => sourceId)),
    };
  });
}

/** A value by its label; one whose rows hold for some facts only, with the facts none of them is for. */
function labelOf(code: string, labels: ReadonlyMap<string, string>): string {
  const { source, when } = readRowKey(code);
  const facts = Object.values(when).join(", ");
  const label = labels.get(source) ?? source;
  return facts === "" ? label : `${label} (${facts})`;
}

function tablesOf({ uses }: Measured, tables: readonly KnownTable[]): TableCoverage[] {
  return tables.flatMap(({ key, hasDefault, labels, mapped }) => {
    const own = uses.filter(({ table }) => table === key);
    if (own.length === 0) return [];
    const without = own.filter(({ code }) => !mapped.has(code));
    const count = (some: readonly { record: string }[]) => new Set(some.map(({ record }) => record)).size;
    const values = [...new Set(without.map(({ code }) => code))]
      .map((code) => ({ code, label: labelOf(code, labels), records: count(without.filter((use) => use.code === code)) }))
      .sort((one, other) => other.records - one.records);
    const nodes = new Set((without.length > 0 ? without : own).map(({ nodeId }) => nodeId));
    const [nodeId = null] = nodes;
    return [
      {
        table: key,
        nodeId,
        records: count(own),
        unmapped: hasDefault ? 0 : count(without.filter(({ isOptional }) => !isOptional)),
        byDefault: count(hasDefault ? without : without.filter(({ isOptional }) => isOptional)),
        values: values.slice(0, MOST_VALUES),
      },
    ];
  });
}
