import { setImmediate as nextTurn } from "node:timers/promises";
import type { EvaluationInput, EvaluationResult, Evaluator, RunTable } from "@/engine/interpreter/ports";
import { programOf, rationed, runProgram } from "@/engine/mapping/compile";
import type { Program } from "@/engine/mapping/compiled/program";
import { DEFAULT_LIMITS, type EvaluationLimits } from "@/engine/mapping/limits";
import { Lru } from "@/engine/mapping/lru";
import type { Tables } from "@/engine/mapping/tables";
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

/** Expressions kept compiled, for all flows. */
const programs = new Lru<Promise<Program | undefined>>(1_000);

/** Longest stretch of evaluations without a turn for everything else, in milliseconds. */
const STRETCH_MS = 20;

/**
 * Evaluates JSONata. What is compiled, and cannot hang between two looks at its ration of work, runs here: sending the
 * records would take longer. Everything else runs in worker threads: what is not compiled, heavy calls, and each
 * record on which compiled code wants more work or JSONata's own word. Close it when the run ends: the workers then
 * drop its tables.
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator & { close(): void } {
  const list = options.tables instanceof Map ? [...options.tables.values()] : [...(options.tables as readonly RunTable[])];
  const tables: Tables = new Map(list.map((table) => [table.key, table]));
  const limits = options.limits ?? DEFAULT_LIMITS;
  const pool = poolOf(options.workers, limits);
  sessions += 1;
  const session = { id: sessions, tables: list };
  const inWorkers = (expression: string, inputs: readonly EvaluationInput[]) => pool.run({ session, expression, inputs });
  return {
    evaluate: async (expression, inputs) => {
      const program = await programOnce(expression);
      if (program === undefined || program.isHeavy) return inWorkers(expression, inputs);
      const ration = rationed(tables, limits);
      const results = await evaluateHere(inputs, (input) => runProgram(program, input, ration));
      const left = inputs.filter((_input, index) => results[index] === undefined);
      const others = left.length > 0 ? await inWorkers(expression, left) : [];
      return results.map((result) => result ?? others.shift() ?? missing());
    },
    close: () => pool.forget(session),
  };
}

/** One result per input; undefined where the workers must answer. */
async function evaluateHere(
  inputs: readonly EvaluationInput[],
  evaluate: (input: EvaluationInput) => EvaluationResult | undefined,
): Promise<(EvaluationResult | undefined)[]> {
  const results: (EvaluationResult | undefined)[] = [];
  let since = performance.now();
  for (const input of inputs) {
    results.push(evaluate(input));
    if (performance.now() - since < STRETCH_MS) continue;
    await nextTurn();
    since = performance.now();
  }
  return results;
}

/** An expression that does not parse has no program: the workers say what is wrong with it. */
function programOnce(expression: string): Promise<Program | undefined> {
  const known = programs.get(expression) ?? programOf(expression).catch(() => undefined);
  programs.set(expression, known);
  return known;
}

function missing(): never {
  throw new Error("the workers answered fewer records than they were given");
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
