import { cron } from "inngest";
import { serve } from "inngest/edge";
import { openStore } from "@/db/client";
import { embedded, silentLog } from "./harness";

/**
 * A process of its own with an executor: `child.ts <database address>`. Its function runs 40 steps, each of which
 * writes one row of `side_effects`, so that a test sees what was executed and by whom.
 */
const [, , url = ""] = process.argv;
const store = openStore({ url, max: 5 });
const { sql } = store;
const { client, executor } = embedded({ sql, log: silentLog, leaseMs: 30_000, pollMs: 200, backoff: () => 1 });

const steps = client.createFunction({ id: "steps", triggers: [{ event: "t/steps" }], retries: 2 }, async ({ event, step }) => {
  let sum = 0;
  for (let index = 0; index < 40; index += 1) {
    sum += await step.run(`step:${index}`, async () => {
      await sql`insert into side_effects (run, step, pid) values (${String(event.data.run)}, ${index}, ${process.pid})`;
      return index;
    });
  }
  return sum;
});

const tick = client.createFunction({ id: "tick", triggers: [cron("*/1 * * * * *")], retries: 0 }, async ({ event }) => {
  await sql`insert into ticks (at, pid) values (${event.ts ?? 0}, ${process.pid})`;
});

process.on("SIGTERM", () => {
  void executor
    .stop()
    .then(() => store.close())
    .then(() => process.exit(0));
});

await executor.start(serve({ client, functions: [steps, tick] }));
process.stdout.write("ready\n");
