import type { HttpClient } from "@/connectors/contract";
import { asObject, type Context, change, createdId, get, list } from "@/connectors/dolibarr/client";
import { oneOf } from "@/connectors/dolibarr/filters";
import { invoices } from "@/connectors/dolibarr/streams/documents";
import { textOf, toRecord } from "@/connectors/dolibarr/values";
import { toAppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/**
 * How this Dolibarr takes the order a new invoice bills: with the creation (its code says so, no recording shows it),
 * or by a link made afterwards (recorded). Learnt from the first invoice of a client.
 */
const ways = new WeakMap<HttpClient, "together" | "apart">();

/** Creates an invoice that bills an order, linked to it. The id; a link that could not be made is logged, never lost as an invoice. */
export async function createLinked(ctx: Context, body: JsonObject, order: string): Promise<string> {
  const way = ways.get(ctx.http);
  if (way === "apart") return createApart(ctx, body, order);
  const id = await createTogether(ctx, body, order);
  if (id === null) {
    ways.set(ctx.http, "apart");
    return createApart(ctx, body, order);
  }
  if (way === "together") return id;
  const isLinked = await billsOrder(ctx, id, order);
  ways.set(ctx.http, isLinked ? "together" : "apart");
  if (!isLinked) await link(ctx, id, order);
  return id;
}

async function create(ctx: Context, body: JsonObject): Promise<string> {
  return createdId(await change(ctx, { method: "POST", path: invoices.path, body, repeatable: false }), invoices.path);
}

async function createApart(ctx: Context, body: JsonObject, order: string): Promise<string> {
  const id = await create(ctx, body);
  await link(ctx, id, order);
  return id;
}

/** null = this Dolibarr does not take the link, and made nothing. */
async function createTogether(ctx: Context, body: JsonObject, order: string): Promise<string | null> {
  try {
    return await create(ctx, { ...body, linkedObjectsIds: { commande: { "0": order } } });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === "connector.rejected" && !ways.has(ctx.http)) return null;
    // PHP died with an empty 500: the invoice is asked for before it is made again, without the link.
    if (error.code !== "connector.uncertain" || error.details.status !== 500) throw thrown;
    const [made] = await list(ctx, invoices.path, { sqlfilters: oneOf("t.ref_ext", [textOf(body.ref_ext)]), limit: 2 });
    return made ? textOf(made.id) : null;
  }
}

async function billsOrder(ctx: Context, id: string, order: string): Promise<boolean> {
  const row = asObject(await get(ctx, `${invoices.path}/${id}`));
  const { linked } = toRecord(row, { linked: { kind: "links", from: "linkedObjectsIds" } }, "");
  const orders = isJsonObject(linked) ? linked.commande : undefined;
  return Array.isArray(orders) && orders.includes(order);
}

async function link(ctx: Context, invoice: string, order: string): Promise<void> {
  const body = { fk_source: Number(order), sourcetype: "commande", fk_target: Number(invoice), targettype: "facture" };
  try {
    await change(ctx, { method: "POST", path: "/objectlinks", body, plain: true, repeatable: true });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.category === "cancelled") throw thrown;
    ctx.log.warn("dolibarr.invoice_not_linked", { invoice, order, code: error.code, message: error.message });
  }
}
