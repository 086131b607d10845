import { pinOutputContract, unpinOutputContract } from "@/app/api/v1/flows/schema";
import { defineRoute } from "@/lib/server/define-route";
import { pinOutput, unpinOutput } from "@/lib/server/flows/pins";

export const PUT = defineRoute(pinOutputContract, async ({ app, access, params, body }) => {
  await pinOutput(app, access, { flowId: params.id, nodeId: params.nodeId, outputs: body.outputs });
  return {};
});

export const DELETE = defineRoute(unpinOutputContract, async ({ app, access, params }) => {
  await unpinOutput(app, access, { flowId: params.id, nodeId: params.nodeId });
  return {};
});
