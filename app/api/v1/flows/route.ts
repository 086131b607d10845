import { createFlowContract, listFlowsContract } from "@/app/api/v1/flows/schema";
import { toFlowSummary } from "@/app/api/v1/flows/shape";
import { listFlows } from "@/db/queries/flows";
import { defineRoute } from "@/lib/server/define-route";
import { createFlow } from "@/lib/server/flows/flows";

export const GET = defineRoute(listFlowsContract, async ({ app, access: { workspaceId }, query }) => {
  const rows = await listFlows({ db: app.db, workspaceId, integrationId: query.integration });
  return { data: rows.map(toFlowSummary), nextCursor: null };
});

export const POST = defineRoute(createFlowContract, async ({ app, access, body }) => ({
  id: await createFlow(app, access, body),
}));
