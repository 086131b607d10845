import { z } from "zod";
import type { ActionRequest, WriteOutcome } from "@/connectors/contract";
import { asObject, type Change, type Context, change, get } from "@/connectors/dolibarr/client";
import { numericId } from "@/connectors/dolibarr/guards";
import { rememberInvoice } from "@/connectors/dolibarr/invoice-states";
import { textOf } from "@/connectors/dolibarr/values";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

export type DocumentStream = "orders" | "invoices";

const WarehouseSchema = z.looseObject({ idwarehouse: z.union([z.string(), z.number(), z.null()]).optional() });

/** A move of an order or an invoice from one state to the next. */
export interface Step {
  readonly id: string;
  readonly title: LocalizedText;
  readonly stream: DocumentStream;
  readonly params?: z.ZodType<JsonObject>;
  readonly request: (id: string, params: JsonObject) => Change;
  /** True once the document is where the action takes it: decides what a 304 or an ignored change means. */
  readonly isDone: (row: JsonObject) => boolean;
}

function statusIs(...statuses: readonly string[]): (row: JsonObject) => boolean {
  return (row) => statuses.includes(textOf(row.status) || textOf(row.statut));
}

/** Stock only moves on validation when a warehouse is named. */
function warehouseOf(params: JsonObject): JsonObject {
  const id = textOf(params.idwarehouse);
  return { idwarehouse: id === "" ? 0 : Number(numericId(id)), notrigger: 0 };
}

export function post(path: string, body: JsonObject): Change {
  return { method: "POST", path, body, plain: true, repeatable: true };
}

export const STEPS: readonly Step[] = [
  {
    id: "validateOrder",
    title: { en: "Validate the order", fr: "Valider la commande" },
    stream: "orders",
    params: WarehouseSchema as z.ZodType<JsonObject>,
    request: (id, params) => post(`/orders/${id}/validate`, warehouseOf(params)),
    isDone: statusIs("1", "2", "3"),
  },
  {
    id: "closeOrder",
    title: { en: "Close the order (delivered)", fr: "Clore la commande (livrée)" },
    stream: "orders",
    request: (id) => post(`/orders/${id}/close`, { notrigger: 0 }),
    isDone: statusIs("3"),
  },
  {
    id: "reopenOrder",
    title: { en: "Reopen the order", fr: "Rouvrir la commande" },
    stream: "orders",
    request: (id) => post(`/orders/${id}/reopen`, {}),
    isDone: statusIs("1"),
  },
  {
    id: "cancelOrder",
    title: { en: "Cancel the order", fr: "Annuler la commande" },
    stream: "orders",
    // There is no call to cancel; `status` works where `statut` is ignored.
    request: (id) => ({ method: "PUT", path: `/orders/${id}`, body: { status: -1 }, repeatable: true }),
    isDone: statusIs("-1"),
  },
  {
    id: "setOrderToDraft",
    title: { en: "Set the order back to draft", fr: "Repasser la commande en brouillon" },
    stream: "orders",
    request: (id) => post(`/orders/${id}/settodraft`, { idwarehouse: -1 }),
    isDone: statusIs("0"),
  },
  {
    id: "setOrderInvoiced",
    title: { en: "Mark the order as billed", fr: "Classer la commande facturée" },
    stream: "orders",
    request: (id) => post(`/orders/${id}/setinvoiced`, {}),
    isDone: (row) => textOf(row.billed) === "1",
  },
  {
    id: "validateInvoice",
    title: { en: "Validate the invoice", fr: "Valider la facture" },
    stream: "invoices",
    params: WarehouseSchema as z.ZodType<JsonObject>,
    request: (id, params) => post(`/invoices/${id}/validate`, { force_number: "", ...warehouseOf(params) }),
    isDone: statusIs("1", "2"),
  },
  {
    id: "setInvoicePaid",
    title: { en: "Mark the invoice as paid", fr: "Classer la facture payée" },
    stream: "invoices",
    request: (id) => post(`/invoices/${id}/settopaid`, { close_code: "", close_note: "" }),
    isDone: statusIs("2"),
  },
  {
    id: "abandonInvoice",
    title: { en: "Abandon the invoice", fr: "Abandonner la facture" },
    stream: "invoices",
    request: (id, params) => post(`/invoices/${id}/settopaid`, { close_code: "abandon", close_note: textOf(params.note) }),
    isDone: statusIs("2", "3"),
  },
  {
    id: "setInvoiceToDraft",
    title: { en: "Set the invoice back to draft", fr: "Repasser la facture en brouillon" },
    stream: "invoices",
    request: (id) => post(`/invoices/${id}/settodraft`, { idwarehouse: -1 }),
    isDone: statusIs("0"),
  },
];

export async function runStep(ctx: Context, step: Step, { targetId, params }: ActionRequest): Promise<WriteOutcome> {
  const id = numericId(targetId);
  const changed = await change(ctx, step.request(id, params));
  // Some calls answer the document, the reopening of an order a bare 1.
  const answered = !changed.unchanged && isJsonObject(changed.body) ? changed.body : undefined;
  const row = answered ?? asObject(await get(ctx, `/${step.stream}/${id}`));
  if (step.stream === "invoices") rememberInvoice(ctx, id, textOf(row.status) || textOf(row.statut));
  if (!step.isDone(row)) throw notDone(step, row);
  const ref = textOf(row.ref);
  return { outcome: changed.unchanged ? "unchanged" : "updated", id, ref, data: { id, ref } };
}

/** A 304 means "nothing done", whether there was nothing to do or Dolibarr would not do it. */
function notDone(step: Step, row: JsonObject): AppError {
  const status = textOf(row.status) || textOf(row.statut);
  return new AppError({
    code: "connector.rejected",
    category: "data",
    message: `${step.id} had no effect on ${textOf(row.ref)}, whose status is ${status}`,
    details: { action: step.id, ref: textOf(row.ref), status },
    advice: {
      en: `${textOf(row.ref)} is not in a state that allows this. Look at it in Dolibarr.`,
      fr: `L’état de ${textOf(row.ref)} ne le permet pas. Consultez-le dans Dolibarr.`,
    },
  });
}
