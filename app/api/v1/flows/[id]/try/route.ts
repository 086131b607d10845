import { tryFlowContract } from "@/app/api/v1/flows/schema";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { defineRoute } from "@/lib/server/define-route";
import { tryFlow } from "@/lib/server/flows/try-flow";

export const POST = defineRoute(tryFlowContract, async ({ app, access, params, body }) =>
  JsonObjectSchema.parse(JSON.parse(JSON.stringify(await tryFlow(app, access, params.id, body)))),
);
