import { readRunRecordContract } from "@/app/api/v1/runs/schema";
import { toRecord } from "@/app/api/v1/runs/shape";
import { findOutcome } from "@/db/queries/run-records";
import { defineRoute } from "@/lib/server/define-route";
import { notFound } from "@/lib/server/tokens";

export const GET = defineRoute(readRunRecordContract, async ({ app, access: { workspaceId }, params }) => {
  const row = await findOutcome({ db: app.db, workspaceId, runId: params.id, seq: params.seq });
  if (!row) throw notFound("record", String(params.seq));
  return { ...toRecord(row), steps: row.steps };
});
