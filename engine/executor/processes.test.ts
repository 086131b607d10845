import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestStore, type TestStore } from "@/db/testing";
import { ingest } from "./ingest";
import { Registry } from "./registry";

const CHILD = fileURLToPath(new URL("testing/child.ts", import.meta.url));
const STEPS = 40;
const SUM = (STEPS * (STEPS - 1)) / 2;

/** What survives the death of a process, and what two of them do with one store. */
describe("processes of the embedded executor on one store", () => {
  let store: TestStore;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    store = await openTestStore();
    await store.sql`create table ticks (at bigint, pid int)`;
    await store.sql`create table side_effects (run text, step int, pid int, at timestamptz default clock_timestamp())`;
  });
  beforeEach(async () => {
    await store.sql`truncate side_effects, ticks, exec_runs, exec_events cascade`;
  });
  afterAll(async () => {
    for (const child of children) await ended(child, "SIGKILL");
    await store.close();
  });

  it("finishes every run after a kill -9, each step executed, at most one per run twice", async () => {
    const first = await start();
    await send(4);
    await effects(50);
    await ended(first, "SIGKILL");
    const second = await start();
    expect(await outputs(4)).toEqual([SUM, SUM, SUM, SUM]);
    const [count] = await store.sql<{ total: number; distinct: number }[]>`
      select count(*)::int as total, count(distinct (run, step))::int as distinct from side_effects`;
    expect(count?.distinct).toBe(4 * STEPS);
    expect((count?.total ?? 0) - 4 * STEPS).toBeLessThanOrEqual(4);
    await ended(second, "SIGTERM");
  });

  it("shares runs between two processes and executes no step twice", async () => {
    const both = await Promise.all([start(), start()]);
    await send(30);
    expect(await outputs(30)).toEqual(Array.from({ length: 30 }, () => SUM));
    const rows = await store.sql<{ pid: number; steps: number }[]>`
      select pid, count(*)::int as steps from side_effects group by pid`;
    expect(rows.reduce((sum, row) => sum + row.steps, 0)).toBe(30 * STEPS);
    expect(rows).toHaveLength(2);
    for (const child of both) await ended(child, "SIGTERM");
  });

  it("goes on with the runs of a process that was killed beside it, without waiting for their leases", async () => {
    const [doomed, other] = await Promise.all([start(), start()]);
    await send(16);
    await effects(100);
    await ended(doomed, "SIGKILL");
    expect(await outputs(16)).toEqual(Array.from({ length: 16 }, () => SUM));
    const [count] = await store.sql<{ total: number; distinct: number; pids: number }[]>`
      select count(*)::int as total, count(distinct (run, step))::int as distinct, count(distinct pid)::int as pids
      from side_effects`;
    expect(count?.distinct).toBe(16 * STEPS);
    expect((count?.total ?? 0) - 16 * STEPS).toBeLessThanOrEqual(16);
    expect(count?.pids).toBe(2);
    await ended(other, "SIGTERM");
  });

  it("fires each instant of a cron once, whoever is there", async () => {
    const both = await Promise.all([start(), start()]);
    for (let ticks = 0; ticks < 4; ) ticks = (await store.sql`select distinct at from ticks`).length;
    for (const child of both) await ended(child, "SIGTERM");
    const [count] = await store.sql<{ total: number; distinct: number }[]>`
      select count(*)::int as total, count(distinct at)::int as distinct from ticks`;
    expect(count?.total).toBe(count?.distinct);
  });

  it("hands its runs over when a process stops in an orderly way", async () => {
    const first = await start();
    await send(3);
    await effects(20);
    await ended(first, "SIGTERM");
    const leases = await store.sql`select id, kind, worker, generation from exec_jobs where lease_until is not null`;
    expect(leases).toHaveLength(0);
    const second = await start();
    expect(await outputs(3)).toEqual([SUM, SUM, SUM]);
    await ended(second, "SIGTERM");
    expect(await store.sql`select *, now() as now from exec_workers`).toEqual([]);
  });

  async function start(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ["--import", "tsx", CHILD, store.url], { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    const { stdout } = child;
    if (!stdout) throw new Error("no output");
    await once(stdout, "data");
    return child;
  }

  async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }

  /** As the application does it: the event is stored with its run, whoever is there to work. */
  async function send(runs: number): Promise<void> {
    const registry = new Registry();
    registry.load([
      { id: "test-steps", triggers: [{ event: "t/steps" }], steps: { step: { id: "step", retries: { attempts: 2 } } } },
    ]);
    const events = Array.from({ length: runs }, (_, run) => ({
      id: `event-${run}`,
      name: "t/steps",
      data: { run: `run-${run}` },
      ts: Date.now(),
    }));
    await store.sql.begin((tx) => ingest(registry, tx, events));
  }

  async function effects(count: number): Promise<void> {
    for (;;) {
      const [row] = await store.sql<{ count: number }[]>`select count(*)::int as count from side_effects`;
      if ((row?.count ?? 0) >= count) return;
    }
  }

  async function outputs(count: number): Promise<unknown[]> {
    for (;;) {
      const rows = await store.sql<
        { output: unknown }[]
      >`select output from exec_runs where status = 'completed' and function_id = 'test-steps'`;
      if (rows.length >= count) return rows.map((row) => row.output);
    }
  }
});
