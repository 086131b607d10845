import { cron, type Inngest } from "inngest";
import { RUN_CANCEL, RunCancelSchema, runCancel } from "@/engine/functions/events";
import type { FlowServices } from "@/engine/functions/ports";

/** What nobody else would do: close cancelled runs, send what was not sent, mend what was left behind, forget the old. */
export function createFlowMaintenance(client: Inngest, services: FlowServices) {
  return client.createFunction(
    { id: "flow-maintenance", name: "Maintenance", triggers: [cron("* * * * *"), runCancel], retries: 2 },
    async ({ event, step }) => {
      if (event.name === RUN_CANCEL) {
        const { runId } = RunCancelSchema.parse(event.data);
        await step.run("close", () => services.endRun({ runId, ending: { status: "cancelled" } }));
        return { closed: runId };
      }
      const sent = await step.run("relay", () => services.relayOutbox());
      const mended = await step.run("mend", () => services.mendRuns(new Date()));
      const mails = await step.run("mails", () => services.sendMails());
      const pruned = await step.run("prune", () => services.prune(new Date()));
      return { sent, ...mended, mails, pruned };
    },
  );
}
