import { afterAll, beforeAll, describe } from "vitest";
import { behaviourFunctions } from "./testing/behaviours";
import { itBehaves } from "./testing/conformance";
import { type Bench, openBench } from "./testing/harness";
import { Probe } from "./testing/probe";

const EVERY_SECOND = "*/1 * * * * *";

/** Issue 3, point 10; the same suite runs against a real Inngest in `inngest.test.ts`. */
describe("durable behaviours of the embedded executor", () => {
  const probe = new Probe();
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    await bench.start(behaviourFunctions(bench.client, probe, EVERY_SECOND));
  });
  afterAll(() => bench.close());

  itBehaves(probe, () => ({ client: bench.client, mark: "embedded", cron: EVERY_SECOND, ticks: 2 }));
});
