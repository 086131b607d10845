import { runSimulatedContract } from "@/app/api/v1/simulations/schema";
import { defineRoute } from "@/lib/server/define-route";
import { runSimulated } from "@/lib/server/simulations/run-simulated";

export const POST = defineRoute(runSimulatedContract, async ({ app, access, params, body }) => ({
  id: await runSimulated(app, access, { simulationId: params.id, ...body }),
}));
