import { z } from "zod";
import { listRunLogContract } from "@/app/api/v1/runs/schema";
import { readCursor, toPage, toTime } from "@/app/api/v1/shared";
import { listLog } from "@/db/queries/run-log";
import { defineRoute } from "@/lib/server/define-route";
import { readRun } from "@/lib/server/runs/runs";

export const GET = defineRoute(listRunLogContract, async ({ app, access, params, query }) => {
  await readRun(app, access, params.id);
  const { workspaceId } = access;
  const after = readCursor(z.int(), query.cursor);
  const lines = await listLog({ db: app.db, workspaceId, runId: params.id, after, limit: query.limit + 1 });
  return toPage(lines, query.limit, { item: (line) => ({ ...line, at: toTime(line.at) }), position: (line) => line.seq });
});
