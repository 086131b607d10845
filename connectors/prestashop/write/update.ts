import type { WriteOutcome, WriteRecord } from "@/connectors/contract";
import type { RawRecord } from "@/connectors/prestashop/body";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { related } from "@/connectors/prestashop/related";
import type { Resource } from "@/connectors/prestashop/resources";
import { shopOf } from "@/connectors/prestashop/shop";
import { associationRows } from "@/connectors/prestashop/values";
import { failed, isWholeBatch, wasAnswered } from "@/connectors/prestashop/write/outcomes";
import { needsOldTexts, type Preparing, toEntity } from "@/connectors/prestashop/write/prepare";
import { send } from "@/connectors/prestashop/write/send";
import type { Entity, FieldValue } from "@/connectors/prestashop/write/xml";
import { AppError, toAppError } from "@/lib/core/errors";
import { isJsonObject, type Json } from "@/lib/core/json";

/** Entities per PATCH: 100 stock rows take 54 ms, a product echoes 7 kB and saves for 40 ms. */
const BATCH: Readonly<Record<string, number>> = { stock_availables: 250, specific_prices: 100 };
const USUAL_BATCH = 50;

export type Update = WriteRecord & { readonly targetId: string };

type Method = "PATCH" | "PUT";
type Ready = { readonly record: Update; readonly entity: Entity; readonly method: Method };
type Outcomes = Map<Update, WriteOutcome>;

/** Existing records changed, in as few requests as the version allows; one outcome per record, in order. */
export async function updateRecords(ctx: PrestashopContext, how: Preparing, records: readonly Update[]): Promise<WriteOutcome[]> {
  // The version is known from the lists read before. PUT replaces, so it needs every row whole (quirk 19).
  const usual: Method = shopOf(ctx).hasPatch ? "PATCH" : "PUT";
  const isRead = ({ data }: Update) => usual === "PUT" || mayMove(how, data) || needsOldTexts(how, data);
  const toRead = records.filter(isRead).map((record) => record.targetId);
  const rows = new Map((await related(ctx, how.resource.name, "id", toRead)).map((row) => [String(row.id), row]));
  const outcomes: Outcomes = new Map();
  const ready: Ready[] = [];
  for (const record of records) {
    try {
      const row = rows.get(record.targetId);
      if (!row && toRead.includes(record.targetId)) throw missing(how.resource, record.targetId);
      const changes = toEntity(how, record.data, { id: record.targetId, existing: row });
      const method = row && moves(how, row, changes) ? "PUT" : usual;
      ready.push({ record, method, entity: method === "PUT" && row ? wholeEntity(how, row, changes) : changes });
    } catch (thrown) {
      outcomes.set(record, failed(thrown, { creating: false }));
    }
  }
  try {
    for (const batch of batchesOf(how, ready)) await sendUpdates(ctx, how.resource, batch, outcomes);
  } catch (thrown) {
    if (![...outcomes.values()].some((outcome) => outcome.outcome === "updated")) throw thrown;
    for (const { record } of ready) if (!outcomes.has(record)) outcomes.set(record, failed(thrown, { creating: false }));
  }
  return records.map((record) => outcomes.get(record) ?? failed(missing(how.resource, record.targetId), { creating: false }));
}

function mayMove({ resource }: Preparing, data: Update["data"]): boolean {
  return resource.movedBy !== undefined && data[resource.movedBy] !== undefined;
}

function moves({ resource }: Preparing, row: RawRecord, changes: Entity): boolean {
  const to = resource.movedBy === undefined ? undefined : changes.fields.get(resource.movedBy);
  return resource.movedBy !== undefined && to !== undefined && to !== String(row[resource.movedBy]);
}

/** Those put go one by one, before the others. */
function batchesOf(how: Preparing, ready: readonly Ready[]): Ready[][] {
  const batches = ready.filter(({ method }) => method === "PUT").map((one) => [one]);
  const together = ready.filter(({ method }) => method === "PATCH");
  const size = BATCH[how.resource.name] ?? USUAL_BATCH;
  for (let start = 0; start < together.length; start += size) batches.push(together.slice(start, start + size));
  return batches;
}

/**
 * A refused batch tells neither which entity was refused nor what was written before it; sending halves again finds
 * the culprit in few requests, and an update sent twice does no harm.
 */
async function sendUpdates(
  ctx: PrestashopContext,
  resource: Resource,
  batch: readonly Ready[],
  outcomes: Outcomes,
): Promise<void> {
  try {
    await send(ctx, resource, { method: batch[0]?.method ?? "PATCH", entities: batch.map(({ entity }) => entity) });
    for (const { record } of batch) outcomes.set(record, updated(record));
  } catch (thrown) {
    const error = toAppError(thrown);
    if (isWholeBatch(error)) throw error;
    const middle = Math.ceil(batch.length / 2);
    if (batch.length > 1 && wasAnswered(error)) {
      await sendUpdates(ctx, resource, batch.slice(0, middle), outcomes);
      await sendUpdates(ctx, resource, batch.slice(middle), outcomes);
      return;
    }
    for (const { record } of batch) outcomes.set(record, failed(error, { creating: false }));
  }
}

function updated(record: Update): WriteOutcome {
  const { reference } = record.data;
  return { outcome: "updated", id: record.targetId, ...(typeof reference === "string" ? { ref: reference } : {}) };
}

/**
 * The row as it is plus the changes: what a PUT leaves out becomes empty (quirk 19). Password hash, secure key and
 * shop of a customer travel too, or the customer vanishes from searches (quirk 28).
 */
export function wholeEntity(how: Preparing, row: RawRecord, changes: Entity): Entity {
  const fields = new Map<string, FieldValue>();
  for (const [name, value] of Object.entries(row)) {
    if (name === "associations" || how.resource.refused.has(name)) continue;
    fields.set(name, rawField(how, how.resource.kinds.get(name) === "translated", value));
  }
  const kept = isJsonObject(row.associations) ? Object.entries(row.associations) : [];
  // Stock rows and order lines are the shop's own; sending them back would be refused or ignored.
  const associations = kept
    .filter(([name]) => name !== "stock_availables" && name !== "order_rows")
    .map(
      ([name, rows]) =>
        [name, associationRows(rows).map((entry) => new Map(Object.entries(entry).map(([k, v]) => [k, String(v)])))] as const,
    );
  return {
    id: changes.id,
    fields: new Map([...fields, ...changes.fields]),
    associations: new Map([...associations, ...changes.associations]),
  };
}

function rawField(how: Preparing, isTranslated: boolean, value: Json): FieldValue {
  if (Array.isArray(value)) {
    return new Map(value.filter(isJsonObject).map((entry) => [String(entry.id), String(entry.value ?? "")]));
  }
  const text = value === null || value === false ? "" : String(value);
  return isTranslated ? new Map(how.languages.map(({ id }) => [id, text])) : text;
}

function missing(resource: Resource, id: string): AppError {
  return new AppError({
    code: "connector.not_found",
    category: "data",
    message: `PrestaShop has no ${resource.item} ${id} any more`,
    details: { stream: resource.name, id },
  });
}
