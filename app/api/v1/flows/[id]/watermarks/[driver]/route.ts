import { deleteWatermarkContract, setWatermarkContract } from "@/app/api/v1/flows/schema";
import { defineRoute } from "@/lib/server/define-route";
import { changeWatermark } from "@/lib/server/flows/watermarks";

export const PUT = defineRoute(setWatermarkContract, async ({ app, access, params, body }) => {
  await changeWatermark(app, access, { flowId: params.id, driver: params.driver, value: body.value });
  return {};
});

export const DELETE = defineRoute(deleteWatermarkContract, async ({ app, access, params }) => {
  await changeWatermark(app, access, { flowId: params.id, driver: params.driver, value: null });
  return {};
});
