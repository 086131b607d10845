import { publishFlowContract } from "@/app/api/v1/flows/schema";
import { defineRoute } from "@/lib/server/define-route";
import { publishFlow } from "@/lib/server/flows/flows";

export const POST = defineRoute(publishFlowContract, async ({ app, access, params, body }) =>
  publishFlow(app, access, { flowId: params.id, note: body.note }),
);
