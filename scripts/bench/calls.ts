import type { BoundConnector, Evaluator, NodeContext } from "@/engine/interpreter/ports";
import { readPage } from "@/engine/interpreter/read-page";
import { runPage } from "@/engine/interpreter/run-page";
import { createEvaluator } from "@/engine/mapping/evaluator";
import { createMemoryLinks } from "@/engine/testing/memory-links";
import type { Json } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { openPlan, type PlannedFlow } from "./planned-flow";

/** What a flow asked of the systems and of the mapping, in order. */
export type Call =
  | { readonly kind: "evaluate"; readonly args: Parameters<Evaluator["evaluate"]> }
  | { readonly kind: "read"; readonly ref: string; readonly args: Parameters<BoundConnector["read"]> }
  | { readonly kind: "find"; readonly ref: string; readonly args: Parameters<BoundConnector["find"]> }
  | { readonly kind: "write"; readonly ref: string; readonly args: Parameters<BoundConnector["write"]> }
  | { readonly kind: "action"; readonly ref: string; readonly args: Parameters<BoundConnector["action"]> };

export type Recording = { readonly calls: readonly Call[]; readonly records: number };

/** Runs the flow once over links in memory, and keeps every call. */
export async function recordCalls(app: App, flow: PlannedFlow): Promise<Recording> {
  const opened = await openPlan(app, flow);
  const calls: Call[] = [];
  const evaluator = createEvaluator({ tables: opened.tables });
  const links = createMemoryLinks();
  let records = 0;
  for (const driver of opened.plan.drivers) {
    const ctx: NodeContext = {
      mode: "live",
      runId: "run_loop",
      owner: flow.integrationId,
      settings: opened.settings,
      trigger: {},
      startedAt: app.clock().toISOString(),
      connector: async (ref) => recording(ref, await opened.connector(ref), calls),
      evaluator: {
        evaluate: (...args) => {
          calls.push({ kind: "evaluate", args });
          return evaluator.evaluate(...args);
        },
      },
      table: (key) => opened.tables.get(key),
      links,
      sourceStream: driver.sourceStream,
      signal: opened.signal,
      plan: () => undefined,
      now: app.clock,
    };
    let cursor: Json | null = null;
    do {
      const page: Awaited<ReturnType<typeof readPage>> = await readPage({ plan: opened.plan, driver, cursor, since: null, ctx });
      const { outcomes } = await runPage({ plan: opened.plan, driver, items: page.items, ctx, samples: 0 });
      records += outcomes.length;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
  evaluator.close();
  return { calls, records };
}

function recording(ref: string, connector: BoundConnector, calls: Call[]): BoundConnector {
  return {
    ...connector,
    read: (...args) => {
      calls.push({ kind: "read", ref, args });
      return connector.read(...args);
    },
    find: (...args) => {
      calls.push({ kind: "find", ref, args });
      return connector.find(...args);
    },
    write: (...args) => {
      calls.push({ kind: "write", ref, args });
      return connector.write(...args);
    },
    action: (...args) => {
      calls.push({ kind: "action", ref, args });
      return connector.action(...args);
    },
  };
}

/**
 * The yardstick: a loop that reads each page, maps it and calls the systems, and nothing else. It knows beforehand what
 * to ask and to write, so it decides nothing, hashes nothing and remembers nothing: no links, intents, ledger, store.
 */
export async function runLoop(app: App, flow: PlannedFlow, calls: readonly Call[]): Promise<{ ms: number }> {
  const { tables, connector } = await openPlan(app, flow);
  const evaluator = createEvaluator({ tables });
  const began = performance.now();
  for (const call of calls) await repeat(call, { evaluator, connector });
  const ms = performance.now() - began;
  evaluator.close();
  return { ms };
}

async function repeat(
  call: Call,
  { evaluator, connector }: { evaluator: Evaluator; connector: (ref: string) => Promise<BoundConnector> },
): Promise<unknown> {
  if (call.kind === "evaluate") return evaluator.evaluate(...call.args);
  const target = await connector(call.ref);
  if (call.kind === "read") return target.read(...call.args);
  if (call.kind === "find") return target.find(...call.args);
  if (call.kind === "write") return target.write(...call.args);
  return target.action(...call.args);
}
