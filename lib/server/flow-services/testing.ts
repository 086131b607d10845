import { SANDBOXES, type StartedSandbox } from "@/connectors/sandboxes";
import { insertConnection } from "@/db/queries/connections";
import { findRunOfEvent, type RunRow } from "@/db/queries/runs";
import { newId } from "@/lib/core/ids";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { type FlowEngine, startFlowEngine } from "@/lib/server/flow-engine";
import { listenRuns } from "@/lib/server/flow-services/live";
import { type RunRequest, requestRun } from "@/lib/server/flow-services/requests";
import { type Installed, installTemplate } from "@/lib/server/integrations/install";
import { createTestApp } from "@/lib/server/testing";

/** An installation with both sandboxes, the template installed on them, and an engine at work. */
export interface FlowWorld {
  readonly app: App;
  readonly access: Access;
  readonly installed: Installed;
  readonly sandboxes: Readonly<Record<"prestashop" | "dolibarr", StartedSandbox>>;
  readonly engine: FlowEngine;
  flowId(key: string): string;
  /** Asks for a run and waits until it is over. */
  run(key: string, request?: Partial<RunRequest>): Promise<RunRow>;
  /** Waits until a run is over, or until `when` is true of it. */
  watch(runId: string, when?: (run: RunRow) => boolean): Promise<RunRow>;
  close(): Promise<void>;
}

/** `environment`: of the installation, to have its functions run by an Inngest server. */
export async function openFlowWorld(environment: Record<string, string> = {}): Promise<FlowWorld> {
  const test = await createTestApp(environment);
  const [prestashop, dolibarr] = await Promise.all([startSandbox("prestashop"), startSandbox("dolibarr")]);
  const sandboxes = { prestashop, dolibarr };
  let engine: FlowEngine | undefined;
  const app: App = {
    ...test.app,
    sandboxes: {
      get: (id) => (id === "dolibarr" ? dolibarr : prestashop),
      running: () => ["prestashop", "dolibarr"],
      close: async () => undefined,
    },
    wakeRelay: () => engine?.relay(),
  };
  const access = await test.newAccess();
  const installed = await install(app, access);
  engine = await startFlowEngine(app);
  const started = engine;
  const watch = (runId: string, when?: (run: RunRow) => boolean) => watchRun(app, runId, when);
  const flowId = (key: string) => installed.flows.find((flow) => flow.key === key)?.id ?? "";
  return {
    app,
    access,
    installed,
    sandboxes,
    engine: started,
    flowId,
    watch,
    run: async (key, request) => {
      const { workspaceId } = access;
      const common = { workspaceId, flowId: flowId(key), mode: "live", trigger: "manual", requestedBy: "system" } as const;
      return watch(await requestRun(app, { ...common, ...request }));
    },
    close: async () => {
      await started.stop();
      await Promise.all([prestashop.close(), dolibarr.close()]);
      await test.close();
    },
  };
}

function startSandbox(id: "prestashop" | "dolibarr"): Promise<StartedSandbox> {
  const start = SANDBOXES[id];
  if (!start) throw new Error(`No sandbox ${id}`);
  return start({});
}

async function install(app: App, access: Access): Promise<Installed> {
  const ids = { shop: newId("con"), erp: newId("con") };
  for (const [id, connector] of [
    [ids.shop, "prestashop"],
    [ids.erp, "dolibarr"],
  ] as const) {
    const values = { id, workspaceId: access.workspaceId, connector, name: connector, config: {}, sandbox: connector };
    await insertConnection({ db: app.db, values });
  }
  return installTemplate(app, access, { template: "prestashop-dolibarr", name: "Test", connections: ids });
}

const isOver = ({ status }: RunRow) => status !== "queued" && status !== "running";

async function watchRun(app: App, runId: string, when: (run: RunRow) => boolean = isOver): Promise<RunRow> {
  return new Promise((resolve, reject) => {
    let stop: () => Promise<void> = async () => undefined;
    const look = async () => {
      const run = await findRunOfEvent({ db: app.db, runId });
      if (!run || !(when(run) || isOver(run))) return;
      await stop();
      resolve(run);
    };
    listenRuns(app.sql, (notice) => {
      if (notice.runId === runId) look().catch(reject);
    })
      .then((unlisten) => {
        stop = unlisten;
        return look();
      })
      .catch(reject);
  });
}
