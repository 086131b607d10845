import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { openSession, openStore } from "@/db/client";
import { EMBEDDED_URL, Executor } from "@/engine/executor/executor";
import { createLog } from "@/lib/server/log";
import { percentile, report } from "./report";

const STEPS = 200;
const RUNS = 10;
const EVENTS = 200;

/** What durability costs: empty steps, and runs of one step from event to end. */
export async function benchSteps(databaseUrl: string): Promise<void> {
  const store = openStore({ url: databaseUrl, max: 10 });
  const session = (onLost: () => void) => openSession(store.sql, onLost);
  const executor = new Executor({ sql: store.sql, log: createLog({ level: "error" }), session, parallel: 20 });
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const client = new Inngest({
    id: "bench",
    isDev: true,
    baseUrl: EMBEDDED_URL,
    fetch: executor.fetch,
    checkpointing: { bufferedSteps: 1, maxRuntime: "1m" },
    aiMetadata: false,
    logger: quiet,
    internalLogger: quiet,
  });
  const waiting = new Map<string, () => void>();
  const done = (id: string) => new Promise<void>((resolve) => waiting.set(id, resolve));
  const many = client.createFunction({ id: "many", triggers: [{ event: "b/many" }], retries: 0 }, async ({ event, step }) => {
    let sum = 0;
    for (let index = 0; index < STEPS; index += 1) sum += await step.run(`s${index}`, () => 1);
    waiting.get(String(event.data.id))?.();
    return sum;
  });
  const single = client.createFunction({ id: "one", triggers: [{ event: "b/one" }], retries: 0 }, async ({ event, step }) => {
    await step.run("only", () => 1);
    waiting.get(String(event.data.id))?.();
  });
  await executor.start(serve({ client, functions: [many, single] }));
  const send = async (name: string, id: string): Promise<number> => {
    const began = performance.now();
    const end = done(id);
    await client.send({ name, data: { id } });
    await end;
    return performance.now() - began;
  };
  await send("b/many", "warm");
  report({ bench: "steps", metric: "sequential", value: (await send("b/many", "alone")) / STEPS, unit: "ms/step" });
  const began = performance.now();
  await Promise.all(Array.from({ length: RUNS }, (_, index) => send("b/many", `m${index}`)));
  report({
    bench: "steps",
    metric: `${RUNS} runs at once`,
    value: (performance.now() - began) / (STEPS * RUNS),
    unit: "ms/step",
  });
  const latencies: number[] = [];
  for (let index = 0; index < EVENTS; index += 1) latencies.push(await send("b/one", `o${index}`));
  report({ bench: "steps", metric: "event to end, p50", value: percentile(latencies, 0.5), unit: "ms" });
  report({ bench: "steps", metric: "event to end, p99", value: percentile(latencies, 0.99), unit: "ms" });
  await executor.stop();
  await store.close();
}
