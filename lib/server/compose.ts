import type { App } from "@/lib/server/app";
import type { FlowEngine } from "@/lib/server/flow-engine";

/** A running installation: its ports, and how it ends. */
export interface Running {
  readonly app: App;
  readonly engine: FlowEngine;
  stop(): Promise<void>;
}

// On globalThis: pages, routes and instrumentation are bundled apart, and a hot reload must not start a second Postgres.
declare global {
  var passerelleRunning: Promise<Running> | undefined;
  var passerelleShutdown: (() => Promise<void>) | undefined;
  /** Why the last start failed: what `npm start` prints before it ends. */
  var passerelleFailure: string | undefined;
}

/** The one installation of this process, started at the first call. A start that failed is tried again at the next. */
export function getRunning(): Promise<Running> {
  globalThis.passerelleRunning ??= start();
  return globalThis.passerelleRunning;
}

async function start(): Promise<Running> {
  try {
    const { boot } = await import("@/lib/server/boot");
    const running = await boot();
    globalThis.passerelleShutdown = running.stop;
    globalThis.passerelleFailure = undefined;
    return running;
  } catch (error) {
    globalThis.passerelleRunning = undefined;
    globalThis.passerelleFailure = error instanceof Error ? error.message : String(error);
    throw error;
  }
}

export async function getApp(): Promise<App> {
  return (await getRunning()).app;
}
