import { readSimulationCostContract } from "@/app/api/v1/simulations/schema";
import { defineRoute } from "@/lib/server/define-route";
import { readCost } from "@/lib/server/simulations/cost";
import { readSimulation } from "@/lib/server/simulations/simulations";

export const GET = defineRoute(readSimulationCostContract, async ({ app, access, params }) => {
  const { sides, requests, ms } = await readCost(app, await readSimulation(app, access, params.id));
  return { sides: [...sides], requests, ms };
});
