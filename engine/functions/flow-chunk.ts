import { type Inngest, invoke } from "inngest";
import { stepError, toInngestError, willRetry } from "@/engine/functions/errors";
import { ChunkSchema, RUN_CANCEL } from "@/engine/functions/events";
import { processPage } from "@/engine/functions/page";
import { type FlowServices, type PageReceipt, type PageRef, passId } from "@/engine/functions/ports";
import { toErrorInfo } from "@/lib/core/errors";

const PAGES = 50;
const TIME_MS = 5 * 60_000;
const RETRIES = 6;

export type ChunkReceipt = { readonly next: number; readonly ended: boolean; readonly stop?: PageReceipt["stop"] };

/** Up to 50 pages or 5 minutes of one driver, one step each; small enough for the limits of an Inngest server. */
export function createFlowChunk(client: Inngest, services: FlowServices) {
  return client.createFunction(
    {
      id: "flow-chunk",
      name: "Pages of a run",
      triggers: [invoke(ChunkSchema)],
      retries: RETRIES,
      priority: { run: "event.data.priority" },
      cancelOn: [{ event: RUN_CANCEL, match: "data.runId" }],
    },
    async ({ event, step, attempt, maxAttempts }): Promise<ChunkReceipt> => {
      const { runId, nodeId, pass, page: first } = event.data;
      const begunAt = event.ts ?? 0;
      for (let page = first; ; page += 1) {
        const ref: PageRef = { runId, nodeId, pass, page };
        const receipt = await step.run(`${passId(ref)}:p${page}`, () =>
          guardPage(services, ref, { attempt, maxAttempts: maxAttempts ?? RETRIES + 1 }),
        );
        if (receipt.last || receipt.stop) return { next: page + 1, ended: receipt.last, stop: receipt.stop };
        // The receipt's own time, not the clock: the same answer at every replay.
        if (page + 1 - first >= PAGES || receipt.at - begunAt > TIME_MS) return { next: page + 1, ended: false };
      }
    },
  );
}

/** The error is kept with the page before Inngest hears of it: what comes back from there is only a message. */
async function guardPage(
  services: FlowServices,
  ref: PageRef,
  { attempt, maxAttempts }: { attempt: number; maxAttempts: number },
): Promise<PageReceipt> {
  try {
    return await processPage(services, ref);
  } catch (thrown) {
    const error = stepError(thrown);
    // Requests also end when the process does: then another one does the page again.
    const isCut = error.category === "cancelled";
    if (isCut && (await services.isStopped(ref.runId))) {
      return { page: ref.page, records: 0, last: true, stop: "cancelled", at: 0 };
    }
    if (isCut) throw toInngestError(error, true);
    const retries = willRetry(error, attempt, maxAttempts);
    await services.failPage({ ref, error: toErrorInfo(error), willRetry: retries });
    throw toInngestError(error, retries);
  }
}
