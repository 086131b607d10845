import { z } from "zod";
import type { RunRow } from "@/db/queries/runs";
import { insertWorkspace } from "@/db/queries/workspaces";
import { startChild } from "../crash/children";
import { installOnSandboxes } from "../lib/install-on-sandboxes";
import { recordCalls, runLoop } from "./calls";
import { type Bench, openBench } from "./engine";
import { POSTGRES, profileLayers } from "./layers";
import { type Spent, spentSince, spentSoFar } from "./processor";
import { type Recorded, replay } from "./replay";
import { median, report, reportLayers } from "./report";
import { storeBytes } from "./store-size";

const SystemSchema = z.object({ url: z.string(), recorder: z.string(), secrets: z.record(z.string(), z.string()) });
const SystemsSchema = z.object({ prestashop: SystemSchema, dolibarr: SystemSchema });
type Systems = z.infer<typeof SystemsSchema>;
export type SyncPlan = { readonly flow: "products" | "orders"; readonly count: number; readonly rounds: number };

type Engine = { readonly run: RunRow; readonly ms: number; readonly spent: Spent };
type Round = { readonly engine: Engine; readonly loopMs: number; readonly loopSpent: Spent };

/**
 * The template's flow over `count` new records, and the same calls by a loop that is not durable, one after the other in
 * each round, from the same beginnings. A first run of each warms up and is recorded.
 */
export async function benchSync(databaseUrl: string, plan: SyncPlan): Promise<void> {
  const child = startChild("../bench/systems.ts");
  try {
    const systems = SystemsSchema.parse(JSON.parse(await child.firstLine));
    const requests = await recordRequests(databaseUrl, systems, plan);
    const { calls, records } = await onSystems(databaseUrl, { systems, plan, via: "url" }, ({ bench, flow }) =>
      recordCalls(bench.app, flow),
    );
    const rounds: Round[] = [];
    for (let round = 0; round < plan.rounds; round += 1) {
      const engine = await onSystems(databaseUrl, { systems, plan, via: "url" }, ({ bench, flow }) => runEngine(bench, flow));
      const loop = await onSystems(databaseUrl, { systems, plan, via: "url" }, async ({ bench, flow }) => {
        const before = await spentSoFar(bench.app.sql);
        const { ms } = await runLoop(bench.app, flow, calls);
        return { ms, spent: spentSince(before, await spentSoFar(bench.app.sql)) };
      });
      rounds.push({ engine, loopMs: loop.ms, loopSpent: loop.spent });
    }
    tell(plan, { rounds, records, requests: requests.length });
    await onSystems(databaseUrl, { systems, plan, via: "url" }, ({ bench, flow }) => tellInside(bench, { plan, flow }));
    await tellBare(databaseUrl, { systems, plan, via: "url" }, { requests, records });
  } finally {
    child.process.kill("SIGKILL");
  }
}

async function runEngine(bench: Bench, flow: { workspaceId: string; flowId: string }): Promise<Engine> {
  const before = await spentSoFar(bench.app.sql);
  const { run, ms } = await bench.run(flow);
  return { run, ms, spent: spentSince(before, await spentSoFar(bench.app.sql)) };
}

function tell({ flow }: SyncPlan, { rounds, records, requests }: { rounds: Round[]; records: number; requests: number }): void {
  const bench = `sync-${flow}`;
  const perSecond = (ms: (round: Round) => number) => median(rounds.map((round) => (records / ms(round)) * 1_000));
  const micros = (ms: (round: Round) => number) => median(rounds.map((round) => (ms(round) / records) * 1_000));
  const ratio = median(rounds.map(({ engine, loopMs }) => loopMs / engine.ms));
  const last = rounds.at(-1)?.engine.run;
  report({ bench, metric: "records", value: last?.total ?? 0, unit: "records" });
  report({ bench, metric: "failed", value: rounds.reduce((sum, { engine }) => sum + engine.run.failed, 0), unit: "records" });
  report({ bench, metric: "requests", value: requests / records, unit: "requests/record" });
  report({ bench, metric: "loop without durability", value: perSecond(({ loopMs }) => loopMs), unit: "records/s" });
  const engine = perSecond((round) => round.engine.ms);
  report({ bench, metric: "throughput", value: engine, unit: "records/s", ratio, of: "loop without durability" });
  report({ bench, metric: "processor, loop", value: micros(({ loopSpent }) => loopSpent.own), unit: "µs/record" });
  report({ bench, metric: "processor, application", value: micros((round) => round.engine.spent.own), unit: "µs/record" });
  report({ bench, metric: "processor, Postgres", value: micros((round) => round.engine.spent.postgres), unit: "µs/record" });
}

/** Once more, for what it leaves in the store, and for where the time goes. */
async function tellInside(bench: Bench, { plan, flow }: { plan: SyncPlan; flow: Place["flow"] }): Promise<void> {
  const { sql } = bench.app;
  const bytes = await storeBytes(sql);
  const before = await spentSoFar(sql);
  const layers = await profileLayers(() => bench.run(flow));
  const { postgres } = spentSince(before, await spentSoFar(sql));
  const value = (((await storeBytes(sql)) - bytes) / plan.count) * (14_000 / 1024 / 1024);
  report({ bench: `sync-${plan.flow}`, metric: "store after a run, per 14,000 records", value, unit: "MB" });
  reportLayers(`sync-${plan.flow}`, { ...layers, [POSTGRES]: postgres });
}

/** The requests alone, as they went over the wire, sent again: what nothing that maps records can reach. */
async function tellBare(
  databaseUrl: string,
  on: On,
  { requests, records }: { requests: Recorded[]; records: number },
): Promise<void> {
  const { systems, plan } = on;
  const { ms, different } = await onSystems(databaseUrl, on, async () => {
    const began = performance.now();
    const found = await replay(requests, { prestashop: systems.prestashop.url, dolibarr: systems.dolibarr.url });
    return { ms: performance.now() - began, different: found };
  });
  const bench = `sync-${plan.flow}`;
  report({ bench, metric: "bare requests", value: (records / ms) * 1_000, unit: "records/s" });
  report({ bench, metric: "bare requests that differed", value: different, unit: "requests" });
}

async function recordRequests(databaseUrl: string, systems: Systems, plan: SyncPlan): Promise<Recorded[]> {
  return onSystems(databaseUrl, { systems, plan, via: "recorder" }, async ({ bench, flow }) => {
    await takeRecorded(systems);
    await bench.run(flow);
    return takeRecorded(systems);
  });
}

async function takeRecorded(systems: Systems): Promise<Recorded[]> {
  const response = await fetch(`${systems.prestashop.recorder}/__recorded`);
  return (await response.json()) as Recorded[];
}

async function control(url: string, action: string, body: unknown): Promise<void> {
  const response = await fetch(`${url}/__sandbox/${action}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`);
}

type On = { readonly systems: Systems; readonly plan: SyncPlan; readonly via: "url" | "recorder" };
type Place = { readonly bench: Bench; readonly flow: { workspaceId: string; integrationId: string; flowId: string } };

/** Systems as at first with `count` new records, the template installed anew, and what the flow builds on done. */
async function onSystems<T>(databaseUrl: string, { systems, plan, via }: On, task: (place: Place) => Promise<T>): Promise<T> {
  for (const { url } of [systems.prestashop, systems.dolibarr]) await control(url, "reset", {});
  await control(systems.prestashop.url, "generate", { [plan.flow]: plan.count, days: 60 });
  const at = (id: keyof Systems) => ({ url: systems[id][via], config: { url: systems[id][via] }, secrets: systems[id].secrets });
  const bench = await openBench({ databaseUrl, sandboxes: { prestashop: at("prestashop"), dolibarr: at("dolibarr") } });
  const workspaceId = await insertWorkspace({ db: bench.app.db, name: "Bench" });
  const { installed } = await installOnSandboxes(bench.app, { workspaceId, name: "Bench" });
  const flowOf = (key: string) => ({
    workspaceId,
    integrationId: installed.id,
    flowId: installed.flows.find((flow) => flow.key === key)?.id ?? "",
  });
  for (const key of plan.flow === "orders" ? ["customers", "products"] : []) await bench.run(flowOf(key));
  const result = await task({ bench, flow: flowOf(plan.flow) });
  await bench.close();
  return result;
}
