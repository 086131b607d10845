import { createEndpointContract } from "@/app/api/v1/endpoints/schema";
import { defineRoute } from "@/lib/server/define-route";
import { createEndpoint } from "@/lib/server/flows/endpoints";

export const POST = defineRoute(createEndpointContract, async ({ app, access, params, body }) =>
  createEndpoint(app, access, { flowId: params.id, connectionId: body.connectionId }),
);
