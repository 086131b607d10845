import { editDeadLetterContract } from "@/app/api/v1/dead-letters/schema";
import { editAndRetry } from "@/lib/server/dead-letters";
import { defineRoute } from "@/lib/server/define-route";

export const POST = defineRoute(editDeadLetterContract, async ({ app, access, params, body }) => ({
  runId: await editAndRetry(app, access, { id: params.id, data: body.data }),
}));
