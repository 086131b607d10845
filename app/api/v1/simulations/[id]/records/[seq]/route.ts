import { readSimulationRecordContract } from "@/app/api/v1/simulations/schema";
import { toSimulationRecord } from "@/app/api/v1/simulations/shape";
import { findSimulationRecord } from "@/db/queries/simulations";
import { defineRoute } from "@/lib/server/define-route";
import { readSimulation } from "@/lib/server/simulations/simulations";
import { notFound } from "@/lib/server/tokens";

export const GET = defineRoute(readSimulationRecordContract, async ({ app, access, params }) => {
  const { id, seq } = params;
  await readSimulation(app, access, id);
  const row = await findSimulationRecord({ db: app.db, workspaceId: access.workspaceId, simulationId: id, seq });
  if (!row) throw notFound("record", String(seq));
  return toSimulationRecord(row);
});
