import type { ReadCondition, SourceRecord, Watermark } from "@/connectors/contract";
import type { Driver, Plan } from "@/engine/interpreter/plan";
import type { BoundConnector, NodeContext } from "@/engine/interpreter/ports";
import type { Item } from "@/engine/nodes/contract";
import { type ReadConfig, ReadConfigSchema } from "@/engine/nodes/read/definition";
import { evaluateOnce } from "@/engine/nodes/shared/evaluate";
import { itemsOfPayload } from "@/engine/nodes/trigger-webhook/items";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";

export interface ReadPageInput {
  readonly plan: Plan;
  readonly driver: Driver;
  /** null = first page. */
  readonly cursor: Json | null;
  /** The run's own `since` if it was given one; else the stored watermark where `driver.usesWatermark`; else null. */
  readonly since: Watermark | null;
  /** ISO time with offset: records changed at or after it are left out. */
  readonly until?: string;
  /** Keys that were done already and are left out. */
  readonly skip?: ReadonlySet<string>;
  /** Only these source keys (retry of failed records, synchronise one order). */
  readonly keys?: readonly string[];
  /** Records the run may still read; the page ends there. */
  readonly limit?: number;
  readonly ctx: NodeContext;
}

export interface ItemPage {
  readonly items: readonly Item[];
  readonly nextCursor: Json | null;
  /** To store once the run has committed everything; null where the driver has none or the read was partial. */
  readonly watermark: Watermark | null;
}

/** One page of a driver as items. Throws connector errors; nothing is written anywhere. */
export async function readPage(input: ReadPageInput): Promise<ItemPage> {
  const { driver, ctx, limit } = input;
  if (limit !== undefined && limit <= 0) return { items: [], nextCursor: null, watermark: null };
  if (driver.kind === "trigger") {
    const items = narrow(await itemsOfPayload(driver.node, ctx), input);
    return { items: items.slice(0, limit), nextCursor: null, watermark: null };
  }
  const config = ReadConfigSchema.parse(driver.node.config);
  const where = await conditionsOf(config, ctx);
  if (where.some((condition) => condition.values.length === 0)) return { items: [], nextCursor: null, watermark: null };
  const keys = input.keys ?? (await keysOf(config, ctx));
  if (keys?.length === 0) return { items: [], nextCursor: null, watermark: null };
  return readStream({ ...input, config, where, keys });
}

/** How many records a driver will read; null where only reading them would tell. The same is left out as by `readPage`. */
export async function countDriver(
  input: Pick<ReadPageInput, "driver" | "since" | "keys" | "limit" | "ctx">,
): Promise<number | null> {
  const { driver, ctx, limit } = input;
  if (driver.kind === "trigger") return null;
  const config = ReadConfigSchema.parse(driver.node.config);
  const where = await conditionsOf(config, ctx);
  const keys = input.keys ?? (await keysOf(config, ctx));
  if (where.some((condition) => condition.values.length === 0) || keys?.length === 0) return 0;
  const connector = await ctx.connector(config.connection);
  const since = keys === undefined ? await startOf({ since: input.since, config, ctx }) : null;
  const count = await connector.count?.({
    stream: config.stream,
    since,
    ...(where.length > 0 ? { where } : {}),
    ...(keys === undefined ? {} : { keys }),
  });
  return count == null ? null : Math.min(count, limit ?? count);
}

async function readStream(
  input: ReadPageInput & { config: ReadConfig; where: readonly ReadCondition[]; keys: readonly string[] | undefined },
): Promise<ItemPage> {
  const { plan, driver, config, cursor, ctx, keys, limit, where } = input;
  const connector = await ctx.connector(config.connection);
  const page = await connector.read({
    stream: config.stream,
    cursor,
    pageSize: Math.min(plan.settings.pageSize, connector.pageSize, limit ?? Number.POSITIVE_INFINITY),
    since: keys === undefined ? await startOf(input) : null,
    ...(where.length > 0 ? { where } : {}),
    ...(config.include ? { include: config.include } : {}),
    ...(keys === undefined ? {} : { keys }),
  });
  const period = await beforeEnd(uniqueItems(page.records), { connector, stream: config.stream, until: input.until });
  const items = narrow(input.skip ? period.filter(({ key }) => !input.skip?.has(key)) : period, { keys });
  const cut = limit !== undefined && items.length >= limit && (items.length > limit || page.nextCursor !== null);
  const partial = cut || keys !== undefined || !driver.usesWatermark;
  return {
    items: items.slice(0, limit),
    nextCursor: cut ? null : page.nextCursor,
    watermark: partial ? null : page.watermark,
  };
}

/** A record that does not say when it changed belongs to every period. */
async function beforeEnd(
  items: readonly Item[],
  { connector, stream, until }: { connector: BoundConnector; stream: string; until: string | undefined },
): Promise<readonly Item[]> {
  const field = until === undefined ? undefined : await connector.changeField?.(stream);
  if (until === undefined || field === undefined) return items;
  const end = Date.parse(until);
  return items.filter(({ data }) => {
    const changed = data[field];
    return typeof changed !== "string" || Number.isNaN(Date.parse(changed)) || Date.parse(changed) < end;
  });
}

const DAY_MS = 86_400_000;

/** What was given or stored, else what the node says; days back from it where dates of changes do not tell everything. */
async function startOf({ since, config, ctx }: { since: Watermark | null; config: ReadConfig; ctx: NodeContext }) {
  if (since !== null) {
    const days = config.rereadDays ?? 0;
    // A source may count instead: `4711` is a position, though a date to `Date.parse`.
    const isTime = typeof since === "string" && /^\d{4}-\d\d-\d\d/.test(since) && !Number.isNaN(Date.parse(since));
    return days > 0 && isTime ? new Date(Date.parse(since) - days * DAY_MS).toISOString() : since;
  }
  if (config.since === "all" || config.from === undefined) return null;
  const from = await evaluateOnce(ctx, config.from);
  if (from === undefined || from === null || from === "") return null;
  if (typeof from === "string" && !Number.isNaN(Date.parse(from))) return from;
  throw badValue("from", "a date such as 2026-01-31");
}

async function conditionsOf(config: ReadConfig, ctx: NodeContext): Promise<ReadCondition[]> {
  const conditions: ReadCondition[] = [];
  for (const { field, op, value } of config.where ?? []) {
    const given = await evaluateOnce(ctx, value);
    if (given === undefined || given === null || given === "") continue;
    const values = textsOf(given, field);
    if (op === "between" && values.length !== 2) throw badValue(field, "a list of two values");
    conditions.push({ field, op, values });
  }
  return conditions;
}

async function keysOf(config: ReadConfig, ctx: NodeContext): Promise<string[] | undefined> {
  if (config.keys === undefined) return undefined;
  const given = await evaluateOnce(ctx, config.keys);
  return given === undefined || given === null ? undefined : textsOf(given, "keys");
}

function textsOf(value: Json, field: string): string[] {
  return (Array.isArray(value) ? value : [value]).map((entry) => {
    if (typeof entry === "string" || typeof entry === "number" || typeof entry === "boolean") return String(entry);
    throw badValue(field, "a value or a list of values");
  });
}

/** A connector that cannot select by key reads more than it was asked for: the rest is dropped here. */
function narrow(items: readonly Item[], { keys }: { keys?: readonly string[] | undefined }): readonly Item[] {
  if (keys === undefined) return items;
  const wanted = new Set(keys);
  return items.filter((item) => wanted.has(item.key));
}

/** A record that changed while the page was read may come twice: the later one counts. */
function uniqueItems(records: readonly SourceRecord[]): Item[] {
  const byKey = new Map(records.map(({ key, label, data }): [string, Item] => [key, { key, label, data, links: {} }]));
  return [...byKey.values()];
}

function badValue(field: string, expected: string): AppError {
  return new AppError({
    code: "mapping.bad_result",
    category: "config",
    message: `the value of ${field} must be ${expected}`,
    details: { field, expected },
  });
}
