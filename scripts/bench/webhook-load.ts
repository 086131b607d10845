// A process of its own that calls an endpoint at an even pace and watches, from the store, when each event is done:
// `webhook-load.ts <json>`. Prints `{answered: [ms], done: [ms], lost, refused}`.
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import type { z } from "zod";
import { RUNS_CHANNEL } from "@/lib/server/flow-services/live";
import { type LoadResultSchema, LoadSchema } from "./webhook-schema";

const PATIENCE_MS = 20_000;

async function main(load: z.infer<typeof LoadSchema>): Promise<z.infer<typeof LoadResultSchema>> {
  const { perSecond, seconds, endpointId } = load;
  const sql = postgres(load.databaseUrl, { max: 2, onnotice: () => undefined });
  const count = perSecond * seconds;
  const sentAt: number[] = [];
  const doneAt = new Map<number, number>();
  let allDone: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    allDone = resolve;
  });
  let since = new Date(0);
  let looking: Promise<void> | undefined;
  // One look at a time; a change during a look is seen by the next.
  const look = async () => {
    const rows = await sql<{ id: string; at: Date }[]>`
      select payload ->> 'id' as id, done_at as at from inbound_events
      where done_at >= ${since}::timestamptz - interval '1 s' and endpoint_id = ${endpointId} order by done_at`;
    const now = performance.now();
    for (const { id, at } of rows) {
      since = at;
      if (!doneAt.has(Number(id))) doneAt.set(Number(id), now);
    }
    if (doneAt.size >= count) allDone();
  };
  const noticed = () => {
    looking = (looking ?? Promise.resolve()).then(() => (doneAt.size < count ? look() : undefined));
  };
  const { unlisten } = await sql.listen(RUNS_CHANNEL, noticed);
  const answered: number[] = [];
  let refused = 0;
  const send = async (id: number) => {
    sentAt[id] = performance.now();
    if (await call(load, id)) answered.push(performance.now() - (sentAt[id] ?? 0));
    else refused += 1;
  };
  const began = performance.now();
  const calls: Promise<void>[] = [];
  for (let id = 0; id < count; id += 1) {
    const due = began + (id * 1_000) / perSecond - performance.now();
    if (due > 1) await sleep(due);
    calls.push(send(id));
  }
  await Promise.all(calls);
  await Promise.race([finished, sleep(PATIENCE_MS)]);
  await look();
  await unlisten();
  await sql.end();
  const done = [...doneAt].map(([id, at]) => at - (sentAt[id] ?? 0));
  return { answered, done, lost: count - doneAt.size, refused };
}

async function call({ url, secret }: z.infer<typeof LoadSchema>, id: number): Promise<boolean> {
  const body = JSON.stringify({ id: String(id), name: `Record ${id}` });
  const time = String(Math.floor(Date.now() / 1_000));
  const v1 = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  const headers = { "content-type": "application/json", "x-passerelle-signature": `t=${time},v1=${v1}` };
  const answer = await fetch(url, { method: "POST", body, headers });
  await answer.arrayBuffer();
  return answer.status === 202;
}

const [, , given] = process.argv;
process.stdout.write(`${JSON.stringify(await main(LoadSchema.parse(JSON.parse(given ?? "{}"))))}\n`);
