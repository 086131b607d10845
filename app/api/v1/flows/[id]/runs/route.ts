import { startRunContract } from "@/app/api/v1/runs/schema";
import { defineRoute } from "@/lib/server/define-route";
import { startRun } from "@/lib/server/runs/runs";

export const POST = defineRoute(startRunContract, async ({ app, access, params, body }) => ({
  id: await startRun(app, access, { flowId: params.id, ...body }),
}));
