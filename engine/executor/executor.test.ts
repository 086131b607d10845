import type { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestStore, type TestStore } from "@/db/testing";
import { ingest } from "./ingest";
import type { Job } from "./protocol";
import { claim, heartbeat, reapExpired } from "./queue";
import { Registry } from "./registry";
import { pruneEnded } from "./retention";
import { saveSteps } from "./steps";
import { embedded, silentLog } from "./testing/harness";
import { Probe } from "./testing/probe";

const LEASE = { worker: 1, leaseMs: 30_000 };

describe("embedded executor", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
  });
  beforeEach(async () => {
    await store.sql`truncate exec_runs, exec_events, exec_crons cascade`;
  });
  afterAll(() => store.close());

  const registry = new Registry();
  registry.load([
    { id: "app-plain", triggers: [{ event: "t/plain" }], steps: {} },
    {
      id: "app-waits",
      triggers: [{ event: "t/begin" }],
      steps: {},
      cancel: [{ event: "t/stop", if: "event.data.tag == async.data.tag" }],
    },
  ]);
  const send = (name: string, data: Record<string, unknown> = {}, id = `${name}-${JSON.stringify(data)}`) =>
    store.sql.begin((tx) => ingest(registry, tx, [{ id, name, data, ts: Date.now() }]));
  const claimOne = async (): Promise<Job> => {
    const [job] = await claim(store.sql, LEASE, 1);
    if (!job) throw new Error("nothing to claim");
    return job;
  };
  const op = (id: string) => ({ id, op: "StepRun", name: id, data: 1 });

  it("refuses steps of a worker whose lease was given to another", async () => {
    await send("t/plain");
    const stale = await claimOne();
    await store.sql`update exec_jobs set lease_until = now() - interval '1 s'`;
    expect(await reapExpired(store.sql)).toBe(1);
    const current = await claimOne();
    expect(current.generation).toBe(stale.generation + 1);
    expect(await saveSteps({ sql: store.sql, job: stale, ops: [op("a")], leaseMs: 1_000 })).toBe(false);
    expect(await saveSteps({ sql: store.sql, job: current, ops: [op("b")], leaseMs: 1_000 })).toBe(true);
    expect(await store.sql`select id from exec_steps`).toEqual([{ id: "b" }]);
  });

  it("counts leases lost without progress and forgets them at the next step", async () => {
    await send("t/plain");
    await claimOne();
    await store.sql`update exec_jobs set lease_until = now() - interval '1 s'`;
    await reapExpired(store.sql);
    const job = await claimOne();
    expect(job.expiries).toBe(1);
    await saveSteps({ sql: store.sql, job, ops: [op("a")], leaseMs: 1_000 });
    expect(await store.sql`select expiries from exec_jobs`).toEqual([{ expiries: 0 }]);
  });

  it("answers 409 to a checkpoint of a dispatch it does not know", async () => {
    const { executor } = embedded({ sql: store.sql, log: silentLog });
    const body = JSON.stringify({ run_id: "r", qi_id: "unknown", generation_id: 1, steps: [op("a")] });
    const answer = await executor.fetch("http://embedded/v1/checkpoint/r/async", { method: "POST", body });
    expect(answer.status).toBe(409);
  });

  it("finds the runs an event concerns by index, and leaves the others alone", async () => {
    for (let tag = 0; tag < 5; tag += 1) await send("t/begin", { tag });
    expect(await store.sql`select match from exec_waits order by match`).toContainEqual({ match: "data.tag=3" });
    await send("t/stop", { tag: 3 });
    const rows = await store.sql<{ status: string; tag: number }[]>`
      select status, (events -> 0 -> 'data' ->> 'tag')::int as tag from exec_runs where status = 'cancelled'`;
    expect(rows).toEqual([{ status: "cancelled", tag: 3 }]);
    expect(await store.sql`select 1 from exec_jobs`).toHaveLength(4);
  });

  it("does not read the waits of other runs to find those of an event", async () => {
    await store.sql`
      insert into exec_runs (id, function_id, dedupe_key, events) select 'r' || n, 'app-waits', 'd' || n, '[{}]'
      from generate_series(1, 5000) as n`;
    await store.sql`
      insert into exec_waits (run_id, step_id, kind, event, match)
      select 'r' || n, 's', 'wait', 't/stop', 'data.tag=' || n from generate_series(1, 5000) as n`;
    await store.sql`analyze exec_waits`;
    const plan = await store.sql<{ "QUERY PLAN": string }[]>`
      explain (analyze, costs off) select run_id from exec_waits
      where event = 't/stop' and (match = '' or match = any(${["data.tag=7", "name=t/stop"]}))`;
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(text).toContain("exec_waits_event");
    expect(text).toMatch(/actual .*rows=1[. ]/);
    expect(text).not.toContain("Seq Scan");
  });

  it("keeps the lease of a job it works on", async () => {
    await send("t/plain");
    const job = await claimOne();
    await store.sql`update exec_jobs set lease_until = now() + interval '10 ms'`;
    await heartbeat(store.sql, [job.id], LEASE);
    const [row] = await store.sql<{ left: number }[]>`
      select extract(epoch from lease_until - now())::float8 as left from exec_jobs`;
    expect(row?.left).toBeGreaterThan(20);
  });

  it("forgets runs and events once their ids need not be remembered", async () => {
    await send("t/plain", {}, "old");
    await send("t/plain", {}, "new");
    await store.sql`update exec_runs set status = 'completed', ended_at = now() - interval '30 hours' where dedupe_key like '%old'`;
    await store.sql`update exec_events set received_at = now() - interval '30 hours' where id = 'old'`;
    await pruneEnded(store.sql, 0);
    expect(await store.sql`select id from exec_events`).toEqual([{ id: "new" }]);
    expect(await store.sql`select 1 from exec_runs`).toHaveLength(1);
  });

  it("refuses a function with an option it cannot honour when it starts, and says which", async () => {
    const { client, executor } = embedded({ sql: store.sql, log: silentLog });
    const odd = client.createFunction(
      { id: "odd", triggers: [{ event: "t/odd" }], throttle: { limit: 1, period: "1m" } },
      async () => null,
    );
    await expect(executor.start(serve({ client, functions: [odd] }))).rejects.toThrow('"test-odd": throttle');
  });

  it.each([
    ["rateLimit", { rateLimit: { limit: 1, period: "1m" } }],
    ["debounce", { debounce: { period: "1m" } }],
    ["batchEvents", { batchEvents: { maxSize: 2, timeout: "1m" } }],
    ["singleton", { singleton: { mode: "skip" } }],
    ["timeouts", { timeouts: { finish: "1m" } }],
    ["timeout of cancelOn", { cancel: [{ event: "t/stop", timeout: "1m" }] }],
    ["jitter of a cron", { triggers: [{ cron: "* * * * *", jitter: "10s" }] }],
  ])("does not register a function with %s", (name, options) => {
    const odd = { id: "odd", triggers: [], steps: {}, ...options };
    expect(() => new Registry().load([odd])).toThrow(name);
  });

  it("fails a run at an operation it does not carry out", async () => {
    const probe = new Probe();
    const { client, executor } = embedded({ sql: store.sql, log: silentLog, pollMs: 200, backoff: () => 1 });
    await executor.start(serve({ client, functions: [signalling(client, probe)] }));
    await client.send({ name: "t/signal", data: {} });
    expect(String((await probe.reached("failed"))[0])).toContain("WaitForSignal");
    await executor.stop();
  });

  it("finishes a run whose lease ran out while its process stood still and came back to that process", async () => {
    const probe = new Probe();
    const { client, executor } = embedded({ sql: store.sql, log: silentLog, pollMs: 50, backoff: () => 1 });
    const release: (() => void)[] = [];
    const slow = client.createFunction(
      {
        id: "slow",
        triggers: [{ event: "t/slow" }],
        retries: 0,
        onFailure: async ({ error }) => probe.note("end", error.message),
      },
      async ({ step }) => {
        await step.run("long", () => {
          probe.note("begun");
          return new Promise<void>((resolve) => release.push(resolve));
        });
        await step.run("next", () => "done");
        probe.note("end", "finished");
      },
    );
    const handler = serve({ client, functions: [slow] });
    await executor.start(async (request) => {
      const answer = await handler(request);
      probe.note("answered");
      return answer;
    });
    const registered = probe.of("answered").length;
    await client.send({ name: "t/slow", data: {} });
    await probe.reached("begun");
    await store.sql`update exec_jobs set lease_until = now() - interval '1 s' where lease_until is not null`;
    await probe.reached("begun", 2);
    // The first call learns that its lease is gone, and what is known of it is put away, while the second goes on.
    release[0]?.();
    await probe.reached("answered", registered + 1);
    for (let turn = 0; turn < 20; turn += 1) await store.sql`select 1`;
    release[1]?.();
    expect(await probe.reached("end")).toEqual(["finished"]);
    await executor.stop();
  });

  it("works on what it has leased although the rest of the claim fails", async () => {
    await send("t/plain");
    const broken = new Proxy(store.sql, {
      apply: (target, self, [text, ...values]) => {
        if (String(text).includes("concurrency_keys <> '{}'")) return Promise.reject(new Error("the connection broke"));
        return Reflect.apply(target, self, [text, ...values]);
      },
    });
    expect(await claim(broken, LEASE, 5)).toHaveLength(1);
    await expect(claim(broken, LEASE, 5)).rejects.toThrow("the connection broke");
  });

  function signalling(client: Inngest, probe: Probe) {
    return client.createFunction(
      {
        id: "signal",
        triggers: [{ event: "t/signal" }],
        retries: 0,
        onFailure: async ({ error }) => probe.note("failed", error.message),
      },
      async ({ step }) => step.waitForSignal("signal", { signal: "s", timeout: "1h", onConflict: "fail" }),
    );
  }
});
