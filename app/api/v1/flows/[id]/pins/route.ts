import { listPinsContract } from "@/app/api/v1/flows/schema";
import { JsonSchema } from "@/lib/core/json-schema";
import { defineRoute } from "@/lib/server/define-route";
import { readPins } from "@/lib/server/flows/pins";

export const GET = defineRoute(listPinsContract, async ({ app, access, params }) => {
  const pins = await readPins(app, access, params.id);
  return {
    data: Object.entries(pins).map(([nodeId, outputs]) => ({
      nodeId,
      outputs: JsonSchema.parse(JSON.parse(JSON.stringify(outputs))),
    })),
    nextCursor: null,
  };
});
