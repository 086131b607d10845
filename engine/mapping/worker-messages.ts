import type { EvaluationInput, EvaluationResult, RunTable } from "@/engine/interpreter/ports";
import type { EvaluationLimits } from "@/engine/mapping/limits";

/** To a worker. Tables are sent once per evaluator and named by `session` afterwards. */
export type WorkerRequest =
  | { readonly kind: "tables"; readonly session: number; readonly tables: readonly RunTable[] }
  | { readonly kind: "forget"; readonly session: number }
  | {
      readonly kind: "evaluate";
      readonly session: number;
      readonly expression: string;
      readonly inputs: readonly EvaluationInput[];
    };

/** From a worker: the next results of the evaluation under way, in order. */
export type WorkerReply = { readonly results: readonly EvaluationResult[] };

export type WorkerStart = { readonly limits: EvaluationLimits; readonly progress: SharedArrayBuffer };

/** Cells of the shared progress: how many records of the evaluation are done. A worker that hangs cannot say so itself. */
export const DONE_CELL = 0;
/** Value of the cell until the worker has begun: its start is not the time of a record. */
export const NOT_BEGUN = -1;
export const PROGRESS_BYTES = 4;
