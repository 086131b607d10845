import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { behaviourFunctions } from "./testing/behaviours";
import { type Bench, openBench } from "./testing/harness";
import { Probe } from "./testing/probe";

/** Every durable behaviour the flows may lean on (issue 3, point 10), once. */
describe("durable behaviours of the embedded executor", () => {
  const probe = new Probe();
  let bench: Bench;
  const send = (name: string, data: Record<string, unknown> = {}, more: { id?: string; ts?: number } = {}) =>
    bench.client.send({ name, data, ...more });

  beforeAll(async () => {
    bench = await openBench();
    await bench.start(behaviourFunctions(bench.client, probe));
  });
  afterAll(() => bench.close());

  it("runs steps in order, each once, across a sleep", async () => {
    await send("t/sequence");
    const [end] = await probe.reached("sequence.end");
    expect(end).toEqual({ first: { value: 20 }, second: 21 });
    expect(probe.of("sequence.first")).toHaveLength(1);
    expect(probe.of("sequence.second")).toHaveLength(1);
  });

  it("tells repeated steps of a loop apart", async () => {
    await send("t/loop");
    expect(await probe.reached("loop.end")).toEqual([435]);
  });

  it("runs parallel steps once each and continues when all have ended", async () => {
    await send("t/parallel");
    const ends = await probe.reached("parallel.end");
    expect(ends).toEqual([["0", "a", "b", null, "1"]]);
    expect([probe.of("parallel.a").length, probe.of("parallel.b").length]).toEqual([1, 1]);
  });

  it("delivers events sent by a step to every function whose expression agrees", async () => {
    await send("t/send", { tag: "plain" });
    await send("t/send", { tag: "wanted" });
    await probe.reached("told.plain");
    await probe.reached("told.wanted");
    expect(await probe.reached("filtered")).toEqual(["wanted"]);
  });

  it("gives the result of an invoked function to its parent", async () => {
    await send("t/invoke");
    expect(await probe.reached("invoke.end")).toEqual([42]);
  });

  it("throws the failure of an invoked function in its parent", async () => {
    await send("t/invoke-fails");
    expect(await probe.reached("invoke-fails.caught")).toEqual(["the child is broken"]);
  });

  it("throws in the parent when an invoked function takes too long", async () => {
    await send("t/invoke-late");
    expect(await probe.reached("invoke-late.caught")).toHaveLength(1);
  });

  it("retries a failed step without running the steps before it again", async () => {
    await send("t/flaky");
    expect(await probe.reached("flaky.end")).toEqual(["third time"]);
    expect(probe.of("flaky.try")).toEqual([0, 1, 2]);
    expect(probe.of("flaky.before")).toHaveLength(1);
  });

  it("waits as long as a RetryAfterError asks", async () => {
    await send("t/later");
    await probe.reached("later.end");
    const [first, second] = probe.of("later.try").map(Number);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(900);
  });

  it("lets the function catch a step that failed for the last time", async () => {
    await send("t/caught");
    await probe.reached("caught.end");
    expect(probe.of("caught.try")).toHaveLength(2);
    expect(probe.of("caught.mend")).toEqual(["always"]);
  });

  it("calls onFailure once after the last attempt, with the event that began the run", async () => {
    await send("t/fail", { tag: "A" });
    expect(await probe.reached("fail.reported")).toEqual([{ message: "no way", tag: "A" }]);
    expect(probe.of("fail.try")).toEqual([0, 1]);
  });

  it("does not retry a NonRetriableError", async () => {
    await send("t/hopeless");
    await probe.reached("hopeless.reported");
    expect(probe.of("hopeless.try")).toHaveLength(1);
  });

  it("resumes exactly the run whose expression the awaited event satisfies", async () => {
    await send("t/wait", { tag: "one" });
    await send("t/wait", { tag: "two" });
    await probe.reached("wait.ready", 2);
    await waitsOf("t/answer", 2);
    await send("t/answer", { tag: "none", word: "?" });
    await send("t/answer", { tag: "two", word: "hello" });
    expect(await probe.reached("wait.end")).toEqual([{ asked: "two", answered: "two", word: "hello" }]);
  });

  it("gives null when the awaited event does not come in time", async () => {
    await send("t/wait-late");
    expect(await probe.reached("wait-late.end")).toEqual([null]);
  });

  it("cancels the run that an event names, and no other", async () => {
    await send("t/long", { tag: 7 });
    await send("t/long", { tag: 8 });
    await probe.reached("long.begin.7");
    await probe.reached("long.begin.8");
    await waitsOf("t/go", 2);
    await send("t/stop", { tag: 7 });
    expect(await probe.reached("long.cancelled")).toEqual([7]);
    await send("t/go");
    expect(await probe.reached("long.finish")).toEqual([8]);
  });

  it("holds an event with a future time stamp until then", async () => {
    await send("t/future", {}, { ts: Date.now() + 600 });
    const [late] = await probe.reached("future.end");
    expect(Number(late)).toBeGreaterThanOrEqual(0);
  });

  it("drops a second event with the same id", async () => {
    await send("t/once", { tag: "same" }, { id: "the-same-id" });
    await send("t/once", { tag: "same" }, { id: "the-same-id" });
    await send("t/once", { tag: "other" });
    await probe.reached("once.other");
    await probe.reached("once.same");
    expect(probe.of("once.same")).toHaveLength(1);
  });

  it("starts one run per value of an idempotency expression", async () => {
    await send("t/idempotent", { order: "A" });
    await send("t/idempotent", { order: "A" });
    await send("t/idempotent", { order: "B" });
    expect((await probe.reached("idempotent", 2)).sort()).toEqual(["A", "B"]);
  });

  it("honours every concurrency key, not only the last", async () => {
    const events = Array.from({ length: 12 }, (_, index) => ({
      name: "t/limited",
      data: { shop: "shop", erp: index % 2 === 0 ? "erp-a" : "erp-b", index },
    }));
    await bench.client.send(events);
    await probe.reached("limited.end", 12);
    expect(Math.max(...probe.of("active.shop").map(Number))).toBe(3);
    expect(Math.max(...probe.of("active.erp-a").map(Number))).toBeLessThanOrEqual(2);
    expect(Math.max(...probe.of("active.erp-b").map(Number))).toBeLessThanOrEqual(2);
  });

  it("fires a cron again and again", async () => {
    expect(await probe.reached("tick", 2)).toContain("*/1 * * * * *");
  });

  async function waitsOf(event: string, count: number): Promise<void> {
    for (;;) {
      const rows = await bench.store.sql`select 1 from exec_waits where event = ${event} and kind = 'wait'`;
      if (rows.length >= count) return;
    }
  }
});
