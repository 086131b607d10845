import { restoreVersionContract } from "@/app/api/v1/flows/schema";
import { defineRoute } from "@/lib/server/define-route";
import { restoreVersion } from "@/lib/server/flows/flows";

export const POST = defineRoute(restoreVersionContract, async ({ app, access, params, body }) => ({
  revision: await restoreVersion(app, access, { flowId: params.id, versionId: body.versionId }),
}));
