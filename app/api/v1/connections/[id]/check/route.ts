import { checkConnectionContract } from "@/app/api/v1/connections/schema";
import { checkConnection } from "@/lib/server/connections";
import { defineRoute } from "@/lib/server/define-route";

export const POST = defineRoute(checkConnectionContract, async ({ app, access, params }) => {
  const { problems, ...result } = await checkConnection(app, access, params.id);
  return { ...result, problems: [...problems] };
});
