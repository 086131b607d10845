import type { Inngest, InngestFunction } from "inngest";
import { createFlowChunk } from "@/engine/functions/flow-chunk";
import { createFlowMaintenance } from "@/engine/functions/flow-maintenance";
import { createFlowRun } from "@/engine/functions/flow-run";
import { createFlowSchedule } from "@/engine/functions/flow-schedule";
import type { FlowServices } from "@/engine/functions/ports";

/** The four functions every flow runs on, embedded or on an Inngest server. */
export function createFlowFunctions(client: Inngest, services: FlowServices): InngestFunction.Any[] {
  const flowChunk = createFlowChunk(client, services);
  return [
    createFlowRun(client, services, flowChunk),
    flowChunk,
    createFlowSchedule(client, services),
    createFlowMaintenance(client, services),
  ];
}
