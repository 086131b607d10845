import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { openSession } from "@/db/client";
import { EMBEDDED_URL, Executor, type ExecutorOptions } from "@/engine/executor/executor";
import { createFlowFunctions } from "@/engine/functions";
import type { SendEvents } from "@/engine/functions/ports";
import { closeEvaluators } from "@/engine/mapping/evaluator";
import type { App } from "@/lib/server/app";
import type { InngestServer } from "@/lib/server/env";
import { createFlowServices } from "@/lib/server/flow-services";
import { boundHeap } from "@/lib/server/heap";
import { errorFields } from "@/lib/server/log";

/** What runs flows: the embedded executor, or a real Inngest that calls `/api/inngest`. */
export interface FlowEngine {
  /** Present where a real Inngest runs the functions: what the route serves. */
  readonly served: { readonly client: Inngest; readonly functions: readonly InngestFunction.Any[] } | null;
  /** Sends what the outbox holds; failures are logged and sent again by the maintenance function. */
  readonly relay: () => void;
  stop(): Promise<void>;
}

const APP_ID = "passerelle";
type EngineOptions = Partial<Omit<ExecutorOptions, "sql" | "log" | "session">>;

/** `options` are for tests and benchmarks; they change the pace of the embedded executor, not what it does. */
export async function startFlowEngine(app: App, options: EngineOptions = {}): Promise<FlowEngine> {
  boundHeap();
  const executor = app.env.inngest ? undefined : createExecutor(app, options);
  const client = createClient(app, executor);
  const send: SendEvents = async (events) => {
    await client.send(events.map((event) => ({ ...event })));
  };
  const services = await createFlowServices(app, { send, ...(executor ? { isAlive: (id) => executor.isAlive(id) } : {}) });
  const functions = createFlowFunctions(client, services);
  if (executor) await executor.start(serve({ client, functions }));
  app.log.info("engine.started", { executor: executor ? "embedded" : "inngest" });
  if (app.env.inngest !== false && app.env.inngest.isDev)
    app.log.warn("engine.unsigned", { reason: "INNGEST_DEV: /api/inngest takes any call" });
  const relay = () => {
    services.relayOutbox().catch((error: unknown) => app.log.error("outbox.relay_failed", errorFields(error)));
  };
  // What a killed process left unsent goes now.
  relay();
  await services.openDesk();
  return {
    served: executor ? null : { client, functions },
    relay,
    stop: async () => {
      await executor?.stop();
      await services.close();
      await closeEvaluators();
    },
  };
}

function createExecutor({ sql, log }: App, options: EngineOptions): Executor {
  return new Executor({ ...options, sql, log, session: (onLost) => openSession(sql, onLost) });
}

/** One step is durable before the next begins; a call ends before a proxy takes its silence for a dead connection. */
const SERVED_CHECKPOINTING = { bufferedSteps: 1, maxRuntime: "10s" };

function served({ isDev, baseUrl, eventKey, signingKey }: InngestServer) {
  return {
    isDev,
    checkpointing: SERVED_CHECKPOINTING,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(eventKey === undefined ? {} : { eventKey }),
    ...(signingKey === undefined ? {} : { signingKey }),
  };
}

function createClient(app: App, executor: Executor | undefined): Inngest {
  const log = app.log.with({ part: "inngest" });
  // The SDK tells of every step that failed; the functions have kept why with the run.
  const told = (words: readonly unknown[]) => ({
    message: words.map((word) => (typeof word === "string" ? word : messageOf(word))).join(" "),
  });
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (...words: unknown[]) => log.warn("inngest.warning", told(words)),
    error: (...words: unknown[]) => log.warn("inngest.error", told(words)),
  };
  const common = { id: APP_ID, aiMetadata: false, logger, internalLogger: logger };
  if (!executor) return new Inngest({ ...common, ...(app.env.inngest ? served(app.env.inngest) : {}) });
  return new Inngest({
    ...common,
    isDev: true,
    baseUrl: EMBEDDED_URL,
    fetch: executor.fetch,
    checkpointing: { bufferedSteps: 1, maxRuntime: "1m" },
  });
}

function messageOf(word: unknown): string {
  const inner = typeof word === "object" && word !== null && "err" in word ? word.err : word;
  return inner instanceof Error ? inner.message : String(JSON.stringify(inner));
}
