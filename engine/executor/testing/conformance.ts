import { setTimeout as soon } from "node:timers/promises";
import type { Inngest } from "inngest";
import { expect, it } from "vitest";
import type { Probe } from "./probe";

const AGAIN_MS = 200;
/** The functions ask for two seconds; an Inngest server keeps the instant in whole seconds. */
const LATER_MS = 1_000;

/** Where the functions of `behaviours.ts` run, once they do. */
export type Place = {
  client: Inngest;
  /** Tells ids and keys of this run of the suite from those of earlier ones on the same server. */
  mark: string;
  cron: string;
  /** Times the cron is waited for. */
  ticks: number;
};

type Kit = {
  probe: Probe;
  place: () => Place;
  send(name: string, data?: Record<string, unknown>, more?: { id?: string; ts?: number }): Promise<unknown>;
  /** An event that comes before a run waits for it is not heard: it is sent again until something was noted. */
  sendUntil(label: string, name: string, data?: Record<string, unknown>): Promise<void>;
};

/**
 * Every durable behaviour the flows may lean on, once: the same for the embedded executor and for an Inngest server.
 * Retries wait as long as the server makes them wait.
 */
export function itBehaves(probe: Probe, place: () => Place): void {
  const send: Kit["send"] = (name, data = {}, more = {}) => place().client.send({ name, data, ...more });
  const sendUntil: Kit["sendUntil"] = async (label, name, data) => {
    const reached = probe.reached(label).then(() => true);
    for (let isReached = false; !isReached; ) {
      await send(name, data);
      isReached = await Promise.race([reached, soon(AGAIN_MS).then(() => false)]);
    }
  };
  const kit: Kit = { probe, place, send, sendUntil };
  itKeepsSteps(kit);
  itInvokes(kit);
  itFails(kit);
  itWaits(kit);
  itLimits(kit);
}

function itKeepsSteps({ probe, send }: Kit): void {
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

  it("settles parallel steps one by one when one of them fails", async () => {
    await send("t/uneven");
    expect(await probe.reached("uneven.end")).toEqual([["fulfilled", "rejected"]]);
    expect([probe.of("uneven.good").length, probe.of("uneven.bad").length]).toEqual([1, 1]);
  });

  it("delivers events sent by a step to every function whose expression agrees", async () => {
    await send("t/send", { tag: "plain" });
    await send("t/send", { tag: "wanted" });
    await probe.reached("told.plain");
    await probe.reached("told.wanted");
    expect(await probe.reached("filtered")).toEqual(["wanted"]);
  });
}

function itInvokes({ probe, send }: Kit): void {
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
}

function itFails({ probe, send }: Kit): void {
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
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(LATER_MS);
  });

  it("waits as long as a RetryAfterError of a step asks", async () => {
    await send("t/later-step");
    await probe.reached("later-step.end");
    const [first, second] = probe.of("later-step.try").map(Number);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(LATER_MS);
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
}

function itWaits({ probe, place, send, sendUntil }: Kit): void {
  it("resumes exactly the run whose expression the awaited event satisfies", async () => {
    await send("t/wait", { tag: "one" });
    await send("t/wait", { tag: "two" });
    await probe.reached("wait.ready", 2);
    await send("t/answer", { tag: "none", word: "?" });
    await sendUntil("wait.end", "t/answer", { tag: "two", word: "hello" });
    expect(probe.of("wait.end")).toEqual([{ asked: "two", answered: "two", word: "hello" }]);
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
    await sendUntil("long.cancelled", "t/stop", { tag: 7 });
    await sendUntil("long.finish", "t/go");
    expect(probe.of("long.cancelled")).toEqual([7]);
    expect(probe.of("long.finish")).toEqual([8]);
  });

  it("holds an event with a future time stamp until then", async () => {
    await send("t/future", {}, { ts: Date.now() + 600 });
    const [late] = await probe.reached("future.end");
    expect(Number(late)).toBeGreaterThanOrEqual(0);
  });

  it("fires a cron again and again", async () => {
    expect(await probe.reached("tick", place().ticks)).toContain(place().cron);
  });
}

function itLimits({ probe, place, send }: Kit): void {
  it("drops a second event with the same id", async () => {
    await send("t/once", { tag: "same" }, { id: `${place().mark}-the-same-id` });
    await send("t/once", { tag: "same" }, { id: `${place().mark}-the-same-id` });
    await send("t/once", { tag: "other" });
    await probe.reached("once.other");
    await probe.reached("once.same");
    expect(probe.of("once.same")).toHaveLength(1);
  });

  it("starts one run per value of an idempotency expression", async () => {
    const [a, b] = [`${place().mark}-A`, `${place().mark}-B`];
    await send("t/idempotent", { order: a });
    await send("t/idempotent", { order: a });
    await send("t/idempotent", { order: b });
    expect((await probe.reached("idempotent", 2)).sort()).toEqual([a, b]);
  });

  it("honours every concurrency key, not only the last", async () => {
    const events = Array.from({ length: 12 }, (_, index) => ({
      name: "t/limited",
      data: { shop: `shop-${place().mark}`, erp: `${index % 2 === 0 ? "a" : "b"}-${place().mark}`, index },
    }));
    await place().client.send(events);
    await probe.reached("limited.end", 12);
    const most = (key: string) => Math.max(...probe.of(`active.${key}-${place().mark}`).map(Number));
    expect(most("shop")).toBeLessThanOrEqual(3);
    expect(most("a")).toBeLessThanOrEqual(2);
    expect(most("b")).toBeLessThanOrEqual(2);
  });
}
