import { z } from "zod";
import { insertConnection } from "@/db/queries/connections";
import { insertFlow, insertVersion } from "@/db/queries/flows";
import type { RunRow } from "@/db/queries/runs";
import { insertWorkspace } from "@/db/queries/workspaces";
import { contentHash } from "@/lib/core/hash";
import { newId } from "@/lib/core/ids";
import { addConnector } from "@/lib/server/connector";
import { startChild } from "../crash/children";
import { type Bench, openBench } from "./engine";
import { POSTGRES, profileLayers } from "./layers";
import { type Spent, spentSince, spentSoFar } from "./processor";
import { median, report, reportLayers } from "./report";
import { storeBytes } from "./store-size";
import { stubErp, stubShop } from "./stub/connectors";
import { stubFlow } from "./stub/flow";
import { runLoop } from "./stub/loop";

const WARM_UP = 10_000;
const StatsSchema = z.object({
  read: z.number(),
  find: z.number(),
  write: z.number(),
  records: z.number(),
  created: z.number(),
  updated: z.number(),
  servedP50: z.number(),
  servedP95: z.number(),
});
type Stats = z.infer<typeof StatsSchema>;

type Input = { readonly count: number; readonly rounds: number };
type Measured<T> = { readonly result: T; readonly ms: number; readonly spent: Spent };
type Round = {
  readonly first: Measured<RunRow>;
  readonly again: Measured<RunRow>;
  readonly loop: Measured<number>;
  readonly stats: Stats;
  readonly written: number;
};

/**
 * A stub shop's products to a stub ERP, by the whole engine and by a loop that is not durable, one after the other in
 * each round; then once more with nothing changed.
 */
export async function benchStub(databaseUrl: string, { count, rounds }: Input): Promise<void> {
  addConnector(stubShop);
  addConnector(stubErp);
  const child = startChild("../bench/stub-systems.ts");
  const url = await child.firstLine;
  const bench = await openBench({ databaseUrl });
  const memory = watchMemory();
  try {
    await control(url, `reset?products=${WARM_UP}`);
    await bench.run(await place(bench, url));
    const atWarmUp = memory.peakMb();
    const done: Round[] = [];
    // Before the loop, whose own memory is not the engine's.
    let atCount = 0;
    const onFirst = () => {
      atCount ||= memory.peakMb();
    };
    for (let round = 0; round < rounds; round += 1) done.push(await runRound(bench, { url, count, onFirst }));
    tell({ count, done, atWarmUp, atCount });
    await tellSize(bench, { url, count });
    await tellLayers(bench, { url, count: Math.min(count, 20_000) });
  } finally {
    memory.stop();
    await bench.close();
    child.process.kill("SIGKILL");
  }
}

/** What a run leaves behind, by the 14,000 records. */
async function tellSize(bench: Bench, { url, count }: { url: string; count: number }): Promise<void> {
  await control(url, `reset?products=${count}`);
  const before = await storeBytes(bench.app.sql);
  await bench.run(await place(bench, url));
  const bytes = (await storeBytes(bench.app.sql)) - before;
  const value = (bytes / count) * (14_000 / 1024 / 1024);
  report({ bench: "stub", metric: "store after a run, per 14,000 records", value, unit: "MB" });
}

async function tellLayers(bench: Bench, { url, count }: { url: string; count: number }): Promise<void> {
  await control(url, `reset?products=${count}`);
  const at = await place(bench, url);
  const before = await spentSoFar(bench.app.sql);
  const layers = await profileLayers(() => bench.run(at));
  const { postgres } = spentSince(before, await spentSoFar(bench.app.sql));
  reportLayers("stub", { ...layers, [POSTGRES]: postgres });
  const again = await profileLayers(() => bench.run(at));
  reportLayers("resync", again);
}

type RoundInput = { readonly url: string; readonly count: number; readonly onFirst: () => void };

async function runRound(bench: Bench, { url, count, onFirst }: RoundInput): Promise<Round> {
  const at = await place(bench, url);
  await control(url, `reset?products=${count}`);
  const first = await measure(bench, async () => (await bench.run(at)).run);
  onFirst();
  const stats = await control(url, "stats");
  const again = await measure(bench, async () => (await bench.run(at)).run);
  const written = (await control(url, "stats")).write;
  await control(url, `reset?products=${count}`);
  const loop = await measure(bench, () => runLoop(url));
  return { first, again, stats, written, loop };
}

async function measure<T>({ app }: Bench, task: () => Promise<T>): Promise<Measured<T>> {
  const before = await spentSoFar(app.sql);
  const began = performance.now();
  const result = await task();
  const ms = performance.now() - began;
  return { result, ms, spent: spentSince(before, await spentSoFar(app.sql)) };
}

function tell({
  count,
  done,
  atWarmUp,
  atCount,
}: {
  count: number;
  done: readonly Round[];
  atWarmUp: number;
  atCount: number;
}): void {
  const bench = "stub";
  const perSecond = (ms: (round: Round) => number) => median(done.map((round) => (count / ms(round)) * 1_000));
  const engine = perSecond(({ first }) => first.ms);
  const ratio = median(done.map(({ first, loop }) => loop.ms / first.ms));
  const [round] = done;
  report({ bench, metric: "records", value: count, unit: "records" });
  report({ bench, metric: "failed", value: done.reduce((sum, { first }) => sum + first.result.failed, 0), unit: "records" });
  report({ bench, metric: "loop without durability", value: perSecond(({ loop }) => loop.ms), unit: "records/s" });
  report({ bench, metric: "throughput", value: engine, unit: "records/s", ratio, of: "loop without durability" });
  report({ bench, metric: "answer of the stubs, p50", value: round?.stats.servedP50 ?? 0, unit: "ms" });
  report({ bench, metric: "answer of the stubs, p95", value: round?.stats.servedP95 ?? 0, unit: "ms" });
  const micros = (spent: (round: Round) => number) => median(done.map((each) => (spent(each) / count) * 1_000));
  report({ bench, metric: "processor, loop", value: micros(({ loop }) => loop.spent.own), unit: "µs/record" });
  report({ bench, metric: "processor, application", value: micros(({ first }) => first.spent.own), unit: "µs/record" });
  report({ bench, metric: "processor, Postgres", value: micros(({ first }) => first.spent.postgres), unit: "µs/record" });
  report({ bench: "resync", metric: "processor, application", value: micros(({ again }) => again.spent.own), unit: "µs/record" });
  report({
    bench: "resync",
    metric: "processor, Postgres",
    value: micros(({ again }) => again.spent.postgres),
    unit: "µs/record",
  });
  report({ bench, metric: `resident memory at ${WARM_UP}`, value: atWarmUp, unit: "MB" });
  report({ bench, metric: `resident memory at ${count}`, value: atCount, unit: "MB" });
  report({ bench: "resync", metric: "unchanged", value: round?.again.result.unchanged ?? 0, unit: "records" });
  report({ bench: "resync", metric: "throughput", value: perSecond(({ again }) => again.ms), unit: "records/s" });
  report({
    bench: "resync",
    metric: "write requests",
    value: done.reduce((sum, { written }) => sum + written, 0),
    unit: "requests",
  });
}

/** A workspace of its own with the flow, published: no link is known. */
async function place({ app: { db } }: Bench, url: string): Promise<{ workspaceId: string; flowId: string }> {
  const workspaceId = await insertWorkspace({ db, name: "Stub" });
  const [shop, erp] = [newId("con"), newId("con")];
  for (const [id, connector] of [[shop, stubShop.spec.id] as const, [erp, stubErp.spec.id] as const]) {
    await insertConnection({ db, values: { id, workspaceId, connector, name: connector, config: { url }, sandbox: null } });
  }
  const document = stubFlow(shop, erp);
  const flowId = await insertFlow({ db, workspaceId, document });
  const hash = contentHash(document.name);
  await insertVersion({ db, workspaceId, flowId, document, contentHash: hash, publishedBy: "system", note: null });
  return { workspaceId, flowId };
}

async function control(url: string, action: string): Promise<Stats> {
  const response = await fetch(`${url}/control/${action}`, { method: "POST" });
  if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`);
  return StatsSchema.parse(await response.json());
}

/** The most this process held so far. */
function watchMemory() {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 50);
  return {
    peakMb: () => {
      look();
      return peak / 1024 / 1024;
    },
    stop: () => clearInterval(timer),
  };
}
