"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import { StartSimulationSchema } from "@/lib/server/simulations/request";
import { runSimulated } from "@/lib/server/simulations/run-simulated";
import { cancelSimulation, startSimulation } from "@/lib/server/simulations/simulations";

export const startFlowSimulation = defineAction(
  { input: StartSimulationSchema.extend({ flowId: z.string() }), permission: "run.start" },
  async ({ app, access, input }) => ({ id: await startSimulation(app, access, input) }),
);

export const cancelFlowSimulation = defineAction(
  { input: z.strictObject({ simulationId: z.string() }), permission: "run.cancel" },
  async ({ app, access, input }) => {
    await cancelSimulation(app, access, input.simulationId);
    return null;
  },
);

/** Fails with `simulation.outdated` when the flow is not what was simulated any more. */
export const runFlowSimulated = defineAction(
  {
    input: z.strictObject({
      simulationId: z.string(),
      keys: z.array(z.string()).min(1).max(500).optional(),
      publish: z.boolean().optional(),
    }),
    permission: "run.start",
  },
  async ({ app, access, input }) => ({ id: await runSimulated(app, access, input) }),
);
