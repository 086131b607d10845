import type { Inngest } from "inngest";
import { fromInngestError, guardStep } from "@/engine/functions/errors";
import { RUN_CANCEL, runRequested } from "@/engine/functions/events";
import type { createFlowChunk } from "@/engine/functions/flow-chunk";
import { guardPages } from "@/engine/functions/guard-page";
import { type FlowServices, type PageReceipt, passId, type RunEnding } from "@/engine/functions/ports";
import { AppError, toErrorInfo } from "@/lib/core/errors";

const RETRIES = 6;

/** Coordinates one run: takes the flow's turn, has each driver's pages done in chunks, closes the run. */
export function createFlowRun(client: Inngest, services: FlowServices, flowChunk: ReturnType<typeof createFlowChunk>) {
  return client.createFunction(
    {
      id: "flow-run",
      name: "Run of a flow",
      triggers: [runRequested],
      retries: RETRIES,
      priority: { run: "event.data.priority" },
      cancelOn: [{ event: RUN_CANCEL, match: "data.runId" }],
      onFailure: async ({ event, error, step }) => {
        const { runId } = runRequested.schema.parse(event.data.event.data);
        const ending: RunEnding = { status: "failed", error: fromInngestError(error) };
        await step.run("close", () => services.endRun({ runId, ending, executionId: event.data.run_id }));
      },
    },
    async ({ event, step, runId: executionId, attempt, maxAttempts = RETRIES + 1 }) => {
      const { runId, priority } = event.data;
      const tries = { attempt, maxAttempts };
      const begun = await step.run("begin", () => guardStep(tries, () => services.begin({ runId, executionId })));
      if (begun.state !== "running") return { state: begun.state };
      for (const pass of begun.passes) {
        let page = pass.page;
        while (pass.inline) {
          const ref = { runId, nodeId: pass.nodeId, pass: pass.pass, page };
          const receipt = await step.run(`${passId(pass)}:p${page}`, () => guardPages(services, ref, tries));
          if (receipt.stop) return close(receipt.stop);
          if (receipt.last) break;
          page = receipt.page + 1;
        }
        for (let chunk = 0; !pass.inline; chunk += 1) {
          const receipt = await step.invoke(`${passId(pass)}:chunk${chunk}`, {
            function: flowChunk,
            data: { runId, nodeId: pass.nodeId, pass: pass.pass, page, priority },
          });
          if (receipt.stop) return close(receipt.stop);
          if (receipt.ended) break;
          page = receipt.next;
        }
      }
      return close(undefined);

      async function close(stop: PageReceipt["stop"]) {
        const ending = endingOf(stop);
        await step.run("end", () => services.endRun({ runId, ending, executionId }));
        return { state: ending.status };
      }
    },
  );
}

function endingOf(stop: PageReceipt["stop"]): RunEnding {
  if (stop === "cancelled" || stop === "paused") return { status: stop };
  if (stop === undefined) return { status: "succeeded" };
  const error = new AppError({ code: "run.threshold", category: "data", message: "More records failed than the flow allows" });
  return { status: "failed", error: toErrorInfo(error) };
}
