import { listSimulationsContract, startSimulationContract } from "@/app/api/v1/simulations/schema";
import { toSimulation } from "@/app/api/v1/simulations/shape";
import { defineRoute } from "@/lib/server/define-route";
import { listSimulations, startSimulation } from "@/lib/server/simulations/simulations";

export const GET = defineRoute(listSimulationsContract, async ({ app, access, params }) => ({
  data: (await listSimulations(app, access, params.id)).map(toSimulation),
  nextCursor: null,
}));

export const POST = defineRoute(startSimulationContract, async ({ app, access, params, body }) => ({
  id: await startSimulation(app, access, { flowId: params.id, ...body }),
}));
