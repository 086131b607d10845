import type { Queryable } from "@/db/client";
import {
  deleteRows,
  findIntegration,
  findTable,
  listRows,
  listTables,
  type MapRow,
  type MapTableRow,
  type RowValues,
  touchTable,
  upsertRows,
} from "@/db/queries/integrations";
import { insertAuditEvent } from "@/db/queries/workspaces";
import type { RunTable } from "@/engine/interpreter/ports";
import { readRowKey, writeRowKey } from "@/engine/mapping/row-conditions";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { isMapped, matchRow } from "@/lib/server/integrations/auto-match";
import { type TableDefinition, TableDefinitionSchema } from "@/lib/server/integrations/definition";
import { createLookupReader, readTableLookups, type TableLookups } from "@/lib/server/integrations/lookups";
import { changeParams, defaultChange, rowChanges } from "@/lib/server/integrations/table-history";
import { notFound } from "@/lib/server/tokens";

export interface MapTable {
  readonly row: MapTableRow;
  readonly definition: TableDefinition;
  readonly rows: readonly MapRow[];
}

/** A table with its rows; throws `request.not_found`. */
export async function readTable(app: App, access: Access, tableId: string): Promise<MapTable> {
  const { workspaceId } = access;
  const row = await findTable({ db: app.db, workspaceId, tableId });
  if (!row) throw notFound("table", tableId);
  const rows = await listRows({ db: app.db, workspaceId, tableIds: [tableId] });
  return { row, definition: TableDefinitionSchema.parse(row.definition), rows };
}

/** Both look-ups of a table, read now: the pickers of its grid. */
export async function readChoices(app: App, access: Access, tableId: string): Promise<TableLookups> {
  const { row, definition } = await readTable(app, access, tableId);
  const { workspaceId } = access;
  const integration = await findIntegration({ db: app.db, workspaceId, integrationId: row.integrationId });
  if (!integration) throw notFound("integration", row.integrationId);
  return readTableLookups(createLookupReader(app, integration), definition);
}

/** A target as callers give it: by column, the bare value of a table with one column, or null to clear it. */
type TargetInput = Json;

function toTarget(definition: TableDefinition, input: TargetInput): JsonObject {
  if (input === null) return {};
  const single = definition.columns.length === 1 ? definition.columns[0] : undefined;
  const target = isJsonObject(input) ? input : single ? { [single.key]: input } : {};
  const issues = Object.entries(target).flatMap(([key, value]): JsonObject[] => {
    const column = definition.columns.find((entry) => entry.key === key);
    const wanted = column?.control.type === "switch" ? "boolean" : "string";
    const fits = column !== undefined && (value === null || typeof value === wanted);
    return fits ? [] : [{ path: `target.${key}`, message: column ? `must be a ${wanted}` : "unknown column" }];
  });
  if (issues.length > 0 || (!isJsonObject(input) && !single)) {
    const columns = definition.columns.map((column) => column.key);
    const message = `A target of the table ${definition.key} has the columns ${columns.join(", ")}`;
    throw new AppError({ code: "request.invalid", category: "config", message, details: { issues, columns } });
  }
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== null && value !== ""));
}

export interface TableChange {
  /**
   * Rows to set by hand; rows that are not named stay as they are. A `source` such as `paypal?currency=USD` is the row of a
   * value under conditions; emptied, it goes.
   */
  readonly rows?: readonly { readonly source: string; readonly label?: string; readonly target: TargetInput }[];
  /** Target of source values without a row; null = such a value is an error. */
  readonly default?: TargetInput;
  /** Refuse with `request.conflict` when somebody changed the table since. */
  readonly revision?: number;
}

export async function changeTable(app: App, access: Access, tableId: string, change: TableChange): Promise<MapTable> {
  requirePermission(access, "table.write");
  const { definition, rows, row } = await readTable(app, access, tableId);
  const { workspaceId, actor } = access;
  const fallback =
    change.default === undefined ? undefined : change.default === null ? null : toTarget(definition, change.default);
  const values = (change.rows ?? []).map((entry, n): RowValues => {
    const key = readRowKey(entry.source);
    const sourceId = writeRowKey(key);
    const known = rows.find((existing) => existing.sourceId === sourceId);
    // A row with conditions stands behind the one of its value.
    const base = known ?? rows.find((existing) => existing.sourceId === key.source);
    const target = toTarget(definition, entry.target);
    return {
      sourceId,
      sourceLabel: entry.label ?? base?.sourceLabel ?? key.source,
      position: base?.position ?? rows.length + n,
      target,
      origin: Object.keys(target).length === 0 ? "none" : "manual",
      reason: null,
    };
  });
  const twice = values.find(({ sourceId }, n) => values.findIndex((other) => other.sourceId === sourceId) < n);
  if (twice) throw namedTwice(twice.sourceId);
  await app.db.transaction(async (db) => {
    const touched = await touchTable({ db, workspaceId, tableId, fallback, revision: change.revision });
    if (touched === undefined) throw staleTable(row);
    const gone = values.filter(isEmptied).map(({ sourceId }) => sourceId);
    await upsertRows({ db, workspaceId, tableId, rows: values.filter((value) => !isEmptied(value)) });
    await deleteRows({ db, workspaceId, tableId, sourceIds: gone });
    const former = rows.filter(({ sourceId }) => values.some((value) => value.sourceId === sourceId));
    const params = changeParams([...defaultChange(row.fallback, fallback), ...rowChanges(former, values)]);
    await insertAuditEvent({ db, workspaceId, actor, action: "table.changed", subject: tableId, params });
  });
  return readTable(app, access, tableId);
}

/** A row with conditions is there for its values: without them it goes, and its value's own row counts again. */
function isEmptied({ sourceId, target }: RowValues): boolean {
  return Object.keys(target).length === 0 && Object.keys(readRowKey(sourceId).when).length > 0;
}

function namedTwice(source: string): AppError {
  const message = `The row ${source} is given twice`;
  const details = { issues: [{ path: "rows", message }] };
  return new AppError({ code: "request.invalid", category: "config", message, details });
}

function staleTable(row: MapTableRow): AppError {
  return new AppError({
    code: "request.conflict",
    category: "conflict",
    message: "Somebody changed the table meanwhile: read it again",
    details: { revision: row.revision },
  });
}

/**
 * Reads both look-ups again: new source values get a row, vanished ones lose theirs, and every row that no person set
 * is matched anew. Throws the connector's error when a side cannot be read: a table is never emptied by a failure.
 */
export async function autoMatchTable(app: App, access: Access, tableId: string): Promise<MapTable> {
  requirePermission(access, "table.write");
  const { definition, rows } = await readTable(app, access, tableId);
  const { workspaceId, actor } = access;
  const lookups = await readChoices(app, access, tableId);
  const failed = lookups.errors[0]?.error;
  if (failed) throw new AppError(failed);
  const manual = new Map(rows.filter((row) => row.origin === "manual").map((row) => [row.sourceId, row]));
  const values = matchAll(definition, lookups).map((value) => {
    const kept = manual.get(value.sourceId);
    return kept ? { ...value, target: kept.target, origin: kept.origin, reason: kept.reason } : value;
  });
  const present = new Set(values.map((value) => value.sourceId));
  const vanished = rows.filter((row) => !present.has(row.sourceId) && row.origin !== "manual").map((row) => row.sourceId);
  await app.db.transaction(async (db) => {
    await touchTable({ db, workspaceId, tableId });
    await upsertRows({ db, workspaceId, tableId, rows: values });
    await deleteRows({ db, workspaceId, tableId, sourceIds: vanished });
    const params = changeParams(rowChanges(rows, values));
    await insertAuditEvent({ db, workspaceId, actor, action: "table.matched", subject: tableId, params });
  });
  return readTable(app, access, tableId);
}

/** A row per source value, in the order of the look-up. */
export function matchAll(definition: TableDefinition, lookups: TableLookups): RowValues[] {
  return lookups.sources.map((source, position) => ({
    sourceId: source.id,
    sourceLabel: source.label,
    position,
    ...matchRow(definition, source, lookups.choices),
  }));
}

/** Source values a run could not translate: a row without its required values, in a table without a default. */
export function unmappedRows(table: { definition: TableDefinition; fallback: JsonObject | null; rows: readonly RowValues[] }) {
  if (table.fallback !== null) return [];
  return table.rows.filter((row) => !isMapped(table.definition, row.target));
}

/** The tables of an integration as a run sees them. Half-filled rows are left out: they count as unmapped. */
export async function readRunTables(input: { db: Queryable; workspaceId: string; integrationId: string }): Promise<RunTable[]> {
  const tables = await listTables(input);
  const rows = await listRows({ ...input, tableIds: tables.map((table) => table.id) });
  return tables.map((table) => {
    const definition = TableDefinitionSchema.parse(table.definition);
    const usable = rows.filter((row) => row.tableId === table.id && isMapped(definition, row.target));
    return {
      key: table.key,
      rows: Object.fromEntries(usable.map((row) => [row.sourceId, row.target])),
      fallback: table.fallback,
    };
  });
}
