import type { WriteOutcome, WriteRecord } from "@/connectors/contract";
import type { RawRecord } from "@/connectors/prestashop/body";
import { list } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { valueParts } from "@/connectors/prestashop/filters";
import { related } from "@/connectors/prestashop/related";
import type { Resource } from "@/connectors/prestashop/resources";
import { toRecord } from "@/connectors/prestashop/values";
import { withCreateDefaults } from "@/connectors/prestashop/write/create-defaults";
import { failed, isWholeBatch, wasAnswered } from "@/connectors/prestashop/write/outcomes";
import { type Preparing, toEntity } from "@/connectors/prestashop/write/prepare";
import { send } from "@/connectors/prestashop/write/send";
import type { Entity } from "@/connectors/prestashop/write/xml";
import { AppError, toAppError } from "@/lib/core/errors";

/** Entities per POST, of streams whose records can be told apart afterwards by a key of ours. */
const BATCH: Readonly<Record<string, { readonly key: string; readonly size: number }>> = {
  products: { key: "reference", size: 20 },
  combinations: { key: "reference", size: 50 },
};

/** Streams whose rows are worth reading back: the reply to a POST echoes what was sent, not what is stored (quirk 25). */
const READ_BACK = new Set(["products", "combinations", "customers", "addresses", "categories"]);

type Ready = { readonly record: WriteRecord; readonly entity: Entity };
type Outcomes = Map<WriteRecord, WriteOutcome>;

/** New records, several per request where a half-done batch can be told apart; one outcome per record, in order. */
export async function createRecords(
  ctx: PrestashopContext,
  how: Preparing,
  records: readonly WriteRecord[],
): Promise<WriteOutcome[]> {
  const outcomes: Outcomes = new Map();
  const ready: Ready[] = [];
  for (const record of records) {
    try {
      ready.push({ record, entity: withCreateDefaults(how, toEntity(how, record.data, undefined)) });
    } catch (thrown) {
      outcomes.set(record, failed(thrown, { creating: true }));
    }
  }
  const batches = batchesOf(how.resource, ready);
  const before = batches.some((batch) => batch.length > 1) ? await lastId(ctx, how.resource) : 0;
  try {
    for (const batch of batches) await sendCreates(ctx, how.resource, { batch, before, outcomes });
  } catch (thrown) {
    // What was created must be told: only a batch of which nothing happened may throw.
    if (![...outcomes.values()].some((outcome) => outcome.outcome === "created")) throw thrown;
    for (const { record } of ready) if (!outcomes.has(record)) outcomes.set(record, failed(thrown, { creating: true }));
  }
  await readBack(ctx, how, records, outcomes);
  return records.map((record) => outcomes.get(record) ?? failed(lost(how.resource), { creating: true }));
}

function batchesOf(resource: Resource, ready: readonly Ready[]): Ready[][] {
  const rule = BATCH[resource.name];
  if (!rule) return ready.map((one) => [one]);
  const keys = ready.map((one) => keyOf(one, rule.key));
  const alone = ready.filter(
    (_, index) => keys[index] === "" || keys.indexOf(keys[index] ?? "") !== keys.lastIndexOf(keys[index] ?? ""),
  );
  const together = ready.filter((one) => !alone.includes(one));
  const batches: Ready[][] = [];
  for (let start = 0; start < together.length; start += rule.size) batches.push(together.slice(start, start + rule.size));
  return [...batches, ...alone.map((one) => [one])];
}

function keyOf(one: Ready, key: string): string {
  const value = one.entity.fields.get(key);
  return typeof value === "string" ? value.toLowerCase() : "";
}

/** `before`: highest id of the list before anything was sent. */
type Batch = { readonly batch: readonly Ready[]; readonly before: number; readonly outcomes: Outcomes };

async function sendCreates(ctx: PrestashopContext, resource: Resource, { batch, before, outcomes }: Batch): Promise<void> {
  try {
    const ids = await send(ctx, resource, { method: "POST", entities: batch.map(({ entity }) => entity) });
    for (const [index, { record }] of batch.entries()) outcomes.set(record, created(record, ids[index]));
  } catch (thrown) {
    const error = toAppError(thrown);
    if (isWholeBatch(error)) throw error;
    if (batch.length === 1 || !wasAnswered(error)) {
      for (const { record } of batch) outcomes.set(record, failed(error, { creating: true }));
      return;
    }
    await finishBatch(ctx, resource, { batch, before, outcomes });
  }
}

function created(record: WriteRecord, id: string | undefined): WriteOutcome {
  if (!id) return failed(lost(undefined), { creating: true });
  const { reference } = record.data;
  return { outcome: "created", id, ...(typeof reference === "string" ? { ref: reference } : {}) };
}

/** The reply holds no id: the record may be there. */
function lost(resource: Resource | undefined): AppError {
  return new AppError({
    code: "connector.uncertain",
    category: "transient",
    message: `PrestaShop did not tell the id of the new ${resource?.item ?? "record"}`,
  });
}

async function lastId(ctx: PrestashopContext, resource: Resource): Promise<number> {
  const [last] = await list(ctx, resource, { display: "[id]", sort: "[id_DESC]", limit: 1 });
  return Number(last?.id ?? 0);
}

/**
 * One entity of the batch was refused; those before it are in the shop, without an id in the reply (quirk 24).
 * They are found by their key among the rows that are newer than the batch; the others are sent one by one.
 */
async function finishBatch(ctx: PrestashopContext, resource: Resource, { batch, before, outcomes }: Batch): Promise<void> {
  const key = BATCH[resource.name]?.key ?? "reference";
  const newer = await newerRows(ctx, resource, { batch, before, key }).catch((thrown: unknown) => {
    ctx.log.warn("prestashop.batch_unclear", { stream: resource.name, code: toAppError(thrown).code });
    return undefined;
  });
  for (const one of batch) {
    const found = newer?.find((row) => String(row[key]).toLowerCase() === keyOf(one, key));
    if (found) outcomes.set(one.record, created(one.record, String(found.id)));
    else if (newer) await sendCreates(ctx, resource, { batch: [one], before, outcomes });
    else outcomes.set(one.record, failed(lost(resource), { creating: true }));
  }
}

async function newerRows(
  ctx: PrestashopContext,
  resource: Resource,
  { batch, before, key }: { batch: readonly Ready[]; before: number; key: string },
): Promise<RawRecord[]> {
  const newer: RawRecord[] = [];
  for (const part of valueParts(
    key,
    batch.map((one) => keyOf(one, key)),
  )) {
    newer.push(...(await list(ctx, resource, { display: `[id,${key}]`, filters: { [key]: part.filter, id: `>[${before}]` } })));
  }
  return newer;
}

/** Adds the stored row as `data` to each created outcome; one request for all of them, whose failure changes no outcome. */
async function readBack(
  ctx: PrestashopContext,
  how: Preparing,
  records: readonly WriteRecord[],
  outcomes: Outcomes,
): Promise<void> {
  if (!READ_BACK.has(how.resource.name)) return;
  const ids = [...outcomes.values()].flatMap((outcome) => (outcome.outcome === "created" ? [outcome.id] : []));
  const stored = await related(ctx, how.resource.name, "id", ids).catch((thrown: unknown) => {
    ctx.log.warn("prestashop.not_read_back", { stream: how.resource.name, code: toAppError(thrown).code });
    return [];
  });
  const rows = new Map(stored.map((row) => [String(row.id), row]));
  for (const record of records) {
    const outcome = outcomes.get(record);
    if (outcome?.outcome !== "created") continue;
    const row = rows.get(outcome.id);
    if (row) outcomes.set(record, { ...outcome, data: toRecord(how.resource, row, how) });
  }
}
