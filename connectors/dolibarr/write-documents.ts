import type { WriteOutcome, WriteRecord } from "@/connectors/contract";
import { asObject, type Context, change, createdId } from "@/connectors/dolibarr/client";
import { requireCurrency } from "@/connectors/dolibarr/currencies";
import { replaceLines } from "@/connectors/dolibarr/document-lines";
import { reopenedForLines } from "@/connectors/dolibarr/document-reopen";
import { badData } from "@/connectors/dolibarr/failures";
import { find, unclaimedInvoices } from "@/connectors/dolibarr/find";
import { numericId, requireFields } from "@/connectors/dolibarr/guards";
import { createLinked } from "@/connectors/dolibarr/invoice-orders";
import { rememberInvoice } from "@/connectors/dolibarr/invoice-states";
import { recordOf } from "@/connectors/dolibarr/read";
import { storedReference } from "@/connectors/dolibarr/references";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { textOf, toBody, withoutEmpty } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";
import { toAppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

const CREDIT_NOTE = "2";

/** An order or an invoice with its lines: created in one request, so that there is never half of one. */
export async function writeDocument(ctx: Context, table: StreamTable, record: WriteRecord): Promise<WriteOutcome> {
  if (record.targetId !== undefined) return updateDocument(ctx, table, record, numericId(record.targetId));
  requireFields(table, record.data);
  const lines = linesOf(table, record.data);
  if (table.name === "invoices") guardCreditNote(record.data, lines);
  await requireCurrency(ctx, record.data);
  try {
    return await createDocument(ctx, table, record, lines);
  } catch (thrown) {
    const socid = await mergedInto(ctx, record, thrown);
    if (socid === undefined) throw thrown;
    return createDocument(ctx, table, { ...record, data: { ...record.data, socid } }, lines);
  }
}

async function createDocument(
  ctx: Context,
  table: StreamTable,
  record: WriteRecord,
  lines: readonly JsonObject[],
): Promise<WriteOutcome> {
  const order = textOf(record.data.order);
  if (table.name === "invoices" && order !== "" && lines.length === 0) return billOrder(ctx, table, record, numericId(order));
  const body = { ...withoutEmpty(headerOf(table, record)), lines: [...lines] };
  const id =
    table.name === "invoices" && order !== ""
      ? await createLinked(ctx, body, numericId(order))
      : createdId(await change(ctx, { method: "POST", path: table.path, body, repeatable: false }), table.path);
  if (table.name === "invoices") rememberInvoice(ctx, id, "0");
  return outcomeOf("created", id, `(PROV${id})`);
}

/** Nothing was made for a third party that is gone: the only one that has its e-mail (`party_email`) took its place. */
async function mergedInto(ctx: Context, record: WriteRecord, thrown: unknown): Promise<string | undefined> {
  const error = toAppError(thrown);
  const email = textOf(record.data.party_email);
  if (error.code !== "connector.rejected" || email === "" || !/_fk_soc[`'" ]/.test(error.message)) return undefined;
  const candidate = { key: record.key, externalRef: record.externalRef, values: { email } };
  const [found] = await find(ctx, { stream: "thirdparties", by: ["email"], candidates: [candidate] });
  const [only, ...others] = found?.matches ?? [];
  return others.length === 0 ? only?.id : undefined;
}

function outcomeOf(outcome: "created" | "updated" | "unchanged", id: string, ref: string): WriteOutcome {
  return { outcome, id, ref, data: { id, ref } };
}

/** What a record says beside the fields of the document. */
const BESIDE_HEADER = new Set(["lines", "order", "validated", "idwarehouse", "party_email"]);

function headerOf(table: StreamTable, record: WriteRecord): JsonObject {
  const header = Object.fromEntries(Object.entries(record.data).filter(([name]) => !BESIDE_HEADER.has(name)));
  return { ...toBody(header, table.fields), ref_ext: storedReference(record.externalRef) };
}

/** Lines in Dolibarr's words. All of them are numbered, since a document with some numbered ones is shuffled. */
export function linesOf(table: StreamTable, data: JsonObject): JsonObject[] {
  const { lines } = data;
  if (lines === undefined || lines === null) return [];
  if (!Array.isArray(lines) || !table.lineFields) throw badData("lines must be a list");
  const fields = table.lineFields;
  return lines.map((line, index) => {
    if (!isJsonObject(line)) throw badData(`Line ${index + 1} is not an object`);
    for (const name of ["qty", "subprice", "tva_tx"]) {
      // Neither price nor rate is taken from the product: absent would mean zero.
      if (textOf(line[name]) === "") throw badData(`Line ${index + 1} has no ${name}`);
    }
    return { product_type: 0, ...withoutEmpty(toBody(line, fields)), rang: index + 1 };
  });
}

/** Dolibarr accepts a credit note without an invoice, or with positive lines, and books it the wrong way round. */
function guardCreditNote(data: JsonObject, lines: readonly JsonObject[]): void {
  if (textOf(data.type) !== CREDIT_NOTE) return;
  if (textOf(data.fk_facture_source) === "") throw badData("A credit note needs fk_facture_source, the invoice it corrects");
  const total = Decimal.sum(lines.map((line) => Decimal.of(textOf(line.qty)).mul(Decimal.of(textOf(line.subprice)))));
  if (total.isNegative() || total.isZero()) return;
  throw badData("The lines of a credit note must be negative", {
    en: "The amounts of a credit note must be negative.",
    fr: "Les montants d’un avoir doivent être négatifs.",
  });
}

/**
 * Without lines the order's are billed by Dolibarr itself, which does not copy the reference: it is written next.
 * An order can be billed twice, so an unclaimed draft of an earlier, interrupted attempt is taken up first.
 */
async function billOrder(ctx: Context, table: StreamTable, record: WriteRecord, order: string): Promise<WriteOutcome> {
  const [left] = (await unclaimedInvoices(ctx, [order])).get(order) ?? [];
  const id = left ? textOf(left.id) : await createFromOrder(ctx, order);
  rememberInvoice(ctx, id, "0");
  const { date: _date, socid: _socid, ...header } = headerOf(table, record);
  await change(ctx, { method: "PUT", path: `${table.path}/${id}`, body: header, repeatable: true });
  return outcomeOf("created", id, `(PROV${id})`);
}

async function createFromOrder(ctx: Context, order: string): Promise<string> {
  const path = `/invoices/createfromorder/${order}`;
  const changed = await change(ctx, { method: "POST", path, repeatable: false });
  const body: Json = changed.unchanged ? null : changed.body;
  return createdId({ unchanged: false, body: isJsonObject(body) ? (body.id ?? null) : null }, path);
}

/**
 * The header by PUT, which ignores lines; lines of a draft one by one. Those of a validated document are left, unless
 * `validated` says that an order is to be set back to draft, changed and validated again.
 */
async function updateDocument(ctx: Context, table: StreamTable, record: WriteRecord, id: string): Promise<WriteOutcome> {
  const lines = linesOf(table, record.data);
  const body = headerOf(table, record);
  const changed = await change(ctx, { method: "PUT", path: `${table.path}/${id}`, body, repeatable: true });
  if (changed.unchanged) return { outcome: "unchanged", id };
  const stored = asObject(changed.body);
  const data = recordOf(ctx, table, stored);
  if (table.name === "invoices") rememberInvoice(ctx, id, textOf(data.status));
  const replacement = { id, stored: data, wanted: lines };
  if (record.data.validated === true && table.name === "orders") await reopenedForLines(ctx, table, replacement, record.data);
  else if (lines.length > 0) await replaceLines(ctx, table, replacement);
  return outcomeOf("updated", id, textOf(data.ref));
}
