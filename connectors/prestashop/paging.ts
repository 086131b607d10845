import { z } from "zod";
import type { ReadRequest } from "@/connectors/contract";
import type { RawRecord } from "@/connectors/prestashop/body";
import { list } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { FAR_FUTURE, type FilterPart, idParts, type PlannedFilters, planFilters } from "@/connectors/prestashop/filters";
import type { Resource } from "@/connectors/prestashop/resources";
import { shopOf } from "@/connectors/prestashop/shop";
import { earliestLocalSince, localToInstant } from "@/connectors/prestashop/time";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";

/** Rows written while a read runs may carry a slightly earlier time, or commit late. */
const OVERLAP_MS = 5 * 60_000;
const OVERLAP_IDS = 50;

const CursorSchema = z.object({
  /** Which list of alternative values is being read. */
  part: z.number().int().min(0),
  /** Last id read of that part. */
  after: z.number().int().min(0),
  /** The shop's clock when the read began, milliseconds since 1970. */
  start: z.number(),
  /** Highest change seen so far: milliseconds since 1970, or an id. */
  top: z.number().nullable(),
});
type Cursor = z.infer<typeof CursorSchema>;

/** `at`: ISO instant, for streams with `date_upd`; `id`: last id, for streams that only grow. A date is one a person gave. */
const WatermarkSchema = z.union([
  z.object({ at: z.iso.datetime({ offset: true }) }),
  z.object({ id: z.number() }),
  z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)))
    .transform((text) => ({ at: new Date(text).toISOString() })),
]);

interface RawPage {
  readonly records: readonly RawRecord[];
  readonly nextCursor: Json | null;
  readonly watermark: Json | null;
}

/**
 * One page, by ascending id after the last one read: rows that move in time while the read runs are never skipped.
 * A row changed behind the reader is after the watermark, which never passes the start of the read.
 */
export async function readRows(
  ctx: PrestashopContext,
  resource: Resource,
  request: ReadRequest,
  options: { readonly zone: string; readonly display?: string },
): Promise<RawPage> {
  const cursor = request.cursor === null ? undefined : parse(CursorSchema, request.cursor, "cursor");
  const plan = planRead(resource, request, options.zone);
  const part = plan.parts[cursor?.part ?? 0];
  const limit = Math.min(request.pageSize, resource.pageSize);
  const before = ctx.now().getTime();
  // One more than asked tells whether there is a next page without reading an empty one.
  const found = part ? await list(ctx, resource, query(plan, part, cursor?.after ?? 0, limit + 1, options.display)) : [];
  const start = cursor?.start ?? startOfRead(ctx, before);
  const page = plan.byIds ? found : found.slice(0, limit);
  const top = highest(resource, page, cursor?.top ?? null, options.zone);
  const next = nextCursor(plan, { part: cursor?.part ?? 0, after: 0, start, top }, page, found.length > page.length);
  return {
    records: part?.keep ? page.filter(part.keep) : page,
    nextCursor: next,
    watermark: watermarkOf(resource, request, start, top),
  };
}

/** The shop's clock before its first answer was made. */
function startOfRead(ctx: PrestashopContext, before: number): number {
  const elapsed = ctx.now().getTime() - before;
  return (shopOf(ctx).clock ?? ctx.now().getTime()) - elapsed;
}

interface ReadPlan extends PlannedFilters {
  /** Each part is a list of ids, read in one request. */
  readonly byIds: boolean;
  readonly low: number;
  readonly high: number | undefined;
}

export function planRead(resource: Resource, request: ReadRequest, zone: string): ReadPlan {
  const where = request.where ?? [];
  const filters = planFilters(
    resource,
    where.filter((condition) => condition.field !== "id"),
    zone,
  );
  const bounds = { low: 1, high: undefined as number | undefined };
  let ids = request.keys;
  for (const condition of where.filter(({ field }) => field === "id")) {
    const [first, second] = condition.values.map(Number);
    if (condition.op === "in") ids = ids ? ids.filter((id) => condition.values.includes(id)) : condition.values;
    if (condition.op === "gte" || condition.op === "between") bounds.low = Math.max(bounds.low, first ?? 1);
    if (condition.op === "lte" || condition.op === "between") bounds.high = condition.op === "lte" ? first : second;
  }
  const changed = withSince(resource, request, filters, zone, bounds.low);
  if (!ids) return { ...changed, byIds: false, high: bounds.high };
  if (filters.partField !== undefined) throw tooMany(resource);
  const kept = ids.filter((id) => /^\d+$/.test(id) && Number(id) >= bounds.low && Number(id) <= (bounds.high ?? Number(id)));
  const size = Math.min(request.pageSize, resource.pageSize);
  return {
    ...changed,
    parts: idParts(
      kept.sort((a, b) => Number(a) - Number(b)),
      size,
    ),
    partField: "id",
    byIds: true,
    high: undefined,
  };
}

function tooMany(resource: Resource): AppError {
  return new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `Cannot read ${resource.name} by ids and by a long list of values at once`,
  });
}

function withSince(resource: Resource, request: ReadRequest, filters: PlannedFilters, zone: string, low: number) {
  if (request.since === null || resource.cursorField === undefined) return { ...filters, low };
  const since = parse(WatermarkSchema, request.since, "watermark");
  if ("id" in since) return { ...filters, low: Math.max(low, since.id + 1 - OVERLAP_IDS) };
  // Streams without a date of change are read in full from any date.
  if (resource.cursorField === "id") return { ...filters, low };
  const from = earliestLocalSince(Date.parse(since.at) - OVERLAP_MS, zone);
  const asked = /^\[(.*),(.*)\]$/.exec(filters.fixed.date_upd ?? "");
  const lower = asked?.[1] !== undefined && asked[1] > from ? asked[1] : from;
  return { ...filters, fixed: { ...filters.fixed, date_upd: `[${lower},${asked?.[2] ?? FAR_FUTURE}]` }, date: true, low };
}

export function query(plan: ReadPlan, part: FilterPart, after: number, limit: number, display: string | undefined) {
  const filters: Record<string, string> = { ...plan.fixed };
  if (plan.partField !== undefined) filters[plan.partField] = part.filter;
  const low = Math.max(plan.low, after + 1);
  if (!plan.byIds && plan.high !== undefined) filters.id = `[${low},${Math.max(low, plan.high)}]`;
  else if (!plan.byIds && low > 1) filters.id = `>[${low - 1}]`;
  return { filters, display, date: plan.date, limit: plan.byIds ? undefined : limit };
}

function nextCursor(plan: ReadPlan, cursor: Cursor, page: readonly RawRecord[], more: boolean): Json | null {
  if (more && !plan.byIds) {
    const after = Math.max(0, ...page.map((record) => Number(record.id)));
    return plan.high !== undefined && after >= plan.high ? null : { ...cursor, after };
  }
  return cursor.part + 1 < plan.parts.length ? { ...cursor, part: cursor.part + 1, after: 0 } : null;
}

function highest(resource: Resource, page: readonly RawRecord[], known: number | null, zone: string): number | null {
  const values = page.map((record) =>
    resource.cursorField === "id" ? Number(record.id) : localToInstant(String(record.date_upd ?? ""), zone),
  );
  return [known, ...values].reduce<number | null>((top, value) => (value != null && value > (top ?? -1) ? value : top), null);
}

/** The newest change seen, never past the start of the read; nothing seen leaves the watermark where it was. */
function watermarkOf(resource: Resource, request: ReadRequest, start: number, top: number | null): Json | null {
  if (resource.cursorField === undefined || request.keys) return request.since;
  if (resource.cursorField === "id") return top === null ? (request.since ?? { id: 0 }) : { id: top };
  const since = request.since === null ? undefined : parse(WatermarkSchema, request.since, "watermark");
  if (top === null) return request.since ?? { at: new Date(start).toISOString() };
  const at = Math.min(top, start);
  const earlier = since && "at" in since ? Date.parse(since.at) : at;
  return { at: new Date(Math.max(at, Math.min(earlier, start))).toISOString() };
}

function parse<T>(schema: z.ZodType<T>, value: Json, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError({
    code: "connector.bad_request",
    category: "system",
    message: `This ${what} is not one of PrestaShop's`,
    details: { value },
    cause: parsed.error,
  });
}
