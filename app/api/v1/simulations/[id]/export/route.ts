import { exportSimulationContract } from "@/app/api/v1/simulations/schema";
import { listSimulationRecords } from "@/db/queries/simulations";
import { defineRoute } from "@/lib/server/define-route";
import { toCsv, toExport } from "@/lib/server/simulations/export";
import { MOST_RECORDS } from "@/lib/server/simulations/request";
import { readSimulation } from "@/lib/server/simulations/simulations";

export const GET = defineRoute(exportSimulationContract, async ({ app, access, params, query }) => {
  const { id: simulationId, kind } = await readSimulation(app, access, params.id);
  const rows = await listSimulationRecords({
    db: app.db,
    workspaceId: access.workspaceId,
    simulationId,
    limit: MOST_RECORDS,
    ...(kind === "replay" ? { differs: true } : {}),
  });
  const isCsv = query.format === "csv";
  return new Response(isCsv ? toCsv(rows) : JSON.stringify(toExport(rows), null, 2), {
    headers: {
      "content-type": isCsv ? "text/csv; charset=utf-8" : "application/json",
      "content-disposition": `attachment; filename="${kind}-${simulationId}.${query.format}"`,
      "cache-control": "no-store",
    },
  });
});
