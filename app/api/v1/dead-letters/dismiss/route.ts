import { dismissDeadLettersContract } from "@/app/api/v1/dead-letters/schema";
import { toChosen } from "@/app/api/v1/dead-letters/shape";
import { dismissChosen } from "@/lib/server/dead-letters";
import { defineRoute } from "@/lib/server/define-route";

export const POST = defineRoute(dismissDeadLettersContract, async ({ app, access, body }) => ({
  count: await dismissChosen(app, access, { chosen: toChosen(body), reason: body.reason }),
}));
