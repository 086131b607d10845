import { retryRunContract } from "@/app/api/v1/runs/schema";
import { defineRoute } from "@/lib/server/define-route";
import { retryRun } from "@/lib/server/runs/runs";

export const POST = defineRoute(retryRunContract, async ({ app, access, params, body }) => ({
  id: await retryRun(app, access, { runId: params.id, ...body }),
}));
