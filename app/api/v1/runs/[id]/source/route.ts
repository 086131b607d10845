import { listRunSourceContract } from "@/app/api/v1/runs/schema";
import { defineRoute } from "@/lib/server/define-route";
import { sourceRecords } from "@/lib/server/runs/source-records";

export const GET = defineRoute(listRunSourceContract, async ({ app, access, params, request }) => {
  const lines = await sourceRecords(app, access, { runId: params.id, signal: request.signal });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
  const headers = {
    "content-type": "application/jsonl; charset=utf-8",
    "content-disposition": `attachment; filename="${params.id}.jsonl"`,
    "cache-control": "no-store",
  };
  return new Response(body, { headers });
});
