import type { Evaluator, RunTable } from "@/engine/interpreter/ports";
import { compileDirect } from "@/engine/mapping/direct";
import { createInlineEvaluator } from "@/engine/mapping/inline-evaluator";
import { DEFAULT_LIMITS, type EvaluationLimits } from "@/engine/mapping/limits";
import { Lru } from "@/engine/mapping/lru";
import { WorkerPool } from "@/engine/mapping/worker-pool";

export interface EvaluatorOptions {
  /** Tables that `$map` reads, frozen for the life of this evaluator. */
  readonly tables: readonly RunTable[] | ReadonlyMap<string, RunTable>;
  /** Default: one less than the processors, 4 at the most. */
  readonly workers?: number;
  readonly limits?: EvaluationLimits;
}

/** Evaluators of the same options share their workers, which live as long as the process. */
const pools = new Map<string, WorkerPool>();
let sessions = 0;

/**
 * Evaluates JSONata in worker threads, compiled once per worker; plain expressions, which cannot hang, are
 * evaluated here, since sending the records would take longer. Close it when the run ends: the workers then drop its tables.
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator & { close(): void } {
  const tables = options.tables instanceof Map ? [...options.tables.values()] : [...(options.tables as readonly RunTable[])];
  const limits = options.limits ?? DEFAULT_LIMITS;
  const pool = poolOf(options.workers, limits);
  sessions += 1;
  const session = { id: sessions, tables };
  const inline = createInlineEvaluator({ tables: new Map(tables.map((table) => [table.key, table])), limits });
  const plain = new Lru<boolean>(1_000);
  return {
    evaluate: async (expression, inputs) => {
      const isInline = plain.get(expression) ?? compileDirect(expression) !== undefined;
      plain.set(expression, isInline);
      return isInline ? inline.evaluate(expression, inputs) : pool.run({ session, expression, inputs });
    },
    close: () => pool.forget(session),
  };
}

/** Ends all workers: for the end of the process, and of a test. */
export async function closeEvaluators(): Promise<void> {
  const all = [...pools.values()];
  pools.clear();
  await Promise.all(all.map((pool) => pool.close()));
}

function poolOf(workers: number | undefined, limits: EvaluationLimits): WorkerPool {
  const name = JSON.stringify([workers ?? 0, limits]);
  const pool = pools.get(name) ?? new WorkerPool({ ...(workers === undefined ? {} : { workers }), limits });
  pools.set(name, pool);
  return pool;
}
