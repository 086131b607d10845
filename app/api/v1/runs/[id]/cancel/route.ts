import { cancelRunContract } from "@/app/api/v1/runs/schema";
import { defineRoute } from "@/lib/server/define-route";
import { cancelRun } from "@/lib/server/runs/runs";

export const POST = defineRoute(cancelRunContract, async ({ app, access, params }) => ({
  status: await cancelRun(app, access, params.id),
}));
