import { parentPort, workerData } from "node:worker_threads";
import type { EvaluationResult } from "@/engine/interpreter/ports";
import { type Compiled, compile } from "@/engine/mapping/compile";
import { Lru } from "@/engine/mapping/lru";
import type { Tables } from "@/engine/mapping/tables";
import { DONE_CELL, type WorkerReply, type WorkerRequest, type WorkerStart } from "@/engine/mapping/worker-messages";

/** Expressions kept compiled, for all flows. */
const COMPILED = 1_000;
/** Results told at a time: those told before a hang need not be computed again. */
const TOLD_AT_ONCE = 16;

const { limits, progress }: WorkerStart = workerData;
const cells = new Int32Array(progress);
const sessions = new Map<number, Tables>();
const compiled = new Lru<Promise<Compiled>>(COMPILED);
let last: Promise<void> = Promise.resolve();

parentPort?.on("message", (request: WorkerRequest) => {
  last = last.then(() => answer(request));
});

async function answer(request: WorkerRequest): Promise<void> {
  if (request.kind === "forget") sessions.delete(request.session);
  else if (request.kind === "tables") sessions.set(request.session, new Map(request.tables.map((table) => [table.key, table])));
  else await evaluateAll(request);
}

async function evaluateAll(request: Extract<WorkerRequest, { kind: "evaluate" }>): Promise<void> {
  const tables = sessions.get(request.session) ?? new Map();
  const expression = await compiledOnce(request.expression);
  let told: EvaluationResult[] = [];
  Atomics.store(cells, DONE_CELL, 0);
  for (const [index, input] of request.inputs.entries()) {
    told.push(expression.ok ? await expression.evaluate(input, tables) : expression);
    Atomics.store(cells, DONE_CELL, index + 1);
    if (told.length === TOLD_AT_ONCE || index === request.inputs.length - 1) {
      parentPort?.postMessage({ results: told } satisfies WorkerReply);
      told = [];
    }
  }
}

function compiledOnce(text: string): Promise<Compiled> {
  const known = compiled.get(text) ?? compile(text, limits);
  compiled.set(text, known);
  return known;
}
