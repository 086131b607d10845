import { listEndpointsContract } from "@/app/api/v1/endpoints/schema";
import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import { listEndpoints } from "@/db/queries/endpoints";
import { defineRoute } from "@/lib/server/define-route";
import { endpointUrl } from "@/lib/server/flows/endpoints";

export const GET = defineRoute(listEndpointsContract, async ({ app, access: { workspaceId }, query }) => {
  const rows = await listEndpoints({ db: app.db, workspaceId, flowId: query.flow });
  const data = rows.map(({ id, flowId, connectionId, enabled, lastEventAt, createdAt }) => {
    const url = endpointUrl(app, id);
    return { id, flowId, connectionId, url, enabled, lastEventAt: toTimeOrNull(lastEventAt), createdAt: toTime(createdAt) };
  });
  return { data, nextCursor: null };
});
