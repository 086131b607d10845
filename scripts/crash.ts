// Crash suite: a first synchronisation between the sandboxes. The processes that do it, one and later two, and their
// Postgres are killed with -9 at random instants, while the systems lose replies, cut connections, refuse calls and do
// not answer at all. At the end every record is there exactly once, and every amount is the shop's.
// Ends with one JSON line: {kills, faults, records, losses, duplicates}. Exit code 1 unless nothing was lost or doubled.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { migrateStore } from "@/db/migrate";
import { listDeadLetters } from "@/db/queries/dead-letters";
import { listOutcomes } from "@/db/queries/run-records";
import { findRunOfEvent } from "@/db/queries/runs";
import { insertWorkspace } from "@/db/queries/workspaces";
import { stepError } from "@/engine/functions/errors";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { requestRetry, requestRun } from "@/lib/server/flow-services/requests";
import type { Installed } from "@/lib/server/integrations/install";
import { type Child, kill, readySince, startChild } from "./crash/children";
import { openInstallation, type Place, PlaceSchema } from "./crash/installation";
import { startKiller } from "./crash/killer";
import { type CrashStore, startStore } from "./crash/store";
import { describeStuck } from "./crash/stuck";
import { verifyErp } from "./crash/verify";
import { verifyMoney } from "./crash/verify-money";
import { installOnSandboxes } from "./lib/install-on-sandboxes";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    long: { type: "boolean", default: false },
    kills: { type: "string" },
    orders: { type: "string" },
  },
});
const KILLS = Number(values.kills ?? (values.short ? 5 : values.long ? 50 : 25));
const ORDERS = Number(values.orders ?? (values.short ? 20 : 400));
/** With their stock, customers and contacts these come to 5,000 records and more. */
const SHOP = values.short
  ? { orders: ORDERS, products: 20, customers: 10 }
  : { orders: ORDERS, products: 2_400, customers: 2_200 };
const PAUSE_MS = { least: 300, most: values.short ? 2_500 : 6_000 };
/** One request in twenty. */
const FAULTS = {
  retryAfterSeconds: 1,
  rate: { lostReply: 0.015, drop: 0.01, hang: 0.001, "500": 0.008, "503": 0.008, "429": 0.008 },
  seed: Math.floor(Math.random() * 1e9),
};
const StatsSchema = z.looseObject({ faults: z.record(z.string(), z.number()) });
/** A run that says nothing for this long is stuck, which is what the suite must find. */
const SILENT_MS = 180_000;
const EVERYTHING = "2000-01-01T00:00:00Z";

const say = (line: string) => process.stdout.write(`${line}\n`);
const dataDir = mkdtempSync(join(tmpdir(), "passerelle-crash-"));
const store = await startStore(dataDir);
const systems = startChild("systems.ts", { PASSERELLE_CRASH_SHOP: JSON.stringify(SHOP) });
const children: Child[] = [systems];
let exitCode = 1;
try {
  const place = PlaceSchema.parse({ databaseUrl: store.url, sandboxes: JSON.parse(await systems.firstLine) });
  await migrateStore({ url: store.url });
  exitCode = await crash(place, store);
} finally {
  for (const child of children) await kill(child);
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(exitCode);

async function crash(place: Place, crashed: CrashStore): Promise<number> {
  const { app, close } = openInstallation(place, () => undefined);
  const { access, installed } = await installOnSandboxes(app, {
    workspaceId: await insertWorkspace({ db: app.db, name: "Crash" }),
    name: "Crash",
  });
  for (const id of ["prestashop", "dolibarr"] as const) await control(place, id, "faults", FAULTS);
  const killer = startKiller({ place, store: crashed, children, wanted: KILLS, storeEvery: 5, pause: PAUSE_MS });
  const killed = () => killer.kills().apps + killer.kills().store;
  for (const { key, id } of installed.flows) await synchronise(app, access, { key, id });
  // Quick machines are done before the last kill: there is more to synchronise then.
  while (killed() < KILLS) {
    await control(place, "prestashop", "generate", { orders: 20, days: 60 });
    for (const { key, id } of installed.flows) await synchronise(app, access, { key, id });
  }
  const kills = await killer.stop();
  const faults = await endFaults(place);
  const { records, lost } = await compare(app, access, installed);
  const links = await app.sql<{ kind: string; targetId: string }[]>`
    select s.target_stream as kind, l.target_id as "targetId"
    from record_links l join link_scopes s on s.id = l.scope_id where s.target_stream not like 'action:%'`;
  const erp = await verifyErp(place, links);
  const money = await verifyMoney(place);
  const [left] = await app.sql<{ intents: number; runs: number }[]>`
    select (select count(*)::int from intents) as intents,
      (select count(*)::int from runs where status in ('queued', 'running')) as runs`;
  await close();
  const sum = {
    kills: kills.apps + kills.store,
    faults,
    records,
    losses: lost + erp.missing + money.wrong,
    duplicates: erp.duplicates + money.overpaid,
  };
  say(`killed: ${kills.apps} application, ${kills.store} Postgres; documents in the ERP: ${erp.documents}`);
  say(`orders booked: ${money.orders}, shop ${money.shop}, ERP ${money.erp}; wrong ${money.wrong}, overpaid ${money.overpaid}`);
  say(`open intents: ${left?.intents}, open runs: ${left?.runs}`);
  say(JSON.stringify(sum));
  return sum.losses === 0 && sum.duplicates === 0 && left?.intents === 0 && left.runs === 0 ? 0 : 1;
}

/** One flow until a run of it has ended without a failed record; the faults may take several. */
async function synchronise(app: App, access: Access, flow: { key: string; id: string }): Promise<void> {
  const { workspaceId } = access;
  let runId = await request(app, access, flow.id);
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const run = await ended(app, runId);
    const why = run.error ? `: ${run.error.code} ${run.error.message}` : "";
    say(`${flow.key}: ${run.status}, ${run.total} records, ${run.failed} failed${why}`);
    const waiting = await throughRestarts(() => lettersOf(app, access, flow.id));
    if (run.status === "succeeded" && run.failed === 0 && waiting.length === 0) return;
    const stopped = runId;
    runId =
      run.status === "failed"
        ? await throughRestarts(() => requestRetry(app, { workspaceId, runId: stopped, requestedBy: "system" }))
        : await request(app, access, flow.id, { letters: waiting });
  }
  throw new Error(`${flow.key} did not come to an end`);
}

/** Records that failed wait longer each time; the suite does them again at once, as a person would. */
async function lettersOf(app: App, { workspaceId }: Access, flowId: string): Promise<string[]> {
  return (await listDeadLetters({ db: app.db, workspaceId, flowId, limit: 500 })).map(({ id }) => id);
}

type Wanted = { readonly since?: string; readonly letters?: readonly string[] };

async function request(app: App, { workspaceId }: Access, flowId: string, wanted: Wanted = {}): Promise<string> {
  const common = { workspaceId, flowId, mode: "live", trigger: "api", requestedBy: "system" } as const;
  const letters = wanted.letters && wanted.letters.length > 0 ? wanted.letters : null;
  return throughRestarts(() => requestRun(app, { ...common, since: wanted.since ?? null, letters }));
}

async function ended(app: App, runId: string) {
  const asked = Date.now();
  for (;;) {
    const run = await throughRestarts(() => findRunOfEvent({ db: app.db, runId }));
    if (run && run.status !== "queued" && run.status !== "running") return run;
    const silent = Date.now() - Math.max(asked, run?.heartbeatAt?.getTime() ?? 0, readySince(children));
    if (silent > SILENT_MS) throw new Error(`The run is stuck: ${await describeStuck(app, runId, children)}`);
    await sleep(100);
  }
}

/** The suite's own connection dies with Postgres, too. */
async function throughRestarts<T>(action: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await action();
    } catch (thrown) {
      if (stepError(thrown).code !== "store.unavailable" || tries === 100) throw thrown;
      await sleep(200);
    }
  }
}

/** Everything once more, without faults: what is created now had been lost. */
async function compare(app: App, access: Access, installed: Installed): Promise<{ records: number; lost: number }> {
  let records = 0;
  let lost = 0;
  for (const flow of installed.flows) {
    const run = await ended(app, await request(app, access, flow.id, { since: EVERYTHING }));
    records += run.total;
    for (const { key, targets } of await listOutcomes({
      db: app.db,
      workspaceId: access.workspaceId,
      runId: run.id,
      outcome: "created",
      limit: 20,
    })) {
      say(`  created only now: ${key} ${JSON.stringify(targets)}`);
    }
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
