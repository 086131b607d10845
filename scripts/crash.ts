// Crash suite: a first synchronisation between the sandboxes, whose processes are killed with -9 at random instants
// while the systems lose replies, cut connections and refuse calls. At the end every record is there exactly once.
// Ends with one JSON line: {kills, faults, records, losses, duplicates}. Exit code 1 unless nothing was lost or doubled.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { startEmbedded } from "@/db/embedded";
import { migrateStore } from "@/db/migrate";
import { insertConnection } from "@/db/queries/connections";
import { findRunOfEvent } from "@/db/queries/runs";
import { insertWorkspace } from "@/db/queries/workspaces";
import { newId } from "@/lib/core/ids";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { requestRetry, requestRun } from "@/lib/server/flow-services/requests";
import { type Installed, installTemplate } from "@/lib/server/integrations/install";
import { type Child, kill, startChild } from "./crash/children";
import { openInstallation, type Place, PlaceSchema } from "./crash/installation";
import { countOverpaid, verifyErp } from "./crash/verify";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    kills: { type: "string" },
    apps: { type: "string", default: "2" },
    orders: { type: "string" },
  },
});
const KILLS = Number(values.kills ?? (values.short ? 4 : 25));
const APPS = Number(values.apps);
const ORDERS = Number(values.orders ?? (values.short ? 30 : 1_500));
/** Pause between kills, from when the process is ready. */
const PAUSE_MS = { least: 300, most: values.short ? 2_500 : 6_000 };
const FAULTS = {
  retryAfterSeconds: 1,
  rate: { lostReply: 0.02, drop: 0.01, "500": 0.005, "503": 0.005, "429": 0.01 },
  seed: Math.floor(Math.random() * 1e9),
};
const StatsSchema = z.looseObject({ faults: z.record(z.string(), z.number()) });
/** A run that says nothing for this long is stuck, which is what the suite must find. */
const SILENT_MS = 120_000;
const EVERYTHING = "2000-01-01T00:00:00Z";

const say = (line: string) => process.stdout.write(`${line}\n`);
const dataDir = mkdtempSync(join(tmpdir(), "passerelle-crash-"));
const postgres = await startEmbedded({ dataDir, throwaway: true });
const systems = startChild("systems.ts", { PASSERELLE_CRASH_ORDERS: String(ORDERS) });
const children: Child[] = [systems];
let exitCode = 1;
try {
  const place = PlaceSchema.parse({ databaseUrl: postgres.url, sandboxes: JSON.parse(await systems.firstLine) });
  await migrateStore({ url: postgres.url });
  exitCode = await crash(place);
} finally {
  for (const child of children) await kill(child);
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(exitCode);

async function crash(place: Place): Promise<number> {
  const { app, close } = openInstallation(place, () => undefined);
  const { access, installed } = await install(app);
  for (const id of ["prestashop", "dolibarr"] as const) await control(place, id, "faults", FAULTS);
  const killer = startKiller(place);
  for (const { key, id } of installed.flows) await synchronise(app, access, { key, id });
  // Quick machines are done before the last kill: there is more to synchronise then.
  while (killer.kills() < KILLS) {
    await control(place, "prestashop", "generate", { orders: 20, days: 60 });
    for (const { key, id } of installed.flows) await synchronise(app, access, { key, id });
  }
  const kills = await killer.stop();
  const faults = await endFaults(place);
  const { records, lost } = await compare(app, access, installed);
  const links = await app.sql<{ kind: string; targetId: string }[]>`
    select target_stream as kind, target_id as "targetId" from record_links where target_stream not like 'action:%'`;
  const erp = await verifyErp(place, links);
  const overpaid = await countOverpaid(place);
  const [left] = await app.sql<{ intents: number; runs: number }[]>`
    select (select count(*)::int from intents where state = 'open') as intents,
      (select count(*)::int from runs where status in ('queued', 'running')) as runs`;
  await close();
  const sum = { kills, faults, records, losses: lost + erp.missing, duplicates: erp.duplicates + overpaid };
  say(`open intents: ${left?.intents}, open runs: ${left?.runs}, documents in the ERP: ${erp.documents}`);
  say(JSON.stringify(sum));
  return sum.losses === 0 && sum.duplicates === 0 && left?.intents === 0 && left.runs === 0 ? 0 : 1;
}

async function install(app: App): Promise<{ access: Access; installed: Installed }> {
  const workspaceId = await insertWorkspace({ db: app.db, name: "Crash" });
  const access: Access = { workspaceId, role: "owner", actor: "system" };
  const connections = { shop: newId("con"), erp: newId("con") };
  for (const [id, connector] of [
    [connections.shop, "prestashop"],
    [connections.erp, "dolibarr"],
  ] as const) {
    const row = { id, workspaceId, connector, name: connector, config: {}, sandbox: connector };
    await insertConnection({ db: app.db, values: row });
  }
  return {
    access,
    installed: await installTemplate(app, access, { template: "prestashop-dolibarr", name: "Crash", connections }),
  };
}

/** Kills one of the processes at a random instant, starts another in its place, until it has done so often enough. */
function startKiller(place: Place): { kills(): number; stop(): Promise<number> } {
  const environment = { PASSERELLE_PLACE: JSON.stringify(place) };
  const apps: Child[] = [];
  const start = (): Child => {
    const child = startChild("app.ts", environment);
    children.push(child);
    return child;
  };
  let kills = 0;
  let stopping = false;
  const loop = async () => {
    for (let index = 0; index < APPS; index += 1) apps.push(start());
    while (!stopping && kills < KILLS) {
      const index = Math.floor(Math.random() * apps.length);
      await apps[index]?.firstLine;
      await sleep(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least));
      const victim = apps[index];
      if (!victim || stopping) break;
      await kill(victim);
      kills += 1;
      apps[index] = start();
    }
  };
  const looping = loop();
  return {
    kills: () => kills,
    stop: async () => {
      stopping = true;
      await looping;
      return kills;
    },
  };
}

/** One flow until a run of it has ended without a failed record; the faults may take several. */
async function synchronise(app: App, access: Access, flow: { key: string; id: string }): Promise<void> {
  const { workspaceId } = access;
  let runId = await request(app, access, flow.id);
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const run = await ended(app, runId);
    say(`${flow.key}: ${run.status}, ${run.total} records, ${run.failed} failed`);
    if (run.status === "succeeded" && run.failed === 0) return;
    runId =
      run.status === "failed"
        ? await requestRetry(app, { workspaceId, runId, requestedBy: "system" })
        : await request(app, access, flow.id);
  }
  throw new Error(`${flow.key} did not come to an end`);
}

async function request(app: App, { workspaceId }: Access, flowId: string, since?: string): Promise<string> {
  return requestRun(app, { workspaceId, flowId, mode: "live", trigger: "api", requestedBy: "system", since: since ?? null });
}

async function ended(app: App, runId: string) {
  const asked = Date.now();
  for (;;) {
    const run = await findRunOfEvent({ db: app.db, runId });
    if (run && run.status !== "queued" && run.status !== "running") return run;
    const silent = Date.now() - Math.max(asked, run?.heartbeatAt?.getTime() ?? 0);
    if (silent > SILENT_MS) throw new Error(`The run is stuck: ${await describeStuck(app, runId)}`);
    await sleep(100);
  }
}

async function describeStuck(app: App, runId: string): Promise<string> {
  const { sql } = app;
  const state = {
    run: await sql`select status, total, execution_id, heartbeat_at, error from runs where id = ${runId}`,
    pages: await sql`select driver, page, status, attempt, error from run_pages where run_id = ${runId}`,
    outbox: await sql`select id, attempts, last_error, not_before from outbox where sent_at is null`,
    executions: await sql`select id, function_id, status, error from exec_runs where ended_at is null`,
    jobs: await sql`select id, kind, run_at, attempt, generation, expiries, lease_until, worker from exec_jobs`,
    workers: await sql`select id, started_at from exec_workers`,
    locks: await sql`
      select l.locktype, l.granted, a.state, a.wait_event, left(a.query, 100) as query
      from pg_locks l join pg_stat_activity a on a.pid = l.pid where l.locktype = 'advisory'`,
    apps: children.map(({ process: child }) => ({ pid: child.pid, exit: child.exitCode, signal: child.signalCode })),
  };
  return JSON.stringify(state, null, 1);
}

/** Everything once more, without faults: what is created now had been lost. */
async function compare(app: App, access: Access, installed: Installed): Promise<{ records: number; lost: number }> {
  let records = 0;
  let lost = 0;
  for (const flow of installed.flows) {
    const run = await ended(app, await request(app, access, flow.id, EVERYTHING));
    records += run.total;
    lost += run.created + run.failed + run.review + (run.status === "succeeded" ? 0 : 1);
    say(
      `${flow.key}, once more: ${run.unchanged} unchanged, ${run.created} created, ${run.updated} updated, ${run.ignored} ignored, ${run.failed} failed`,
    );
  }
  return { records, lost };
}

async function control(place: Place, id: keyof Place["sandboxes"], action: string, body: unknown): Promise<void> {
  const response = await fetch(`${place.sandboxes[id].url}/__sandbox/${action}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${id} ${action}: ${response.status}`);
}

/** Faults off; how many there were. */
async function endFaults(place: Place): Promise<number> {
  let faults = 0;
  for (const id of ["prestashop", "dolibarr"] as const) {
    await control(place, id, "faults", {});
    const stats = StatsSchema.parse(await (await fetch(`${place.sandboxes[id].url}/__sandbox/stats`)).json());
    faults += Object.values(stats.faults).reduce((sum, count) => sum + count, 0);
  }
  return faults;
}
