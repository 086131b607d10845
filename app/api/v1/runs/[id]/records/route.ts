import { z } from "zod";
import { listRunRecordsContract } from "@/app/api/v1/runs/schema";
import { toRecord } from "@/app/api/v1/runs/shape";
import { readCursor, toPage } from "@/app/api/v1/shared";
import { listOutcomes } from "@/db/queries/run-records";
import { defineRoute } from "@/lib/server/define-route";
import { readRun } from "@/lib/server/runs/runs";

export const GET = defineRoute(listRunRecordsContract, async ({ app, access, params, query }) => {
  await readRun(app, access, params.id);
  const { workspaceId } = access;
  const { limit, outcome, search } = query;
  const newest = query.order === "newest";
  const after = readCursor(z.int(), query.cursor);
  const rows = await listOutcomes({
    db: app.db,
    workspaceId,
    runId: params.id,
    outcome,
    search,
    newest,
    after,
    limit: limit + 1,
  });
  return toPage(rows, limit, { item: toRecord, position: (row) => row.seq });
});
