import { changeFlowContract, deleteFlowContract, readFlowContract } from "@/app/api/v1/flows/schema";
import { toFlow } from "@/app/api/v1/flows/shape";
import { defineRoute } from "@/lib/server/define-route";
import { deleteFlow, enableFlow, readFlow } from "@/lib/server/flows/flows";

export const GET = defineRoute(readFlowContract, async ({ app, access, params }) =>
  toFlow(await readFlow(app, access, params.id)),
);

export const PATCH = defineRoute(changeFlowContract, async ({ app, access, params, body }) => {
  await enableFlow(app, access, { flowId: params.id, enabled: body.enabled });
  return toFlow(await readFlow(app, access, params.id));
});

export const DELETE = defineRoute(deleteFlowContract, async ({ app, access, params }) => {
  await deleteFlow(app, access, params.id);
  return {};
});
