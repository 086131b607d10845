import { findRunOfEvent } from "@/db/queries/runs";
import { insertWorkspace } from "@/db/queries/workspaces";
import { type FlowEngine, startFlowEngine } from "@/lib/server/flow-engine";
import { listenRuns } from "@/lib/server/flow-services/live";
import { requestRun } from "@/lib/server/flow-services/requests";
import { openInstallation } from "../crash/installation";
import { percentile, report } from "./report";
import { publishedFlow } from "./webhook-flow";

const CALLS = 200;

/** From a webhook that was verified to the end of its run: one event, one record, one node; one after the other. */
export async function benchWebhook(databaseUrl: string): Promise<void> {
  let engine: FlowEngine | undefined;
  const nowhere = { url: "http://127.0.0.1:9", config: { url: "http://127.0.0.1:9" }, secrets: {} };
  const place = { databaseUrl, sandboxes: { prestashop: nowhere, dolibarr: nowhere } };
  const { app, close } = openInstallation(place, () => engine?.relay());
  const workspaceId = await insertWorkspace({ db: app.db, name: "Webhooks" });
  const flowId = await publishedFlow(app.db, workspaceId);
  engine = await startFlowEngine(app);
  const ends = new Map<string, () => void>();
  const stopListening = await listenRuns(app.sql, ({ runId }) => {
    void findRunOfEvent({ db: app.db, runId }).then((run) => {
      if (run?.endedAt) ends.get(runId)?.();
    });
  });
  const latencies: number[] = [];
  for (let index = 0; index < CALLS; index += 1) {
    const began = performance.now();
    const input = { id: String(index), name: `Record ${index}` };
    const runId = await requestRun(app, { workspaceId, flowId, mode: "live", trigger: "webhook", requestedBy: "system", input });
    await new Promise<void>((resolve) => ends.set(runId, resolve));
    latencies.push(performance.now() - began);
  }
  const [sum] = await app.sql<{ total: number }[]>`select sum(total)::int as total from runs where flow_id = ${flowId}`;
  report({ bench: "webhook", metric: "runs finished", value: sum?.total ?? 0, unit: "records" });
  report({ bench: "webhook", metric: "call to end, p50", value: percentile(latencies, 0.5), unit: "ms" });
  report({ bench: "webhook", metric: "call to end, p99", value: percentile(latencies, 0.99), unit: "ms" });
  await stopListening();
  await engine.stop();
  await close();
}
