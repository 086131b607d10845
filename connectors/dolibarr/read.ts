import { z } from "zod";
import type { CountRequest, ReadPage, ReadRequest, SourceRecord } from "@/connectors/contract";
import { type Context, get, list, type Query } from "@/connectors/dolibarr/client";
import { badData } from "@/connectors/dolibarr/failures";
import { and, condition, idIn } from "@/connectors/dolibarr/filters";
import { requireShown } from "@/connectors/dolibarr/guards";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { localText, toRecord } from "@/connectors/dolibarr/values";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** Changes stamped before a long transaction ended show up late: each incremental read starts this much earlier. */
const OVERLAP_SECONDS = 300;
/** The westernmost clock: with an unknown server zone the filter starts this much earlier and rows are compared here. */
const UNKNOWN_ZONE_SECONDS = 12 * 3600;

/** `after`: last row id read. `mark`: newest change before the read began, seconds. `at`: position in `keys`. */
const CursorSchema = z.strictObject({ after: z.string(), mark: z.number().nullable(), at: z.number().default(0) });
type Cursor = z.infer<typeof CursorSchema>;

/** Rows of one page as Dolibarr sent them, and where the next page starts. */
export interface RawPage {
  readonly rows: readonly JsonObject[];
  readonly next: Cursor | null;
  readonly watermark: string | null;
}

export async function readTable(ctx: Context, table: StreamTable, request: ReadRequest): Promise<ReadPage> {
  const query = { ...table.listQuery, ...includeQuery(table, request.include) };
  const page = await readRows(ctx, table, request, query);
  for (const { name, proof } of table.includes ?? []) {
    if (proof !== undefined && request.include?.includes(name)) requireShown(page.rows, proof);
  }
  const records = await Promise.all(page.rows.map((row) => completeRecord(ctx, table, row, request.include ?? [])));
  return { records, nextCursor: page.next, watermark: page.watermark };
}

/**
 * One page by row id, so that records changed during the read neither shift nor hide others. The watermark is the
 * newest change there was before the first page: everything changed later carries a later stamp of the same clock.
 */
export async function readRows(ctx: Context, table: StreamTable, request: ReadRequest, query: Query): Promise<RawPage> {
  const since = sinceSeconds(request.since);
  const cursor = parseCursor(request.cursor) ?? { after: "0", at: 0, mark: await newestChange(ctx, table) };
  const watermark = watermarkText(cursor.mark, since);
  if (request.keys) return { ...(await readKeys(ctx, table, { request, cursor, query })), watermark: null };
  const clauses = [`(t.rowid:>:${cursor.after})`, ...readClauses(ctx, table, request)];
  const all = await list(ctx, table.path, {
    ...query,
    sortfield: "t.rowid",
    sortorder: "ASC",
    limit: request.pageSize,
    sqlfilters: and(clauses),
  });
  const last = all.at(-1);
  const next = last && all.length >= request.pageSize ? { ...cursor, after: rowId(last) } : null;
  return { rows: all.filter((row) => isRecent(row, table, since)), next, watermark };
}

function parseCursor(cursor: Json | null): Cursor | null {
  if (cursor === null) return null;
  const parsed = CursorSchema.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new AppError({
    code: "connector.bad_request",
    category: "system",
    message: "Not a cursor of this stream",
    cause: parsed.error,
  });
}

type KeyRead = { readonly request: ReadRequest; readonly cursor: Cursor; readonly query: Query };

async function readKeys(
  ctx: Context,
  table: StreamTable,
  { request, cursor, query }: KeyRead,
): Promise<Omit<RawPage, "watermark">> {
  const keys = request.keys ?? [];
  const part = keys.slice(cursor.at, cursor.at + request.pageSize).filter((key) => /^\d+$/.test(key));
  const at = cursor.at + request.pageSize;
  const next = at < keys.length ? { ...cursor, at } : null;
  if (part.length === 0) return { rows: [], next };
  const rows = await list(ctx, table.path, { ...query, sortfield: "t.rowid", limit: 0, sqlfilters: idIn("t.rowid", part) });
  return { rows, next };
}

/** What a read without keys asks for, whichever page. */
export function readClauses(ctx: Context, table: StreamTable, { where = [], since: from }: CountRequest): string[] {
  const clauses = where.map((each) => {
    const column = table.columns[each.field];
    if (!column) throw badData(`The stream ${table.name} cannot be filtered on ${each.field}`);
    return condition(each, column);
  });
  const since = sinceSeconds(from);
  if (since === null || !table.changed) return clauses;
  return [...clauses, `(t.tms:>=:'${filterTime(ctx, since - OVERLAP_SECONDS)}')`];
}

/** The newest change of a stream in one request of two fields; null for one that does not say when it changed. */
export async function newest(ctx: Context, table: StreamTable): Promise<string | null> {
  if (!table.changed) return null;
  return String((await newestChange(ctx, table)) ?? "");
}

async function newestChange(ctx: Context, table: StreamTable): Promise<number | null> {
  if (!table.changed) return null;
  const { raw } = table.changed;
  const rows = await list(ctx, table.path, { sortfield: "t.tms", sortorder: "DESC", limit: 1, properties: `id,${raw}` });
  return rows[0] ? changeSeconds(rows[0], table) : null;
}

function changeSeconds(row: JsonObject, table: StreamTable): number | null {
  const seconds = Number(row[table.changed?.raw ?? ""] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** The server's answer counts in its own zone, which a coarse filter let through too early. */
function isRecent(row: JsonObject, table: StreamTable, since: number | null): boolean {
  const changed = changeSeconds(row, table);
  return since === null || changed === null || changed >= since - OVERLAP_SECONDS;
}

function filterTime(ctx: Context, seconds: number): string {
  const zone = ctx.config.timeZone;
  return localText(zone, zone === "" ? seconds - UNKNOWN_ZONE_SECONDS : seconds);
}

function sinceSeconds(since: Json | null): number | null {
  if (since === null) return null;
  const time = typeof since === "string" ? Date.parse(since) : Number.NaN;
  if (Number.isNaN(time)) throw badData(`${JSON.stringify(since)} is not a date to read changes from`);
  return Math.floor(time / 1000);
}

/** Never moves back: a stream without newer changes keeps the watermark it was given. */
function watermarkText(mark: number | null, since: number | null): string | null {
  const newest = mark === null ? since : Math.max(mark, since ?? mark);
  return newest === null ? null : new Date(newest * 1000).toISOString();
}

function rowId(row: JsonObject): string {
  const id = String(row.id ?? "");
  if (/^\d+$/.test(id)) return id;
  throw new AppError({ code: "connector.bad_response", category: "transient", message: "A record of Dolibarr has no id" });
}

function includeQuery(table: StreamTable, include: readonly string[] | undefined): Query {
  const chosen = (table.includes ?? []).filter((part) => include?.includes(part.name));
  return Object.assign({}, ...chosen.map((part) => part.query ?? {}));
}

async function completeRecord(
  ctx: Context,
  table: StreamTable,
  row: JsonObject,
  include: readonly string[],
): Promise<SourceRecord> {
  const data = recordOf(ctx, table, row);
  for (const part of table.includes ?? []) {
    if (!part.perRecord || !include.includes(part.name)) continue;
    const { path, field, fields } = part.perRecord;
    const rows = await get(ctx, path.replace("{id}", rowId(row)));
    data[field] = Array.isArray(rows) ? rows.filter(isJsonObject).map((each) => toRecord(each, fields, ctx.config.timeZone)) : [];
  }
  return { key: rowId(row), label: table.label(data), data };
}

/** A row in field-standard types, its lines and its order included. */
export function recordOf(ctx: Context, table: StreamTable, row: JsonObject): JsonObject {
  const zone = ctx.config.timeZone;
  const data = toRecord(row, table.fields, zone);
  const { lineFields } = table;
  if (lineFields) {
    const lines = Array.isArray(row.lines) ? row.lines.filter(isJsonObject) : [];
    data.lines = lines.map((line) => toRecord(line, lineFields, zone));
  }
  if (table.fields.order) data.order = firstLinked(data.linked, "commande");
  return data;
}

function firstLinked(links: Json | undefined, type: string): string | null {
  const ids = isJsonObject(links) ? links[type] : undefined;
  return Array.isArray(ids) && typeof ids[0] === "string" ? ids[0] : null;
}
