import { cron, type Inngest, type InngestFunction, invoke, NonRetriableError, RetryAfterError } from "inngest";
import { z } from "zod";
import type { Probe } from "./probe";

/**
 * Functions that show each durable behaviour once. They tell a probe what they see, so that the same suite runs
 * against the embedded executor and against an Inngest server. `tick` is the cron of the one that has one.
 */
export function behaviourFunctions(client: Inngest, probe: Probe, tick: string): InngestFunction.Any[] {
  const double = client.createFunction(
    { id: "double", triggers: [invoke(z.object({ n: z.number() }))], retries: 0 },
    async ({ event, step }) => step.run("double", () => event.data.n * 2),
  );
  const broken = client.createFunction({ id: "broken", triggers: [invoke(z.object({}))], retries: 0 }, async ({ step }) =>
    step.run("break", () => {
      throw new NonRetriableError("the child is broken");
    }),
  );
  const slow = client.createFunction({ id: "slow", triggers: [invoke(z.object({}))], retries: 0 }, async ({ step }) => {
    await step.sleep("long", "1h");
  });
  return [
    double,
    broken,
    slow,
    ...sequences(client, probe),
    ...invocations(client, probe, { double, broken, slow }),
    ...failures(client, probe),
    ...waits(client, probe),
    ...clocks(client, probe, tick),
    ...limits(client, probe),
  ];
}

function sequences(client: Inngest, probe: Probe): InngestFunction.Any[] {
  const sequence = client.createFunction(
    { id: "sequence", triggers: [{ event: "t/sequence" }], retries: 0 },
    async ({ step }) => {
      const first = await step.run("first", () => {
        probe.note("sequence.first");
        return { value: 20, absent: undefined };
      });
      await step.sleep("nap", "1s");
      const second = await step.run("second", () => {
        probe.note("sequence.second");
        return first.value + 1;
      });
      probe.note("sequence.end", { first, second });
    },
  );
  const loop = client.createFunction({ id: "loop", triggers: [{ event: "t/loop" }], retries: 0 }, async ({ step }) => {
    let sum = 0;
    for (let index = 0; index < 30; index += 1) sum += await step.run("add", () => index);
    probe.note("loop.end", sum);
  });
  const parallel = client.createFunction(
    { id: "parallel", triggers: [{ event: "t/parallel" }], retries: 0 },
    async ({ step }) => {
      const before = await step.run("before", () => "0");
      const results = await Promise.all([
        step.run("a", () => {
          probe.note("parallel.a");
          return "a";
        }),
        step.run("b", () => {
          probe.note("parallel.b");
          return "b";
        }),
        step.sleep("c", "1s"),
      ]);
      const after = await step.run("after", () => "1");
      probe.note("parallel.end", [before, ...results, after]);
    },
  );
  const uneven = client.createFunction(
    { id: "uneven", triggers: [{ event: "t/uneven" }], retries: 1 },
    async ({ step, attempt }) => {
      const results = await Promise.allSettled([
        step.run("good", () => {
          probe.note("uneven.good");
          return "good";
        }),
        step.run("bad", () => {
          probe.note("uneven.bad", attempt);
          throw new NonRetriableError("bad");
        }),
      ]);
      probe.note(
        "uneven.end",
        results.map(({ status }) => status),
      );
    },
  );
  const sender = client.createFunction({ id: "sender", triggers: [{ event: "t/send" }], retries: 0 }, async ({ event, step }) => {
    await step.sendEvent("tell", { name: "t/told", data: { tag: event.data.tag } });
  });
  const told = client.createFunction({ id: "told", triggers: [{ event: "t/told" }], retries: 0 }, async ({ event }) => {
    probe.note(`told.${event.data.tag}`);
  });
  const filtered = client.createFunction(
    { id: "filtered", triggers: [{ event: "t/told", if: "event.data.tag == 'wanted'" }], retries: 0 },
    async ({ event }) => probe.note("filtered", event.data.tag),
  );
  return [sequence, loop, parallel, uneven, sender, told, filtered];
}

type Children = Record<"double" | "broken" | "slow", InngestFunction.Any>;

function invocations(client: Inngest, probe: Probe, { double, broken, slow }: Children): InngestFunction.Any[] {
  const parent = client.createFunction({ id: "parent", triggers: [{ event: "t/invoke" }], retries: 0 }, async ({ step }) => {
    probe.note("invoke.end", await step.invoke("child", { function: double, data: { n: 21 } }));
  });
  const unlucky = client.createFunction(
    { id: "unlucky", triggers: [{ event: "t/invoke-fails" }], retries: 0 },
    async ({ step }) => {
      try {
        await step.invoke("child", { function: broken, data: {} });
      } catch (thrown) {
        probe.note("invoke-fails.caught", thrown instanceof Error ? thrown.message : thrown);
      }
    },
  );
  const hasty = client.createFunction({ id: "hasty", triggers: [{ event: "t/invoke-late" }], retries: 0 }, async ({ step }) => {
    try {
      await step.invoke("child", { function: slow, data: {}, timeout: "1s" });
    } catch (thrown) {
      probe.note("invoke-late.caught", thrown instanceof Error ? thrown.name : thrown);
    }
  });
  return [parent, unlucky, hasty];
}

function failures(client: Inngest, probe: Probe): InngestFunction.Any[] {
  const flaky = client.createFunction(
    { id: "flaky", triggers: [{ event: "t/flaky" }], retries: 2 },
    async ({ step, attempt }) => {
      await step.run("before", () => probe.note("flaky.before"));
      const value = await step.run("flaky", () => {
        probe.note("flaky.try", attempt);
        if (attempt < 2) throw new Error("not yet");
        return "third time";
      });
      probe.note("flaky.end", value);
    },
  );
  const later = client.createFunction({ id: "later", triggers: [{ event: "t/later" }], retries: 1 }, async ({ attempt }) => {
    probe.note("later.try", Date.now());
    if (attempt === 0) throw new RetryAfterError("busy", 2_000);
    probe.note("later.end");
  });
  const laterStep = client.createFunction(
    { id: "later-step", triggers: [{ event: "t/later-step" }], retries: 1 },
    async ({ step, attempt }) => {
      await step.run("busy", () => {
        probe.note("later-step.try", Date.now());
        if (attempt === 0) throw new RetryAfterError("busy", 2_000);
      });
      probe.note("later-step.end");
    },
  );
  const caught = client.createFunction({ id: "caught", triggers: [{ event: "t/caught" }], retries: 1 }, async ({ step }) => {
    try {
      await step.run("always", () => {
        probe.note("caught.try");
        throw new Error("always");
      });
    } catch (thrown) {
      await step.run("mend", () => probe.note("caught.mend", thrown instanceof Error ? thrown.message : thrown));
    }
    probe.note("caught.end");
  });
  const failing = client.createFunction(
    {
      id: "failing",
      triggers: [{ event: "t/fail" }],
      retries: 1,
      onFailure: async ({ error, event, step }) => {
        await step.run("report", () => probe.note("fail.reported", { message: error.message, tag: event.data.event.data.tag }));
      },
    },
    async ({ attempt }) => {
      probe.note("fail.try", attempt);
      throw new Error("no way");
    },
  );
  const hopeless = client.createFunction(
    { id: "hopeless", triggers: [{ event: "t/hopeless" }], retries: 5, onFailure: async () => probe.note("hopeless.reported") },
    async ({ step }) =>
      step.run("once", () => {
        probe.note("hopeless.try");
        throw new NonRetriableError("never");
      }),
  );
  return [flaky, later, laterStep, caught, failing, hopeless];
}

function waits(client: Inngest, probe: Probe): InngestFunction.Any[] {
  const waiting = client.createFunction(
    { id: "waiting", triggers: [{ event: "t/wait" }], retries: 0 },
    async ({ event, step }) => {
      await step.run("ready", () => probe.note("wait.ready", event.data.tag));
      const answer = await step.waitForEvent("answer", {
        event: "t/answer",
        timeout: "1h",
        if: "async.data.tag == event.data.tag",
      });
      probe.note("wait.end", { asked: event.data.tag, answered: answer?.data.tag, word: answer?.data.word });
    },
  );
  const impatient = client.createFunction(
    { id: "impatient", triggers: [{ event: "t/wait-late" }], retries: 0 },
    async ({ step }) => {
      probe.note("wait-late.end", await step.waitForEvent("never", { event: "t/never", timeout: "1s" }));
    },
  );
  const cancellable = client.createFunction(
    { id: "cancellable", triggers: [{ event: "t/long" }], retries: 0, cancelOn: [{ event: "t/stop", match: "data.tag" }] },
    async ({ event, step }) => {
      await step.run("begin", () => probe.note(`long.begin.${event.data.tag}`));
      await step.waitForEvent("go", { event: "t/go", timeout: "1h" });
      await step.run("finish", () => probe.note("long.finish", event.data.tag));
    },
  );
  const onCancelled = client.createFunction(
    { id: "on-cancelled", triggers: [{ event: "inngest/function.cancelled" }], retries: 0 },
    async ({ event }) => probe.note("long.cancelled", event.data.event.data.tag),
  );
  return [waiting, impatient, cancellable, onCancelled];
}

function clocks(client: Inngest, probe: Probe, tick: string): InngestFunction.Any[] {
  const future = client.createFunction({ id: "future", triggers: [{ event: "t/future" }], retries: 0 }, async ({ event }) => {
    probe.note("future.end", Date.now() - (event.ts ?? 0));
  });
  const ticking = client.createFunction({ id: "tick", triggers: [cron(tick)], retries: 0 }, async ({ event }) => {
    probe.note("tick", "cron" in event.data ? event.data.cron : null);
  });
  return [future, ticking];
}

function limits(client: Inngest, probe: Probe): InngestFunction.Any[] {
  const once = client.createFunction({ id: "once", triggers: [{ event: "t/once" }], retries: 0 }, async ({ event }) => {
    probe.note(`once.${event.data.tag}`);
  });
  const idempotent = client.createFunction(
    { id: "idempotent", triggers: [{ event: "t/idempotent" }], retries: 0, idempotency: "event.data.order" },
    async ({ event }) => probe.note("idempotent", event.data.order),
  );
  const active = new Map<string, number>();
  const enter = (key: string) => {
    const count = (active.get(key) ?? 0) + 1;
    active.set(key, count);
    probe.note(`active.${key}`, count);
  };
  const leave = (key: string) => active.set(key, (active.get(key) ?? 0) - 1);
  const limited = client.createFunction(
    {
      id: "limited",
      triggers: [{ event: "t/limited" }],
      retries: 0,
      concurrency: [
        { key: "event.data.shop", limit: 3, scope: "env" },
        { key: "event.data.erp", limit: 2, scope: "env" },
      ],
    },
    async ({ event, step }) => {
      const shop = String(event.data.shop);
      const erp = String(event.data.erp);
      await step.run("hold", async () => {
        enter(shop);
        enter(erp);
        // Long enough for every other job that may run now to have been claimed.
        await new Promise((resolve) => setTimeout(resolve, 60));
        leave(shop);
        leave(erp);
      });
      probe.note("limited.end", event.data.index);
    },
  );
  return [once, idempotent, limited];
}
