import { SANDBOXES } from "@/connectors/sandboxes";
import { openStore } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { migrateStore } from "@/db/migrate";
import { seedDemo } from "@/db/seed/demo";
import { systemClock } from "@/lib/core/clock";
import { ensureAdmin } from "@/lib/server/accounts";
import type { App } from "@/lib/server/app";
import type { Running } from "@/lib/server/compose";
import { rotateSecrets } from "@/lib/server/connections";
import { connectorOf } from "@/lib/server/connector";
import { prepareNextAuth, env as readEnv } from "@/lib/server/env";
import { type FlowEngine, startFlowEngine } from "@/lib/server/flow-engine";
import { createLog } from "@/lib/server/log";
import { Poller } from "@/lib/server/real-time/poller";
import { NO_SANDBOXES, startSandboxes } from "@/lib/server/sandboxes";
import { createSecretBox, readOrCreateSecret } from "@/lib/server/secrets";
import { Shutdown } from "@/lib/server/shutdown";
import { closeDesk, wakeDesk } from "@/lib/server/simulations/desk";

/** Starts an installation: store, migrations, demo, sandboxes, executor; what was started is stopped again on failure. */
export async function boot(): Promise<Running> {
  const env = readEnv();
  const log = createLog({ level: env.logLevel });
  const shutdown = new Shutdown(log);
  try {
    prepareNextAuth(env);
    if (env.telemetry) shutdown.add("telemetry", (await import("@/lib/server/telemetry-sdk")).startTelemetry(env.telemetry));
    const embedded = env.databaseUrl === undefined ? await startEmbedded({ dataDir: env.dataDir }) : undefined;
    if (embedded) shutdown.add("postgres", () => embedded.stop());
    const url = env.databaseUrl ?? embedded?.url ?? "";
    await migrateStore({ url });
    const store = openStore({ url, max: 20 });
    shutdown.add("store", () => store.close());
    const sandboxes = env.demo ? await startSandboxes({ dataDir: env.dataDir, log }) : NO_SANDBOXES;
    shutdown.add("sandboxes", () => sandboxes.close());
    let engine: FlowEngine | undefined;
    const secret = env.secret ?? readOrCreateSecret(env.dataDir);
    const app: App = {
      env,
      log,
      db: store.db,
      sql: store.sql,
      secrets: createSecretBox({ secret, oldSecrets: env.oldSecrets }),
      sandboxes,
      clock: systemClock,
      wakeRelay: () => engine?.relay(),
    };
    await rotateSecrets(app);
    if (env.demo) await seedDemo({ db: store.db, demo: demoConnections() });
    await ensureAdmin(app);
    engine = await startFlowEngine(app);
    shutdown.add("engine", engine.stop);
    shutdown.add("simulations", () => closeDesk(app));
    wakeDesk(app);
    const poller = new Poller(app);
    poller.start();
    shutdown.add("poller", async () => poller.close());
    log.info("app.started", { demo: env.demo, store: embedded ? "embedded" : "server" });
    return { app, engine, stop: () => shutdown.stop() };
  } catch (error) {
    await shutdown.stop();
    throw error;
  }
}

function demoConnections() {
  return Object.keys(SANDBOXES).map((id) => {
    const title = connectorOf(id).spec.title;
    return { connector: id, name: `Maison Lavande · ${title}`, sandbox: id };
  });
}
