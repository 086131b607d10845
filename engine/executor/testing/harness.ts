import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import type { Logger } from "@/connectors/contract";
import { openSession } from "@/db/client";
import { openTestStore, type TestStore } from "@/db/testing";
import { EMBEDDED_URL, Executor, type ExecutorOptions } from "../executor";

export const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** An executor on a store of its own, with retries that do not make a test wait. */
export type Bench = {
  store: TestStore;
  client: Inngest;
  executor: Executor;
  start(functions: InngestFunction.Any[]): Promise<void>;
  close(): Promise<void>;
};

export async function openBench(options: Partial<ExecutorOptions> = {}): Promise<Bench> {
  const store = await openTestStore();
  const { client, executor } = embedded({ sql: store.sql, log: silentLog, backoff: () => 1, pollMs: 200, ...options });
  return {
    store,
    client,
    executor,
    start: (functions) => executor.start(serve({ client, functions })),
    close: async () => {
      await executor.stop();
      await store.close();
    },
  };
}

/** A client that talks to an executor, and that executor. */
export function embedded(options: Omit<ExecutorOptions, "session">): { client: Inngest; executor: Executor } {
  const executor = new Executor({ session: (onLost) => openSession(options.sql, onLost), ...options });
  const client = new Inngest({
    id: "test",
    isDev: true,
    baseUrl: EMBEDDED_URL,
    fetch: executor.fetch,
    checkpointing: { bufferedSteps: 1, maxRuntime: "1m" },
    aiMetadata: false,
    logger: silentSdkLog,
    internalLogger: silentSdkLog,
  });
  return { client, executor };
}

export const silentSdkLog = { debug: noop, info: noop, warn: noop, error: noop };
function noop(): void {}
