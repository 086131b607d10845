import { changeIntegrationContract, deleteIntegrationContract, readIntegrationContract } from "@/app/api/v1/integrations/schema";
import { toIntegration } from "@/app/api/v1/integrations/shape";
import { defineRoute } from "@/lib/server/define-route";
import { deleteIntegration, patchIntegration, readIntegration } from "@/lib/server/integrations/integrations";

export const GET = defineRoute(readIntegrationContract, async ({ app, access, params }) =>
  toIntegration(await readIntegration(app, access, params.id)),
);

export const PATCH = defineRoute(changeIntegrationContract, async ({ app, access, params, body }) => {
  await patchIntegration(app, access, params.id, body);
  return toIntegration(await readIntegration(app, access, params.id));
});

export const DELETE = defineRoute(deleteIntegrationContract, async ({ app, access, params }) => {
  await deleteIntegration(app, access, params.id);
  return {};
});
