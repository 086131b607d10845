import { z } from "zod";
import { insertConnection } from "@/db/queries/connections";
import { findRunOfEvent, type RunRow } from "@/db/queries/runs";
import { insertWorkspace } from "@/db/queries/workspaces";
import { newId } from "@/lib/core/ids";
import type { Access } from "@/lib/server/access";
import { type FlowEngine, startFlowEngine } from "@/lib/server/flow-engine";
import { listenRuns } from "@/lib/server/flow-services/live";
import { requestRun } from "@/lib/server/flow-services/requests";
import { type Installed, installTemplate } from "@/lib/server/integrations/install";
import { startChild } from "../crash/children";
import { openInstallation, type Place } from "../crash/installation";
import { loopInMemory } from "./memory-loop";
import { type Recorded, replay } from "./replay";
import { report } from "./report";

const SystemSchema = z.object({ url: z.string(), recorder: z.string(), secrets: z.record(z.string(), z.string()) });
const SystemsSchema = z.object({ prestashop: SystemSchema, dolibarr: SystemSchema });
type Systems = z.infer<typeof SystemsSchema>;
type Plan = { readonly flow: "products" | "orders"; readonly count: number };

/**
 * The template's flow over `count` new records, beside a loop that reads, maps and writes the same records and is not
 * durable. Both begin with the same systems; a run before them warms up both sides and records the requests.
 */
export async function benchSync(databaseUrl: string, plan: Plan): Promise<void> {
  const child = startChild("../bench/systems.ts");
  try {
    const systems = SystemsSchema.parse(JSON.parse(await child.firstLine));
    await prepare(systems, plan);
    const recording = await runOnce(databaseUrl, systems, { plan, via: "recorder" });
    const requests = await takeRecorded(systems);
    const mine = requests.slice(requests.length - recording.run.requestsSource - recording.run.requestsTarget);
    await prepare(systems, plan);
    const { run, ms } = await runOnce(databaseUrl, systems, { plan, via: "url" });
    await prepare(systems, plan);
    const loop = await runLoop(databaseUrl, systems, plan);
    await prepare(systems, plan);
    // The replay's orders need their customers and products in the ERP, as the run's had them.
    await runFlows(databaseUrl, systems, { flows: before(plan), via: "url" });
    const began = performance.now();
    const different = await replay(mine, { prestashop: systems.prestashop.url, dolibarr: systems.dolibarr.url });
    const bareMs = performance.now() - began;
    tell(plan, { run, ms, loop, bareMs, requests: mine.length, different });
  } finally {
    child.process.kill("SIGKILL");
  }
}

type Told = { run: RunRow; ms: number; loop: Looped; bareMs: number; requests: number; different: number };

function tell({ flow }: Plan, { run, ms, loop, bareMs, requests, different }: Told): void {
  const bench = `sync-${flow}`;
  const perSecond = (run.total / ms) * 1_000;
  const loopPerSecond = (loop.records / loop.ms) * 1_000;
  const barePerSecond = (run.total / bareMs) * 1_000;
  report({ bench, metric: "records", value: run.total, unit: "records" });
  report({ bench, metric: "failed", value: run.failed, unit: "records" });
  report({ bench, metric: "requests", value: requests / run.total, unit: "requests/record" });
  report({ bench, metric: "loop", value: loopPerSecond, unit: "records/s" });
  report({ bench, metric: "throughput", value: perSecond, unit: "records/s", ratio: perSecond / loopPerSecond, of: "loop" });
  // The requests alone, recorded and sent again: what nothing that maps records can reach.
  report({ bench, metric: "bare requests", value: barePerSecond, unit: "records/s" });
  report({ bench, metric: "bare requests that differed", value: different, unit: "requests" });
}

/** Systems as at first, with `count` records to synchronise. */
async function prepare(systems: Systems, { flow, count }: Plan): Promise<void> {
  for (const { url } of [systems.prestashop, systems.dolibarr]) await control(url, "reset", {});
  await control(systems.prestashop.url, "generate", { [flow]: count, days: 60 });
}

async function control(url: string, action: string, body: unknown): Promise<void> {
  const response = await fetch(`${url}/__sandbox/${action}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`);
}

async function takeRecorded(systems: Systems): Promise<Recorded[]> {
  const response = await fetch(`${systems.prestashop.recorder}/__recorded`);
  return (await response.json()) as Recorded[];
}

type Once = { readonly run: RunRow; readonly ms: number };

type Looped = { readonly records: number; readonly ms: number };

/** What the flow builds on by the engine, then the flow itself by the loop. */
async function runLoop(databaseUrl: string, systems: Systems, plan: Plan): Promise<Looped> {
  const { app, close } = openInstallation(placeOf(databaseUrl, systems, "url"), () => undefined);
  let looped: Looped | undefined;
  await runFlows(databaseUrl, systems, {
    flows: before(plan),
    via: "url",
    afterwards: async ({ workspaceId, installed }) => {
      const flowId = installed.flows.find((flow) => flow.key === plan.flow)?.id ?? "";
      const began = performance.now();
      const records = await loopInMemory(app, { workspaceId, integrationId: installed.id, flowId });
      looped = { records, ms: performance.now() - began };
    },
  });
  await close();
  if (!looped) throw new Error("the loop did not run");
  return looped;
}

const before = ({ flow }: Plan): string[] => (flow === "orders" ? ["customers", "products"] : []);

async function runOnce(databaseUrl: string, systems: Systems, input: { plan: Plan; via: "url" | "recorder" }): Promise<Once> {
  const { plan, via } = input;
  const once = await runFlows(databaseUrl, systems, { flows: [...before(plan), plan.flow], via });
  if (!once) throw new Error("nothing was run");
  return once;
}

type Installation = { readonly workspaceId: string; readonly installed: Installed };

/** Installs the template anew (no link is known) and runs the flows once, in order; answers the last. */
async function runFlows(
  databaseUrl: string,
  systems: Systems,
  {
    flows,
    via,
    afterwards,
  }: { flows: readonly string[]; via: "url" | "recorder"; afterwards?: (place: Installation) => Promise<void> },
): Promise<Once | undefined> {
  let engine: FlowEngine | undefined;
  const { app, close } = openInstallation(placeOf(databaseUrl, systems, via), () => engine?.relay());
  const access: Access = { workspaceId: await insertWorkspace({ db: app.db, name: "Bench" }), role: "owner", actor: "system" };
  const { workspaceId } = access;
  const connections = { shop: newId("con"), erp: newId("con") };
  for (const [id, connector] of [
    [connections.shop, "prestashop"],
    [connections.erp, "dolibarr"],
  ] as const) {
    await insertConnection({
      db: app.db,
      values: { id, workspaceId, connector, name: connector, config: {}, sandbox: connector },
    });
  }
  const installed = await installTemplate(app, access, { template: "prestashop-dolibarr", name: "Bench", connections });
  engine = await startFlowEngine(app);
  const runFlow = async (key: string): Promise<Once> => {
    const flowId = installed.flows.find((flow) => flow.key === key)?.id ?? "";
    const began = performance.now();
    const runId = await requestRun(app, { workspaceId, flowId, mode: "live", trigger: "manual", requestedBy: "system" });
    const run = await ended(app, runId);
    if (run.status !== "succeeded") throw new Error(`${key}: ${run.status} ${JSON.stringify(run.error)}`);
    return { run, ms: performance.now() - began };
  };
  let once: Once | undefined;
  for (const key of flows) once = await runFlow(key);
  await afterwards?.({ workspaceId, installed });
  await engine.stop();
  await close();
  return once;
}

function placeOf(databaseUrl: string, systems: Systems, via: "url" | "recorder"): Place {
  const at = (id: keyof Systems) => ({ url: systems[id][via], config: { url: systems[id][via] }, secrets: systems[id].secrets });
  return { databaseUrl, sandboxes: { prestashop: at("prestashop"), dolibarr: at("dolibarr") } };
}

type App = ReturnType<typeof openInstallation>["app"];

function ended(app: App, runId: string): Promise<RunRow> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const run = await findRunOfEvent({ db: app.db, runId });
      if (run && run.status !== "queued" && run.status !== "running") resolve(run);
    };
    listenRuns(app.sql, (notice) => {
      if (notice.runId === runId) look().catch(reject);
    })
      .then(look)
      .catch(reject);
  });
}
