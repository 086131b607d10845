import { z } from "zod";
import { readCursor, toPage } from "@/app/api/v1/shared";
import { listSimulationRecordsContract } from "@/app/api/v1/simulations/schema";
import { toSimulationListing } from "@/app/api/v1/simulations/shape";
import { listSimulationRecords } from "@/db/queries/simulations";
import { defineRoute } from "@/lib/server/define-route";
import { readSimulation } from "@/lib/server/simulations/simulations";

export const GET = defineRoute(listSimulationRecordsContract, async ({ app, access, params, query }) => {
  await readSimulation(app, access, params.id);
  const { limit, outcome, search } = query;
  const rows = await listSimulationRecords({
    db: app.db,
    workspaceId: access.workspaceId,
    simulationId: params.id,
    outcome,
    search,
    differs: query.differs === undefined ? undefined : query.differs === "true",
    after: readCursor(z.int(), query.cursor),
    limit: limit + 1,
  });
  return toPage(rows, limit, { item: toSimulationListing, position: (row) => row.seq });
});
