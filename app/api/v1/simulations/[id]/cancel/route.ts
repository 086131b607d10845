import { cancelSimulationContract } from "@/app/api/v1/simulations/schema";
import { defineRoute } from "@/lib/server/define-route";
import { cancelSimulation } from "@/lib/server/simulations/simulations";

export const POST = defineRoute(cancelSimulationContract, async ({ app, access, params }) => {
  await cancelSimulation(app, access, params.id);
  return {};
});
