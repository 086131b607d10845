import { findRunOfEvent, type RunRow } from "@/db/queries/runs";
import type { App } from "@/lib/server/app";
import { type FlowEngine, startFlowEngine } from "@/lib/server/flow-engine";
import { listenRuns } from "@/lib/server/flow-services/live";
import { requestRun } from "@/lib/server/flow-services/requests";
import { openInstallation, type Place } from "../crash/installation";

/** The application as it runs flows, without its pages: store, executor, functions. */
export interface Bench {
  readonly app: App;
  /** Runs a published flow to its end; throws unless it succeeded. */
  run(flow: { workspaceId: string; flowId: string }): Promise<Timed>;
  close(): Promise<void>;
}

/** `ms` is from the request to the end, as whoever asked for it would take it. */
export type Timed = { readonly run: RunRow; readonly ms: number };

const NOWHERE = { url: "http://127.0.0.1:9", config: { url: "http://127.0.0.1:9" }, secrets: {} };

/** `place` without sandboxes: connections name the addresses of their systems themselves, on this machine. */
export async function openBench(place: Pick<Place, "databaseUrl"> & Partial<Place>): Promise<Bench> {
  let engine: FlowEngine | undefined;
  const opened = openInstallation({ sandboxes: { prestashop: NOWHERE, dolibarr: NOWHERE }, ...place }, () => engine?.relay());
  const app: App = { ...opened.app, env: { ...opened.app.env, allowPrivateNetwork: true } };
  engine = await startFlowEngine(app);
  const waiting = new Map<string, () => void>();
  const stopListening = await listenRuns(app.sql, ({ runId }) => waiting.get(runId)?.());
  return {
    app,
    run: async ({ workspaceId, flowId }) => {
      const began = performance.now();
      const runId = await requestRun(app, { workspaceId, flowId, mode: "live", trigger: "manual", requestedBy: "system" });
      const run = await new Promise<RunRow>((resolve, reject) => {
        const look = async () => {
          // As little as a listener can ask: what the screens read is not the engine's.
          const [ended] = await app.sql`select 1 from runs where id = ${runId} and ended_at is not null`;
          const row = ended ? await findRunOfEvent({ db: app.db, runId }) : undefined;
          if (row) resolve(row);
        };
        waiting.set(runId, () => void look().catch(reject));
        look().catch(reject);
      });
      waiting.delete(runId);
      if (run.status !== "succeeded") throw new Error(`the run ${run.status}: ${JSON.stringify(run.error)}`);
      return { run, ms: performance.now() - began };
    },
    close: async () => {
      await stopListening();
      await engine?.stop();
      await opened.close();
    },
  };
}
