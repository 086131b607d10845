import { saveDraftContract } from "@/app/api/v1/flows/schema";
import { defineRoute } from "@/lib/server/define-route";
import { saveDraft } from "@/lib/server/flows/flows";

export const PUT = defineRoute(saveDraftContract, async ({ app, access, params, body }) => {
  const input = "document" in body ? body : { document: body };
  const { revision, problems } = await saveDraft(app, access, { flowId: params.id, ...input });
  return { revision, problems: [...problems] };
});
