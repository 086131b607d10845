import type { FindCandidate, FindMatches, FindRequest } from "@/connectors/contract";
import { type Context, list } from "@/connectors/dolibarr/client";
import { badData } from "@/connectors/dolibarr/failures";
import { and, idIn, oneOf, or } from "@/connectors/dolibarr/filters";
import { rememberInvoice } from "@/connectors/dolibarr/invoice-states";
import { recordOf } from "@/connectors/dolibarr/read";
import { paymentKey, paymentsOf } from "@/connectors/dolibarr/read-under-invoices";
import { cleanText, paymentNumber, storedReference } from "@/connectors/dolibarr/references";
import { invoices } from "@/connectors/dolibarr/streams/documents";
import { tableOf } from "@/connectors/dolibarr/streams/index";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { textOf } from "@/connectors/dolibarr/values";
import { AppError, toAppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** Candidates per request: keeps the address below the 8 kB that web servers accept. */
const BATCH = 32;

export async function find(ctx: Context, request: FindRequest): Promise<FindMatches[]> {
  if (request.stream === "payments") return findPayments(ctx, request);
  if (request.stream === "stock_levels") return findStockLevels(request);
  const table = tableOf(request.stream);
  const found =
    request.by === "externalRef"
      ? await findByReference(ctx, table, request.candidates)
      : await findByFields(ctx, table, request.by, request.candidates);
  return request.candidates.map((candidate) => ({
    key: candidate.key,
    matches: (found.get(candidate.key) ?? []).map((row) => matchOf(ctx, table, row)),
  }));
}

type Found = ReadonlyMap<string, JsonObject[]>;

function matchOf(ctx: Context, table: StreamTable, row: JsonObject): FindMatches["matches"][number] {
  const data = recordOf(ctx, table, row);
  const ref = textOf(data.ref);
  return { id: textOf(data.id), ...(ref === "" ? {} : { ref }), label: table.label(data), data };
}

async function findByReference(ctx: Context, table: StreamTable, candidates: readonly FindCandidate[]): Promise<Found> {
  const { referenceColumn, referenceField } = table;
  if (referenceColumn === undefined || referenceField === undefined) {
    throw new AppError({
      code: "connector.unsupported",
      category: "config",
      message: `${table.name} carry no external reference`,
    });
  }
  const found = new Map<string, JsonObject[]>();
  for (const part of batches(candidates)) {
    const wanted = part.filter((candidate) => candidate.externalRef !== "");
    if (wanted.length === 0) continue;
    const references = [...new Set(wanted.map((each) => storedReference(each.externalRef)))];
    const rows = await search(ctx, table, references, (some) => oneOf(referenceColumn, some));
    const raw = table.fields[referenceField]?.from ?? referenceField;
    for (const candidate of wanted) {
      // The database compares without case or accents; our references are exact.
      const matches = rows.filter((row) => textOf(row[raw]) === storedReference(candidate.externalRef));
      if (matches.length > 0) found.set(candidate.key, matches);
    }
  }
  if (table.name === "invoices") await findByOrder(ctx, candidates, found);
  return found;
}

/** `createfromorder` does not copy the reference: an invoice made by it whose reply was lost is found at its order. */
async function findByOrder(ctx: Context, candidates: readonly FindCandidate[], found: Map<string, JsonObject[]>): Promise<void> {
  // An invoice with lines of its own is created with its reference: a draft without one is somebody else's.
  const open = candidates.filter(
    (each) => !found.has(each.key) && !Array.isArray(each.values.lines) && /^\d+$/.test(textOf(each.values.order)),
  );
  for (const part of batches(open)) {
    const byOrder = await unclaimedInvoices(ctx, [...new Set(part.map((each) => textOf(each.values.order)))]);
    for (const candidate of part) {
      const rows = byOrder.get(textOf(candidate.values.order)) ?? [];
      if (rows.length > 0) found.set(candidate.key, rows);
    }
  }
}

/** Draft invoices without a reference, by the order they bill. */
export async function unclaimedInvoices(ctx: Context, orderIds: readonly string[]): Promise<ReadonlyMap<string, JsonObject[]>> {
  const properties = "id,linkedObjectsIds";
  const rows = await list(ctx, "/orders", { sqlfilters: idIn("t.rowid", orderIds), limit: 0, loadlinkedobjects: 1, properties });
  const billed = rows.map((row) => ({
    order: textOf(row.id),
    invoices: linkedIds(recordOf(ctx, tableOf("orders"), row).linked),
  }));
  const ids = [...new Set(billed.flatMap((each) => each.invoices))];
  const rowsOfOrders = ids.length === 0 ? [] : await search(ctx, invoices, ids, (some) => idIn("t.rowid", some));
  const unclaimed = rowsOfOrders.filter((row) => textOf(row.ref_ext) === "" && textOf(row.status) === "0");
  return new Map(billed.map((each) => [each.order, unclaimed.filter((row) => each.invoices.includes(textOf(row.id)))]));
}

function linkedIds(links: Json | undefined): string[] {
  const ids = isJsonObject(links) ? links.facture : undefined;
  return Array.isArray(ids) ? ids.map(String) : [];
}

async function findByFields(
  ctx: Context,
  table: StreamTable,
  by: readonly string[],
  candidates: readonly FindCandidate[],
): Promise<Found> {
  const unknown = by.find((field) => table.columns[field] === undefined);
  if (unknown !== undefined) throw badData(`The stream ${table.name} cannot be searched by ${unknown}`);
  const found = new Map<string, JsonObject[]>();
  for (const part of batches(candidates)) {
    const wanted = part.filter((candidate) => by.every((field) => textOf(candidate.values[field]) !== ""));
    if (wanted.length === 0) continue;
    const rows = await search(ctx, table, wanted, (some) =>
      by.length === 1
        ? singleFieldClause(table, by[0] ?? "", some)
        : or(some.map((candidate) => `(${candidateClause(table, by, candidate)})`)),
    );
    for (const candidate of wanted) {
      const matches = rows.filter((row) => by.every((field) => sameValue(table, field, { row, candidate })));
      if (matches.length > 0) found.set(candidate.key, matches);
    }
  }
  return found;
}

function candidateClause(table: StreamTable, by: readonly string[], candidate: FindCandidate): string {
  return and(by.map((field) => fieldClause(table, field, [textOf(candidate.values[field])])));
}

function singleFieldClause(table: StreamTable, field: string, wanted: readonly FindCandidate[]): string {
  return fieldClause(table, field, [...new Set(wanted.map((candidate) => textOf(candidate.values[field])))]);
}

function fieldClause(table: StreamTable, field: string, values: readonly string[]): string {
  const column = table.columns[field];
  if (!column) throw badData(`The stream ${table.name} cannot be searched by ${field}`);
  if (column.number) return idIn(column.sql, values);
  const { kept = cleanText } = column;
  return oneOf(
    column.sql,
    [...new Set(values.flatMap((value) => [value, kept(value)]))].filter((value) => value !== ""),
  );
}

/** What Dolibarr's database would call equal: case and spaces around do not count; values as it cleans them. */
function sameValue(
  table: StreamTable,
  field: string,
  { row, candidate }: { row: JsonObject; candidate: FindCandidate },
): boolean {
  const fold = (text: string) => text.trim().normalize("NFC").toLowerCase();
  const stored = textOf(row[table.fields[field]?.from ?? field]);
  const wanted = textOf(candidate.values[field]);
  const { kept = cleanText } = table.columns[field] ?? {};
  return fold(stored) === fold(wanted) || fold(kept(stored)) === fold(kept(wanted));
}

/**
 * Rows that fit any of `parts`. Dolibarr's injection filter reads the whole address, where harmless values together look
 * like SQL (`union…`, `…select`): what it refuses is asked for in halves.
 */
async function search<T>(
  ctx: Context,
  table: StreamTable,
  parts: readonly T[],
  filter: (parts: readonly T[]) => string,
): Promise<JsonObject[]> {
  try {
    return await list(ctx, table.path, { ...table.listQuery, sqlfilters: filter(parts), limit: 0 });
  } catch (thrown) {
    const { code, category } = toAppError(thrown);
    if (parts.length < 2 || code !== "connector.forbidden" || category !== "data") throw thrown;
    const middle = Math.ceil(parts.length / 2);
    const halves = [parts.slice(0, middle), parts.slice(middle)];
    const rows: JsonObject[] = [];
    for (const half of halves) rows.push(...(await search(ctx, table, half, filter)));
    return [...new Map(rows.map((row) => [textOf(row.id), row])).values()];
  }
}

function batches<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += BATCH) parts.push(items.slice(at, at + BATCH));
  return parts;
}

/**
 * Payments are searched under their invoice (`values.invoice`). One request tells which invoices have any payment,
 * so that only those are asked for them.
 */
async function findPayments(ctx: Context, request: FindRequest): Promise<FindMatches[]> {
  if (request.by !== "externalRef") throw badData("Payments are found by external reference only");
  const paid = new Set<string>();
  const ids = [
    ...new Set(request.candidates.map((candidate) => textOf(candidate.values.invoice)).filter((id) => /^\d+$/.test(id))),
  ];
  for (const part of batches(ids)) {
    const rows = await list(ctx, "/invoices", { sqlfilters: idIn("t.rowid", part), limit: 0, properties: "id,status,totalpaid" });
    for (const row of rows) {
      rememberInvoice(ctx, textOf(row.id), textOf(row.status));
      if (Number(row.totalpaid ?? 0) !== 0) paid.add(textOf(row.id));
    }
  }
  const payments = new Map<string, JsonObject[]>();
  for (const id of paid) payments.set(id, await paymentsOf(ctx, id));
  return request.candidates.map((candidate) => {
    const invoice = textOf(candidate.values.invoice);
    const matches = (payments.get(invoice) ?? []).filter((payment) => isPaymentOf(payment, candidate));
    return {
      key: candidate.key,
      matches: matches.map((payment) => ({
        id: paymentKey(invoice, payment),
        ref: textOf(payment.ref),
        label: textOf(payment.ref),
      })),
    };
  });
}

/** Older servers keep no `ref_ext` on payments: their number then carries our reference. */
function isPaymentOf(payment: JsonObject, { externalRef }: FindCandidate): boolean {
  return textOf(payment.ref_ext) === storedReference(externalRef) || textOf(payment.num) === paymentNumber(externalRef);
}

/** A level is there as soon as its product and warehouse are: writing it is always an update, and absolute. */
function findStockLevels(request: FindRequest): FindMatches[] {
  return request.candidates.map((candidate) => {
    const [product, warehouse] = [textOf(candidate.values.product_id), textOf(candidate.values.warehouse_id)];
    return { key: candidate.key, matches: product && warehouse ? [{ id: `${product}:${warehouse}` }] : [] };
  });
}
