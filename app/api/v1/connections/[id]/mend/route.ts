import { mendConnectionContract } from "@/app/api/v1/connections/schema";
import { mendConnection } from "@/lib/server/connections";
import { defineRoute } from "@/lib/server/define-route";

export const POST = defineRoute(mendConnectionContract, async ({ app, access, params, body }) => {
  const { problems, ...result } = await mendConnection(app, access, { connectionId: params.id, mend: body.mend });
  return { ...result, problems: [...problems] };
});
