import { linkDifferenceContract } from "@/app/api/v1/reconciliations/schema";
import { defineRoute } from "@/lib/server/define-route";
import { linkDifference } from "@/lib/server/reconcile/link";

export const POST = defineRoute(linkDifferenceContract, ({ app, access, params, body }) =>
  linkDifference(app, access, { differenceId: params.id, order: body.order }),
);
