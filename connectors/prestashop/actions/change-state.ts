import { z } from "zod";
import type { ConnectorAction } from "@/connectors/contract";
import { list } from "@/connectors/prestashop/client";
import type { PrestashopConfig } from "@/connectors/prestashop/config";
import { reference } from "@/connectors/prestashop/reference";
import { resourceOf } from "@/connectors/prestashop/resources";
import { failed } from "@/connectors/prestashop/write/outcomes";
import { send } from "@/connectors/prestashop/write/send";
import { AppError } from "@/lib/core/errors";

const ParamsSchema = z.object({
  id_order_state: z.union([z.string(), z.number()]).transform(String),
  sendEmail: z.boolean().default(false),
});

/**
 * Order to another state, through its history. The same state twice would add a duplicate row (quirk 31), an unknown
 * order or state is an empty 500 (quirk 12): both are looked at before. Answers `unchanged` in the state already.
 */
export const changeState: ConnectorAction<PrestashopConfig> = {
  id: "addOrderHistory",
  title: { en: "Change the order's state", fr: "Changer l’état de la commande" },
  stream: "orders",
  params: ParamsSchema,
  async run(ctx, request) {
    try {
      const { id_order_state: state, sendEmail } = ParamsSchema.parse(request.params);
      const [[order], states] = await Promise.all([
        list(ctx, resourceOf("orders"), { display: "[id,current_state,reference]", filters: { id: `[${request.targetId}]` } }),
        reference(ctx, "order_states"),
      ]);
      if (!order) throw missing("order", request.targetId);
      if (!states.some((row) => String(row.id) === state)) throw missing("order state", state);
      const result = { id: request.targetId, ref: String(order.reference ?? "") };
      if (String(order.current_state) === state) return { ...result, outcome: "unchanged" };
      const fields = new Map([
        ["id_order", request.targetId],
        ["id_order_state", state],
      ]);
      await send(ctx, resourceOf("order_histories"), {
        method: "POST",
        entities: [{ fields, associations: new Map() }],
        query: sendEmail ? { sendemail: 1 } : undefined,
      });
      return { ...result, outcome: "updated" };
    } catch (thrown) {
      return failed(thrown, { creating: true });
    }
  },
};

export function missing(what: string, id: string): AppError {
  return new AppError({
    code: "connector.not_found",
    category: "data",
    message: `PrestaShop has no ${what} ${id}`,
    details: { id },
  });
}
