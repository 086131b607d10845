import { resumeFlowContract } from "@/app/api/v1/flows/schema";
import { defineRoute } from "@/lib/server/define-route";
import { pauseFlow } from "@/lib/server/runs/runs";

export const POST = defineRoute(resumeFlowContract, async ({ app, access, params }) => {
  await pauseFlow(app, access, { flowId: params.id, paused: false });
  return {};
});
