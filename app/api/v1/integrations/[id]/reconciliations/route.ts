import { listReconciliationsContract, startReconcileContract } from "@/app/api/v1/reconciliations/schema";
import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import { listReconciliations } from "@/db/queries/reconcile";
import { defineRoute } from "@/lib/server/define-route";
import { readIntegration } from "@/lib/server/integrations/integrations";
import { startReconcile } from "@/lib/server/reconcile/reconcile";
import { summaryOf } from "@/lib/server/reconcile/view";

export const POST = defineRoute(startReconcileContract, async ({ app, access, params, body }) => ({
  id: await startReconcile(app, access, { integrationId: params.id, ...body }),
}));

export const GET = defineRoute(listReconciliationsContract, async ({ app, access, params }) => {
  const { row } = await readIntegration(app, access, params.id);
  const { workspaceId } = access;
  const rows = await listReconciliations({ db: app.db, workspaceId, integrationId: row.id, limit: 20 });
  const summaries = await Promise.all(rows.map((each) => summaryOf(app, each)));
  return {
    data: summaries.map(({ fromDay, toDay, createdAt, endedAt, streams, days, rates, ...rest }) => ({
      ...rest,
      from: fromDay,
      to: toDay,
      createdAt: toTime(createdAt),
      endedAt: toTimeOrNull(endedAt),
      streams: [...streams],
      days: [...days],
      rates: [...rates],
    })),
    nextCursor: null,
  };
});
