import { pauseFlowContract } from "@/app/api/v1/flows/schema";
import { defineRoute } from "@/lib/server/define-route";
import { pauseFlow } from "@/lib/server/runs/runs";

export const POST = defineRoute(pauseFlowContract, async ({ app, access, params }) => {
  await pauseFlow(app, access, { flowId: params.id, paused: true });
  return {};
});
