import type { WriteOutcome, WriteRecord, WriteRequest } from "@/connectors/contract";
import { asObject, type Changed, type Context, change, createdId, get } from "@/connectors/dolibarr/client";
import { explain, failedOutcome } from "@/connectors/dolibarr/failures";
import { find } from "@/connectors/dolibarr/find";
import { numericId, requireFields } from "@/connectors/dolibarr/guards";
import { recordOf } from "@/connectors/dolibarr/read";
import { isCleanReference, storedReference } from "@/connectors/dolibarr/references";
import { tableOf } from "@/connectors/dolibarr/streams/index";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { textOf, toBody, withoutEmpty } from "@/connectors/dolibarr/values";
import { writeDocument } from "@/connectors/dolibarr/write-documents";
import { writePayment } from "@/connectors/dolibarr/write-payments";
import { checkLevels, createVariant, isVariant, levelFields, updateImpact } from "@/connectors/dolibarr/write-products";
import { writeStockLevel, writeStockMovement } from "@/connectors/dolibarr/write-stock";
import { mayHaveHappened } from "@/connectors/http";
import { Decimal } from "@/lib/core/decimal";
import { AppError, toAppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

type Writer = (ctx: Context, record: WriteRecord) => Promise<WriteOutcome>;

const SPECIAL: Readonly<Record<string, Writer>> = {
  orders: (ctx, record) => writeDocument(ctx, tableOf("orders"), record),
  invoices: (ctx, record) => writeDocument(ctx, tableOf("invoices"), record),
  payments: writePayment,
  stock_movements: writeStockMovement,
  stock_levels: writeStockLevel,
};

/** One record after the other: parallel writes to one Dolibarr deadlock, lose stock and take numbers twice. */
export async function write(ctx: Context, request: WriteRequest): Promise<WriteOutcome[]> {
  const writer = SPECIAL[request.stream] ?? ((context, record) => writeRecord(context, tableOf(request.stream), record));
  const outcomes: WriteOutcome[] = [];
  for (const record of request.records) {
    try {
      outcomes.push(await writer(ctx, record));
    } catch (thrown) {
      const error = explain(thrown);
      if (endsBatch(error, outcomes.length)) throw error;
      outcomes.push(failedOutcome(error));
    }
  }
  return outcomes;
}

/** Cancelled, or nothing written yet and nothing to be gained by trying the next record. */
function endsBatch(error: AppError, done: number): boolean {
  if (error.category === "cancelled") return true;
  const general = error.category === "auth" || error.category === "transient" || error.category === "rateLimit";
  return general && done === 0 && !mayHaveHappened(error) && error.code !== "connector.forbidden";
}

async function writeRecord(ctx: Context, table: StreamTable, record: WriteRecord): Promise<WriteOutcome> {
  if (!table.modes.includes("create")) {
    throw new AppError({ code: "connector.unsupported", category: "config", message: `${table.name} cannot be written` });
  }
  const { targetId } = record;
  const isCombination = table.name === "products" && isVariant(record);
  if (targetId !== undefined) {
    // First the impact: its change makes Dolibarr compute the price, which the record then sets.
    if (isCombination) await updateImpact(ctx, record, targetId);
    return updateOrFollow(ctx, table, record, targetId);
  }
  if (!isCombination) return createRecord(ctx, table, record);
  requireFields(table, record.data);
  return createVariant(ctx, record, (sent, id) => updateRecord(ctx, table, sent, id));
}

async function createRecord(ctx: Context, table: StreamTable, record: WriteRecord): Promise<WriteOutcome> {
  requireFields(table, record.data);
  const body = { ...table.defaults, ...toBody(record.data, table.fields), ...reference(table, record) };
  const whole = { ...body, ...automatic(table, body), ...(await levelFields(ctx, record.data, undefined)) };
  const changed = await sharingBarcode(whole, (sent) =>
    change(ctx, { method: "POST", path: table.path, body: withoutEmpty(sent), repeatable: false }),
  );
  const id = createdId(changed, table.path);
  await checkLevels(ctx, record.data, id);
  const ref = await referenceOf(ctx, table, { id, sent: textOf(record.data.ref) });
  return { outcome: "created", id, ...(ref === "" ? {} : { ref }), data: { id, ...(ref === "" ? {} : { ref }) } };
}

/**
 * Dolibarr keeps a barcode once per type, and calls a second one a product that already exists: that one keeps its
 * barcode without the type.
 */
async function sharingBarcode(body: JsonObject, send: (body: JsonObject) => Promise<Changed>): Promise<Changed> {
  try {
    return await send(body);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (textOf(body.barcode_type) === "" || code !== "connector.rejected" || !/AlreadyExists/.test(message)) throw thrown;
    return send({ ...body, barcode_type: "" }).catch(() => {
      throw thrown;
    });
  }
}

function reference(table: StreamTable, record: WriteRecord): JsonObject {
  return table.referenceField === "ref_ext" ? { ref_ext: storedReference(record.externalRef) } : {};
}

/** Only `auto` makes Dolibarr number a customer; empty stays empty, and its own numbering refuses other codes. */
function automatic(table: StreamTable, body: JsonObject): JsonObject {
  if (table.name !== "thirdparties") return {};
  const isNumbered = (role: string, code: string) => Number(body[role] ?? 0) > 0 && textOf(body[code]) === "";
  return {
    ...(isNumbered("client", "code_client") ? { code_client: "auto" } : {}),
    ...(isNumbered("fournisseur", "code_fournisseur") ? { code_fournisseur: "auto" } : {}),
  };
}

/** Product references are cleaned silently: one that may have changed is read back. */
async function referenceOf(ctx: Context, table: StreamTable, { id, sent }: { id: string; sent: string }): Promise<string> {
  if (table.name !== "products" || sent === "" || isCleanReference(sent)) return sent;
  const row = asObject(await get(ctx, `${table.path}/${id}`));
  return textOf(row.ref);
}

/** A third party merged into another is gone under its number: the one that took its e-mail, if only one has it, is it now. */
async function updateOrFollow(ctx: Context, table: StreamTable, record: WriteRecord, id: string): Promise<WriteOutcome> {
  try {
    return await updateRecord(ctx, table, record, id);
  } catch (thrown) {
    const email = textOf(record.data.email);
    if (table.name !== "thirdparties" || email === "" || toAppError(thrown).code !== "connector.not_found") throw thrown;
    const candidate = { key: record.key, externalRef: record.externalRef, values: { email } };
    const [found] = await find(ctx, { stream: table.name, by: ["email"], candidates: [candidate] });
    const [only, ...others] = found?.matches ?? [];
    if (only === undefined || others.length > 0) throw thrown;
    ctx.log.info("dolibarr.merged_thirdparty", { from: id, to: only.id });
    return updateRecord(ctx, table, record, only.id);
  }
}

async function updateRecord(ctx: Context, table: StreamTable, record: WriteRecord, id: string): Promise<WriteOutcome> {
  const path = `${table.path}/${numericId(id)}`;
  const sent = toBody(withoutCreateOnly(table, record.data), table.fields);
  const body = { ...sent, ...reference(table, record), ...(await levelFields(ctx, record.data, id)) };
  const changed = await sharingBarcode(body, (each) => change(ctx, { method: "PUT", path, body: each, repeatable: true }));
  await checkLevels(ctx, record.data, id);
  if (changed.unchanged) return { outcome: "unchanged", id };
  const data = recordOf(ctx, table, asObject(changed.body));
  verify(table, sent, data);
  const ref = textOf(data.ref);
  return { outcome: "updated", id, ...(ref === "" ? {} : { ref }), data: { id, ...(ref === "" ? {} : { ref }) } };
}

function withoutCreateOnly(table: StreamTable, data: JsonObject): JsonObject {
  const dropped = table.createOnly ?? [];
  return Object.fromEntries(Object.entries(data).filter(([name]) => !dropped.includes(name)));
}

/** Dolibarr answers 200 and keeps the old price in some price modes; which of net and gross counts depends on the base. */
function verify(table: StreamTable, sent: JsonObject, stored: JsonObject): void {
  const other = textOf(sent.price_base_type) === "TTC" ? "price" : "price_ttc";
  for (const name of table.verified ?? []) {
    const [wanted, kept] = [Decimal.parse(textOf(sent[name])), Decimal.parse(textOf(stored[name]))];
    if (name === other || wanted === null || (kept !== null && sameAmount(wanted, kept))) continue;
    throw new AppError({
      code: "connector.rejected",
      category: "data",
      message: `Dolibarr kept ${name} ${textOf(stored[name])} instead of ${textOf(sent[name])}`,
      details: { field: name, sent: textOf(sent[name]), kept: textOf(stored[name]) },
      advice: {
        en: `Dolibarr ignored « ${name} ». Prices can only be written in the mode « one price per product » (Products module).`,
        fr: `Dolibarr a ignoré « ${name} ». Les prix ne peuvent être écrits qu’en mode « un seul prix par produit » (module Produits).`,
      },
    });
  }
}

/** Dolibarr keeps five decimals of a price. */
function sameAmount(wanted: Decimal, kept: Decimal): boolean {
  return wanted.round(5).equals(kept.round(5)) || wanted.round(2).equals(kept.round(2));
}
