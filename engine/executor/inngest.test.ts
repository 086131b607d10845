import { randomBytes } from "node:crypto";
import type { Inngest } from "inngest";
import { afterAll, beforeAll, describe } from "vitest";
import { behaviourFunctions } from "./testing/behaviours";
import { itBehaves } from "./testing/conformance";
import { Probe } from "./testing/probe";
import { clientOf, inngestServer, serveTo } from "./testing/served";

const EVERY_MINUTE = "* * * * *";
const server = inngestServer(process.env);
if (!server) process.stdout.write("durable behaviours of an Inngest server skipped: PASSERELLE_TEST_INNGEST not set\n");

/** Issue 3, point 10: `PASSERELLE_TEST_INNGEST=http://127.0.0.1:8288 npx vitest run engine/executor/inngest`. */
describe.runIf(server)("durable behaviours of an Inngest server", { timeout: 300_000, concurrent: true }, () => {
  const probe = new Probe();
  const mark = randomBytes(4).toString("hex");
  let client: Inngest;
  let stop: () => Promise<void> = async () => undefined;
  beforeAll(async () => {
    if (!server) return;
    client = clientOf(server, `conformance-${mark}`);
    stop = await serveTo(server, { client, functions: behaviourFunctions(client, probe, EVERY_MINUTE) });
  });
  afterAll(() => stop());

  itBehaves(probe, () => ({ client, mark, cron: EVERY_MINUTE, ticks: 1 }));
});
