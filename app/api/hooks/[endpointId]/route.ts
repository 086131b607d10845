import type { RawRequest } from "@/connectors/contract";
import { toAppError } from "@/lib/core/errors";
import type { App } from "@/lib/server/app";
import { getApp } from "@/lib/server/compose";
import { readBytes } from "@/lib/server/define-route";
import { acceptDelivery, receiveDelivery } from "@/lib/server/flows/inbound";
import { errorFields } from "@/lib/server/log";
import { invalidRequest, problemResponse, statusOf } from "@/lib/server/problem";
import { InvoiceQuerySchema, receiveEvents, verifiedConnection } from "@/lib/server/real-time/events";
import { invoicePdf } from "@/lib/server/real-time/invoice-pdf";

const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Inbound webhooks: verified, stored once, answered at once; the run follows through the outbox. */
export async function POST(request: Request, context: { params: Promise<{ endpointId: string }> }): Promise<Response> {
  const app = await getApp();
  const { endpointId } = await context.params;
  try {
    const raw = await rawRequest(request);
    // Events of a whole connection, whichever flows they concern; an endpoint is that of one flow.
    if (endpointId.startsWith("con_")) return Response.json(await receiveEvents(app, endpointId, raw), { status: 202 });
    return Response.json(await acceptDelivery(app, await receiveDelivery(app, endpointId, raw)), { status: 202 });
  } catch (thrown) {
    return refusal(app, endpointId, thrown);
  }
}

/** CO-39: what the module of a shop asks for on behalf of a customer. */
export async function GET(request: Request, context: { params: Promise<{ endpointId: string }> }): Promise<Response> {
  const app = await getApp();
  const { endpointId } = await context.params;
  try {
    const raw = await rawRequest(request);
    const connection = await verifiedConnection(app, endpointId, raw);
    const asked = InvoiceQuerySchema.safeParse(raw.query);
    if (!asked.success) throw invalidRequest(asked.error, "query");
    const pdf = await invoicePdf(app, connection, asked.data.invoice);
    return new Response(Buffer.from(pdf), { headers: { "content-type": "application/pdf", "cache-control": "no-store" } });
  } catch (thrown) {
    return refusal(app, endpointId, thrown);
  }
}

async function rawRequest(request: Request): Promise<RawRequest> {
  return {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    query: Object.fromEntries(new URL(request.url).searchParams),
    body: await readBytes(request, MAX_BODY_BYTES),
  };
}

function refusal(app: App, endpointId: string, thrown: unknown): Response {
  const error = toAppError(thrown);
  if (statusOf(error) >= 500) app.log.error("hook.failed", { endpointId, code: error.code, ...errorFields(error) });
  else app.log.info("hook.refused", { endpointId, code: error.code });
  return problemResponse(error);
}
