import type { BoundConnector, NodeContext, PlannedWrite, RunMode, RunTable } from "@/engine/interpreter/ports";
import { createInlineEvaluator } from "@/engine/mapping/inline-evaluator";
import type { Item } from "@/engine/nodes/contract";
import { createMemoryLinks, type MemoryLinks } from "@/engine/testing/memory-links";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

export interface MemoryContextOptions {
  readonly mode?: RunMode;
  readonly settings?: JsonObject;
  readonly trigger?: JsonObject;
  readonly tables?: readonly RunTable[];
  /** By reference: `role:shop`. */
  readonly connectors?: Readonly<Record<string, BoundConnector>>;
  readonly links?: MemoryLinks;
  readonly sourceStream?: string;
  readonly signal?: AbortSignal;
}

export interface MemoryContext extends NodeContext {
  readonly links: MemoryLinks;
  /** What `plan` was told. */
  readonly planned: { readonly item: Item; readonly write: PlannedWrite }[];
}

/** A run's context without store, network or clock: time stands still, links are in memory. */
export function createMemoryContext(options: MemoryContextOptions = {}): MemoryContext {
  const tables = new Map((options.tables ?? []).map((table) => [table.key, table]));
  const planned: { item: Item; write: PlannedWrite }[] = [];
  return {
    mode: options.mode ?? "live",
    runId: "run_test",
    owner: "int_test",
    settings: options.settings ?? {},
    trigger: options.trigger ?? {},
    startedAt: "2026-01-01T00:00:00.000Z",
    connector: async (ref) => {
      const connector = options.connectors?.[ref];
      if (connector) return connector;
      throw new AppError({ code: "flow.invalid", category: "config", message: `no connection plays ${ref}`, details: { ref } });
    },
    evaluator: createInlineEvaluator({ tables }),
    table: (key) => tables.get(key),
    links: options.links ?? createMemoryLinks(),
    sourceStream: options.sourceStream ?? "shop:orders",
    signal: options.signal ?? new AbortController().signal,
    plan: (item, write) => planned.push({ item, write }),
    now: () => new Date("2026-01-01T00:00:00.000Z"),
    planned,
  };
}

export function makeItem(key: string, data: JsonObject, links: Item["links"] = {}): Item {
  return { key, label: `Record ${key}`, data, links };
}
