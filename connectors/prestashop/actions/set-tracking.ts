import { z } from "zod";
import type { ConnectorAction } from "@/connectors/contract";
import { missing } from "@/connectors/prestashop/actions/change-state";
import type { PrestashopConfig } from "@/connectors/prestashop/config";
import { related } from "@/connectors/prestashop/related";
import { resourceOf } from "@/connectors/prestashop/resources";
import { shopOf } from "@/connectors/prestashop/shop";
import { preparing } from "@/connectors/prestashop/write";
import { failed } from "@/connectors/prestashop/write/outcomes";
import { send } from "@/connectors/prestashop/write/send";
import { wholeEntity } from "@/connectors/prestashop/write/update";

const ParamsSchema = z.object({ tracking_number: z.string().min(1).max(64), sendEmail: z.boolean().default(false) });

/** Tracking number on the order's shipment, with or without the customer's e-mail. Answers `unchanged` if it is there. */
export const setTracking: ConnectorAction<PrestashopConfig> = {
  id: "setTracking",
  title: { en: "Set the tracking number", fr: "Renseigner le numéro de suivi" },
  stream: "orders",
  params: ParamsSchema,
  async run(ctx, request) {
    try {
      const { tracking_number: tracking, sendEmail } = ParamsSchema.parse(request.params);
      const resource = resourceOf("order_carriers");
      const rows = await related(ctx, resource.name, "id_order", [request.targetId]);
      // The last shipment is the one of the present carrier.
      const row = rows.at(-1);
      if (!row) throw missing("shipment of order", request.targetId);
      if (row.tracking_number === tracking) return { outcome: "unchanged", id: request.targetId };
      const id = String(row.id);
      const changes = { id, fields: new Map([["tracking_number", tracking]]), associations: new Map() };
      const entity = shopOf(ctx).hasPatch ? changes : wholeEntity(await preparing(ctx, resource.name), row, changes);
      await send(ctx, resource, {
        method: shopOf(ctx).hasPatch ? "PATCH" : "PUT",
        entities: [entity],
        query: sendEmail ? { sendemail: 1 } : undefined,
      });
      return { outcome: "updated", id: request.targetId };
    } catch (thrown) {
      return failed(thrown, { creating: false });
    }
  },
};
