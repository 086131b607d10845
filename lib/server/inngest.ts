import { Inngest } from "inngest";
import { serve as serveEdge } from "inngest/edge";
import { EMBEDDED_URL, Executor } from "@/engine/executor/executor";
import { createFlowFunctions } from "@/engine/functions";
import type { SendEvents } from "@/engine/functions/ports";
import type { App } from "@/lib/server/app";
import { createFlowServices } from "@/lib/server/flow-services";
import { errorFields } from "@/lib/server/log";

const APP_ID = "passerelle";

/** What runs the flows in this process. */
export interface Engine {
  /** Sends what the outbox holds, now; errors are logged, the relay tries again by itself. */
  readonly wakeRelay: () => void;
  /** What `/api/inngest` answers with; absent with the embedded executor, where nobody may call it. */
  readonly route: ((request: Request) => Promise<Response>) | undefined;
  stop(): Promise<void>;
}

/**
 * `INNGEST_DEV`, `INNGEST_BASE_URL` or keys set: a real Inngest calls the functions through `/api/inngest`. Nothing
 * set: the embedded executor drives the same functions in this process.
 */
export async function startEngine(app: App): Promise<Engine> {
  return app.env.inngest ? startServed(app) : startEmbedded(app);
}

const sender =
  (client: Inngest): SendEvents =>
  async (events) => {
    await client.send(events.map((event) => ({ ...event })));
  };

async function startEmbedded(app: App): Promise<Engine> {
  const { log } = app;
  const executor = new Executor({ sql: app.sql, log });
  const client = new Inngest({
    id: APP_ID,
    isDev: true,
    baseUrl: EMBEDDED_URL,
    fetch: executor.fetch,
    checkpointing: { bufferedSteps: 1, maxRuntime: "1m" },
    aiMetadata: false,
    ...loggers(app),
  });
  const services = await createFlowServices(app, sender(client));
  await executor.start(serveEdge({ client, functions: createFlowFunctions(client, services) }));
  return {
    wakeRelay: relayer(app, services.relayOutbox),
    route: undefined,
    stop: async () => {
      // In this order: what the closing services cut short must not be taken for the end of a run.
      await executor.stop();
      await services.close();
    },
  };
}

/** Keys and addresses are read from the environment by the SDK itself. */
async function startServed(app: App): Promise<Engine> {
  const client = new Inngest({ id: APP_ID, aiMetadata: false, ...loggers(app) });
  const services = await createFlowServices(app, sender(client));
  const functions = createFlowFunctions(client, services);
  return {
    wakeRelay: relayer(app, services.relayOutbox),
    route: serveEdge({ client, functions, serveOrigin: app.env.url, servePath: "/api/inngest", enableUnauthedSync: false }),
    stop: () => services.close(),
  };
}

/** One relay at a time; a wish that comes meanwhile is granted after it. */
function relayer(app: App, relay: () => Promise<number>): () => void {
  let running = false;
  let again = false;
  const go = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await relay();
      } while (again);
    } catch (thrown) {
      app.log.warn("outbox.relay_failed", errorFields(thrown));
    } finally {
      running = false;
    }
  };
  return () => void go();
}

function loggers(app: App) {
  const write = (level: "debug" | "info" | "warn" | "error") => (first: unknown, second?: unknown) => {
    const message = typeof first === "string" ? first : typeof second === "string" ? second : JSON.stringify(first);
    app.log[level]("inngest", { message });
  };
  // The SDK tells every failed step at "error": our own functions have told it already, in their words.
  const logger = { debug: write("debug"), info: write("debug"), warn: write("debug"), error: write("debug") };
  const internalLogger = { debug: write("debug"), info: write("debug"), warn: write("warn"), error: write("warn") };
  return { logger, internalLogger };
}
