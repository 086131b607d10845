import { cron, type Inngest } from "inngest";
import type { FlowServices } from "@/engine/functions/ports";

/** Looks every minute which of the schedules people made are due; theirs are rows, so editing one registers nothing. */
export function createFlowSchedule(client: Inngest, services: FlowServices) {
  return client.createFunction(
    { id: "flow-schedule", name: "Schedules", triggers: [cron("* * * * *")], retries: 1 },
    async ({ step }) => {
      const started = await step.run("due", () => services.startDueSchedules(new Date()));
      if (started > 0) await step.run("relay", () => services.relayOutbox());
      return { started };
    },
  );
}
