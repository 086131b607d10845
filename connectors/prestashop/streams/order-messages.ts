import type { PrestashopContext } from "@/connectors/prestashop/config";
import { groupBy, relatedRecords } from "@/connectors/prestashop/related";
import { withoutAssociations } from "@/connectors/prestashop/streams/order-parts";
import { AppError } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/**
 * Messages of the orders' conversations, oldest first: `{text, private, isFromShop, date_add}`. One request for the
 * page, a second where there are any. A key that may not read them goes without: they are no part of the sale.
 */
export async function orderMessages(
  ctx: PrestashopContext,
  orderIds: readonly Json[],
): Promise<ReadonlyMap<string, JsonObject[]>> {
  try {
    const threads = await relatedRecords(ctx, "customer_threads", "id_order", orderIds);
    const orderOf = new Map(threads.map((thread) => [String(thread.id), thread.id_order ?? ""]));
    const rows = await relatedRecords(ctx, "customer_messages", "id_customer_thread", [...orderOf.keys()]);
    const messages = rows.map(withoutAssociations).map((row) => ({
      id_order: orderOf.get(String(row.id_customer_thread)) ?? "",
      text: row.message ?? "",
      private: row.private === true,
      isFromShop: row.id_employee !== undefined && row.id_employee !== "0",
      date_add: row.date_add ?? null,
    }));
    return groupBy(messages, "id_order");
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== "connector.forbidden") throw thrown;
    ctx.log.warn("prestashop.messages_not_allowed", { message: thrown.message });
    return new Map();
  }
}
