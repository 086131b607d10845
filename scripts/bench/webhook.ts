import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { insertEndpoint } from "@/db/queries/endpoints";
import { insertWorkspace } from "@/db/queries/workspaces";
import { newId } from "@/lib/core/ids";
import type { App } from "@/lib/server/app";
import { type FlowEngine, startFlowEngine } from "@/lib/server/flow-engine";
import { acceptDelivery, receiveDelivery } from "@/lib/server/flows/inbound";
import { openInstallation } from "../crash/installation";
import { percentile, report } from "./report";
import { publishedFlow } from "./webhook-flow";
import { LoadResultSchema } from "./webhook-schema";

const PER_SECOND = 100;
const LOAD = fileURLToPath(new URL("webhook-load.ts", import.meta.url));
const SECRET = "the secret of the bench";
const ASKED = { p50: 30, p99: 150 };

/**
 * Signed calls over HTTP, 100 a second, to a flow of one step: from the call to the commit of its record, as another
 * process sees it. `seconds`: 60 for the figure that counts.
 */
export async function benchWebhook(databaseUrl: string, { seconds }: { seconds: number }): Promise<void> {
  let engine: FlowEngine | undefined;
  const nowhere = { url: "http://127.0.0.1:9", config: { url: "http://127.0.0.1:9" }, secrets: {} };
  const place = { databaseUrl, sandboxes: { prestashop: nowhere, dolibarr: nowhere } };
  const { app, close } = openInstallation(place, () => engine?.relay());
  const { flowId, endpointId } = await newEndpoint(app);
  engine = await startFlowEngine(app);
  const server = await serveHooks(app);
  const load = { url: `${server.url}/api/hooks/${endpointId}`, secret: SECRET, endpointId, databaseUrl, perSecond: PER_SECOND };
  await run({ ...load, seconds: 1 });
  await app.sql`delete from inbound_events`;
  await app.sql`delete from runs`;
  const { answered, done, lost, refused } = await run({ ...load, seconds });
  const [sum] = await app.sql<{ total: number; runs: number }[]>`
    select sum(total)::int as total, count(*)::int as runs from runs where flow_id = ${flowId}`;
  const bench = "webhook";
  const called = PER_SECOND * seconds;
  report({ bench, metric: `calls in ${seconds} s`, value: called, unit: "calls" });
  report({ bench, metric: "answered, p50", value: percentile(answered, 0.5), unit: "ms" });
  report({ bench, metric: "answered, p99", value: percentile(answered, 0.99), unit: "ms" });
  for (const [name, share] of [
    ["p50", 0.5],
    ["p99", 0.99],
  ] as const) {
    const value = percentile(done, share);
    report({ bench, metric: `call to done, ${name}`, value, unit: "ms", ratio: value / ASKED[name], of: `${ASKED[name]} ms` });
  }
  report({ bench, metric: "call to done, most", value: percentile(done, 1), unit: "ms" });
  report({ bench, metric: "lost", value: lost, unit: "calls" });
  report({ bench, metric: "refused", value: refused, unit: "calls" });
  report({ bench, metric: "done twice", value: (sum?.total ?? 0) + lost - called, unit: "records" });
  report({ bench, metric: "runs", value: sum?.runs ?? 0, unit: "runs" });
  await server.close();
  await engine.stop();
  await close();
}

async function newEndpoint(app: App): Promise<{ flowId: string; endpointId: string }> {
  const { db } = app;
  const workspaceId = await insertWorkspace({ db, name: "Webhooks" });
  const flowId = await publishedFlow(db, workspaceId);
  const endpointId = newId("end");
  const { bytes, keyId } = app.secrets.seal(SECRET, endpointId);
  await insertEndpoint({ db, workspaceId, id: endpointId, flowId, connectionId: null, secret: bytes, secretKeyId: keyId });
  return { flowId, endpointId };
}

/** The route without Next: what it calls, behind Node's own HTTP server. */
async function serveHooks(app: App): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((incoming, outgoing) => {
    void (async () => {
      const endpointId = incoming.url?.split("/").at(-1) ?? "";
      const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
      const body = await buffer(incoming);
      const delivery = await receiveDelivery(app, endpointId, { method: "POST", headers, query: {}, body });
      const answer = await acceptDelivery(app, delivery);
      outgoing.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify(answer));
    })().catch((thrown: unknown) => outgoing.writeHead(500).end(String(thrown)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve()) && server.closeAllConnections()),
  };
}

async function run(load: Record<string, unknown>) {
  const options = { maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", LOAD, JSON.stringify(load)], options);
  return LoadResultSchema.parse(JSON.parse(stdout));
}
