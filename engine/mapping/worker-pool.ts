import { availableParallelism } from "node:os";
import * as threads from "node:worker_threads";
import type { EvaluationInput, EvaluationResult, RunTable } from "@/engine/interpreter/ports";
import { overrunError } from "@/engine/mapping/expression-error";
import { DEFAULT_LIMITS, type EvaluationLimits } from "@/engine/mapping/limits";
import { workerBundle } from "@/engine/mapping/worker-bundle";
import {
  DONE_CELL,
  NOT_BEGUN,
  PROGRESS_BYTES,
  type WorkerReply,
  type WorkerRequest,
  type WorkerStart,
} from "@/engine/mapping/worker-messages";
import type { ErrorInfo } from "@/lib/core/errors";

/** Heap of one worker: an expression that builds more ends its worker, not the process. */
const WORKER_HEAP_MB = 256;
const WATCH_EVERY_MS = 50;

export interface PoolOptions {
  readonly workers?: number;
  readonly limits?: EvaluationLimits;
}

type Session = { readonly id: number; readonly tables: readonly RunTable[] };

type Job = {
  readonly session: Session;
  readonly expression: string;
  readonly inputs: readonly EvaluationInput[];
  readonly results: (EvaluationResult | undefined)[];
  /** Positions in `inputs` still to do, in order. */
  todo: number[];
  readonly resolve: (results: EvaluationResult[]) => void;
  readonly reject: (thrown: unknown) => void;
};

type Slot = {
  readonly thread: threads.Worker;
  readonly cells: Int32Array;
  readonly sessions: Set<number>;
  job: Job | undefined;
  /** Results of the job already told. */
  told: number;
  /** Progress last seen by the watch, and when. */
  seen: { done: number; at: number };
};

/**
 * Workers that evaluate one expression on one list of records at a time. A record on which an expression hangs or
 * exhausts the memory costs its worker, which is replaced; the other records are then done by the new one.
 */
export class WorkerPool {
  readonly #limits: EvaluationLimits;
  readonly #size: number;
  readonly #queue: Job[] = [];
  readonly #slots = new Set<Slot>();
  #starting = 0;
  #watch: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PoolOptions = {}) {
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    this.#size = options.workers ?? Math.min(4, Math.max(1, availableParallelism() - 1));
  }

  /** One result per input, in order. */
  async run(input: { session: Session; expression: string; inputs: readonly EvaluationInput[] }): Promise<EvaluationResult[]> {
    const share = Math.max(16, Math.ceil(input.inputs.length / this.#size));
    const parts: Promise<EvaluationResult[]>[] = [];
    for (let start = 0; start < input.inputs.length; start += share) {
      parts.push(this.#enqueue({ ...input, inputs: input.inputs.slice(start, start + share) }));
    }
    return (await Promise.all(parts)).flat();
  }

  forget(session: Session): void {
    for (const slot of this.#slots) {
      if (slot.sessions.delete(session.id)) this.#tell(slot, { kind: "forget", session: session.id });
    }
  }

  /** Ends the workers; evaluations under way are rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    const stopped = new Error("the evaluator was closed");
    for (const job of [...this.#queue.splice(0), ...[...this.#slots].flatMap((slot) => slot.job ?? [])]) job.reject(stopped);
    await Promise.all([...this.#slots].map((slot) => slot.thread.terminate()));
    this.#slots.clear();
  }

  #enqueue(input: Pick<Job, "session" | "expression" | "inputs">): Promise<EvaluationResult[]> {
    return new Promise((resolve, reject) => {
      const todo = input.inputs.map((_input, index) => index);
      this.#queue.push({ ...input, results: [], todo, resolve, reject });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    for (const slot of this.#slots) {
      if (slot.job !== undefined) continue;
      const job = this.#queue.shift();
      if (job === undefined) return;
      this.#give(slot, job);
    }
    if (this.#queue.length > 0 && this.#slots.size + this.#starting < this.#size) this.#start();
  }

  #start(): void {
    this.#starting += 1;
    workerBundle().then(
      (file) => {
        this.#starting -= 1;
        if (this.#closed) return;
        this.#slots.add(this.#newSlot(file));
        this.#dispatch();
      },
      (thrown) => {
        this.#starting -= 1;
        for (const job of this.#queue.splice(0)) job.reject(thrown);
      },
    );
  }

  #newSlot(file: string): Slot {
    const progress = new SharedArrayBuffer(PROGRESS_BYTES);
    const workerData: WorkerStart = { limits: this.#limits, progress };
    const thread = new threads.Worker(file, { workerData, resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB } });
    const slot: Slot = {
      thread,
      cells: new Int32Array(progress),
      sessions: new Set(),
      job: undefined,
      told: 0,
      seen: { done: NOT_BEGUN, at: 0 },
    };
    thread.unref();
    thread.on("message", (reply: WorkerReply) => this.#receive(slot, reply));
    thread.on("error", (thrown) => this.#lose(slot, crashed(thrown)));
    return slot;
  }

  #give(slot: Slot, job: Job): void {
    slot.job = job;
    slot.told = 0;
    slot.seen = { done: NOT_BEGUN, at: Date.now() };
    Atomics.store(slot.cells, DONE_CELL, NOT_BEGUN);
    // Held while it works: a process must not end under an evaluation.
    slot.thread.ref();
    this.#watch ??= setInterval(() => this.#watchAll(), WATCH_EVERY_MS).unref();
    const { session, expression } = job;
    if (!slot.sessions.has(session.id)) this.#tell(slot, { kind: "tables", session: session.id, tables: session.tables });
    slot.sessions.add(session.id);
    const inputs = job.todo.flatMap((index) => job.inputs[index] ?? []);
    this.#tell(slot, { kind: "evaluate", session: session.id, expression, inputs });
  }

  #tell(slot: Slot, request: WorkerRequest): void {
    slot.thread.postMessage(request);
  }

  #receive(slot: Slot, { results }: WorkerReply): void {
    const { job } = slot;
    if (job === undefined) return;
    for (const result of results) {
      const index = job.todo[slot.told];
      if (index !== undefined) job.results[index] = result;
      slot.told += 1;
    }
    if (slot.told < job.todo.length) return;
    slot.job = undefined;
    slot.thread.unref();
    finish(job);
    this.#dispatch();
  }

  #watchAll(): void {
    const now = Date.now();
    for (const slot of this.#slots) {
      if (slot.job === undefined) continue;
      const done = Atomics.load(slot.cells, DONE_CELL);
      if (done !== slot.seen.done || done === NOT_BEGUN) slot.seen = { done, at: now };
      // JSONata stops itself at the limit; what is still running then hangs where JSONata cannot look.
      else if (now - slot.seen.at > this.#limits.timeoutMs * 1.5) this.#lose(slot, overrunError(this.#limits.timeoutMs));
    }
  }

  /** The record under way fails; those after it, and those done but not yet told, are given to a new worker. */
  #lose(slot: Slot, error: ErrorInfo): void {
    if (!this.#slots.delete(slot)) return;
    slot.thread.terminate();
    const { job } = slot;
    if (job !== undefined) {
      const culprit = job.todo[Math.min(Math.max(0, Atomics.load(slot.cells, DONE_CELL)), job.todo.length - 1)];
      if (culprit !== undefined) job.results[culprit] = { ok: false, error };
      job.todo = job.todo.filter((index) => job.results[index] === undefined);
      if (job.todo.length === 0) finish(job);
      else this.#queue.unshift(job);
    }
    this.#dispatch();
  }
}

function finish(job: Job): void {
  job.resolve(job.inputs.map((_input, index) => job.results[index] ?? { ok: false, error: crashed(undefined) }));
}

function crashed(thrown: unknown): ErrorInfo {
  const message = thrown instanceof Error ? thrown.message : "the worker ended";
  return { code: "mapping.expression_failed", category: "config", message, details: {} };
}
