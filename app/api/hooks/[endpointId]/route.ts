import { toAppError } from "@/lib/core/errors";
import { getApp } from "@/lib/server/compose";
import { readBytes } from "@/lib/server/define-route";
import { acceptDelivery, receiveDelivery } from "@/lib/server/flows/inbound";
import { errorFields } from "@/lib/server/log";
import { problemResponse, statusOf } from "@/lib/server/problem";

const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Inbound webhooks: verified, stored once, answered at once; the run follows through the outbox. */
export async function POST(request: Request, context: { params: Promise<{ endpointId: string }> }): Promise<Response> {
  const app = await getApp();
  const { endpointId } = await context.params;
  try {
    const url = new URL(request.url);
    const delivery = await receiveDelivery(app, endpointId, {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      query: Object.fromEntries(url.searchParams),
      body: await readBytes(request, MAX_BODY_BYTES),
    });
    return Response.json(await acceptDelivery(app, delivery), { status: 202 });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (statusOf(error) >= 500) app.log.error("hook.failed", { endpointId, code: error.code, ...errorFields(error) });
    else app.log.info("hook.refused", { endpointId, code: error.code });
    return problemResponse(error);
  }
}
