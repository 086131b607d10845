import type { ReadPage, ReadRequest, SourceRecord } from "@/connectors/contract";
import { type Context, get, getIfThere } from "@/connectors/dolibarr/client";
import { readRows } from "@/connectors/dolibarr/read";
import { PAYMENT_FIELDS } from "@/connectors/dolibarr/streams/bank";
import { invoices } from "@/connectors/dolibarr/streams/documents";
import { textOf, toRecord } from "@/connectors/dolibarr/values";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** Keys of records that live under an invoice start with its id: `12:PAY2401-0003`. */
function invoiceRequest(request: ReadRequest): ReadRequest {
  const where = request.where?.map((each) => (each.field === "invoice" ? { ...each, field: "id" } : each));
  const keys = request.keys?.map((key) => key.split(":")[0] ?? "");
  return { ...request, where, keys: keys ? [...new Set(keys)] : undefined };
}

/** Key of a payment: the invoice it pays, and our reference where it is ours, else Dolibarr's. */
export function paymentKey(invoice: string, payment: JsonObject): string {
  return `${invoice}:${textOf(payment.ref_ext) || textOf(payment.ref)}`;
}

/** Payments proper of one invoice; credit notes and discounts used on it are no payments. */
export async function paymentsOf(ctx: Context, invoice: string): Promise<JsonObject[]> {
  const rows = await get(ctx, `/invoices/${invoice}/payments`);
  return (Array.isArray(rows) ? rows : [])
    .filter(isJsonObject)
    .filter((row) => row.typeline === undefined || row.typeline === "payment");
}

/** Payments have no list of their own: invoices with something paid are read, then the payments of each. */
export async function readPayments(ctx: Context, request: ReadRequest): Promise<ReadPage> {
  const properties = "id,ref,totalpaid,date_modification";
  const page = await readRows(ctx, invoices, invoiceRequest(request), { properties });
  const paid = page.rows.filter((row) => Number(row.totalpaid ?? 0) !== 0);
  const perInvoice = await Promise.all(
    paid.map(async (row) => {
      const invoice = textOf(row.id);
      const payments = await paymentsOf(ctx, invoice);
      return payments.map((payment): SourceRecord => {
        const key = paymentKey(invoice, payment);
        const data = {
          ...toRecord(payment, PAYMENT_FIELDS, ctx.config.timeZone),
          id: key,
          invoice,
          invoice_ref: textOf(row.ref),
        };
        return { key, label: textOf(payment.ref), data };
      });
    }),
  );
  const records = perInvoice.flat().filter((record) => !request.keys || request.keys.includes(record.key));
  return { records, nextCursor: page.next, watermark: page.watermark };
}

/** The generated PDF of each validated invoice that has one. */
export async function readPdfs(ctx: Context, request: ReadRequest): Promise<ReadPage> {
  const properties = "id,ref,ref_ext,ref_client,last_main_doc,date_modification";
  const page = await readRows(ctx, invoices, invoiceRequest(request), { properties });
  const withContent = request.include?.includes("content") === true;
  const records = await Promise.all(
    page.rows.filter((row) => textOf(row.last_main_doc) !== "").map((row) => pdfRecord(ctx, row, withContent)),
  );
  return { records, nextCursor: page.next, watermark: page.watermark };
}

async function pdfRecord(ctx: Context, row: JsonObject, withContent: boolean): Promise<SourceRecord> {
  const invoice = textOf(row.id);
  const original = textOf(row.last_main_doc).replace(/^facture\//, "");
  const file = withContent
    ? await getIfThere(ctx, "/documents/download", { modulepart: "facture", original_file: original })
    : null;
  const changed = toRecord(row, { date_modification: { kind: "instant" } }, ctx.config.timeZone);
  const data: JsonObject = {
    ...changed,
    id: invoice,
    invoice,
    invoice_ref: textOf(row.ref),
    invoice_ref_ext: textOf(row.ref_ext) || null,
    invoice_ref_client: textOf(row.ref_client) || null,
    filename: original.split("/").at(-1) ?? original,
    original_file: original,
    content: textOf(file?.content) || null,
  };
  return { key: invoice, label: textOf(row.ref), data };
}
