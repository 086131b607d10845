import { z } from "zod";
import { listRunLogContract } from "@/app/api/v1/runs/schema";
import { readCursor, toPage, toTime } from "@/app/api/v1/shared";
import { listLog, listLogEnd } from "@/db/queries/run-log";
import { defineRoute } from "@/lib/server/define-route";
import { readRun } from "@/lib/server/runs/runs";

export const GET = defineRoute(listRunLogContract, async ({ app, access, params, query }) => {
  await readRun(app, access, params.id);
  const { workspaceId } = access;
  const after = readCursor(z.int(), query.cursor);
  const scope = { db: app.db, workspaceId, runId: params.id, limit: query.limit + 1 };
  const lines = query.order === "newest" ? await listLogEnd({ ...scope, before: after }) : await listLog({ ...scope, after });
  return toPage(lines, query.limit, { item: (line) => ({ ...line, at: toTime(line.at) }), position: (line) => line.seq });
});
