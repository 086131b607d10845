import { deleteEndpointContract } from "@/app/api/v1/endpoints/schema";
import { defineRoute } from "@/lib/server/define-route";
import { deleteEndpoint } from "@/lib/server/flows/endpoints";

export const DELETE = defineRoute(deleteEndpointContract, async ({ app, access, params }) => {
  await deleteEndpoint(app, access, params.id);
  return {};
});
