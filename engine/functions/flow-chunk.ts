import { type Inngest, invoke } from "inngest";
import { ChunkSchema, RUN_CANCEL } from "@/engine/functions/events";
import { guardPages } from "@/engine/functions/guard-page";
import { type FlowServices, type PageReceipt, type PageRef, passId } from "@/engine/functions/ports";

const STEPS = 50;
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
      let steps = 0;
      for (let page = first; ; ) {
        const ref: PageRef = { runId, nodeId, pass, page };
        const receipt = await step.run(`${passId(ref)}:p${page}`, () =>
          guardPages(services, ref, { attempt, maxAttempts: maxAttempts ?? RETRIES + 1 }),
        );
        page = receipt.page + 1;
        steps += 1;
        if (receipt.last || receipt.stop) return { next: page, ended: receipt.last, stop: receipt.stop };
        // The receipt's own time, not the clock: the same answer at every replay.
        if (steps >= STEPS || receipt.at - begunAt > TIME_MS) return { next: page, ended: false };
      }
    },
  );
}
