import { revokeTokenContract } from "@/app/api/v1/tokens/schema";
import { defineRoute } from "@/lib/server/define-route";
import { revokeToken } from "@/lib/server/tokens";

export const DELETE = defineRoute(revokeTokenContract, async ({ app, access, params }) => {
  await revokeToken(app, access, params.id);
  return {};
});
