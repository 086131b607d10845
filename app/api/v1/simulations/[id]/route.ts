import { readSimulationContract } from "@/app/api/v1/simulations/schema";
import { toSimulation } from "@/app/api/v1/simulations/shape";
import { defineRoute } from "@/lib/server/define-route";
import { readSimulation } from "@/lib/server/simulations/simulations";

export const GET = defineRoute(readSimulationContract, async ({ app, access, params }) =>
  toSimulation(await readSimulation(app, access, params.id)),
);
