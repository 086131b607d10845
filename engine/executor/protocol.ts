import { z } from "zod";

/**
 * What crosses between the Inngest SDK and this executor, parsed at the border. Source: the SDK's own schemas
 * (inngest 4.24) and `docs/SDK_SPEC.md` of inngest/inngest. Step results and event data stay `unknown`: they are
 * stored and handed back, never looked into.
 */
const ConcurrencySchema = z.strictObject({
  limit: z.number().int().min(1),
  key: z.string().optional(),
  scope: z.enum(["fn", "env", "account"]).optional(),
});

export const FunctionConfigSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  triggers: z.array(
    z.looseObject({
      event: z.string().optional(),
      expression: z.string().optional(),
      cron: z.string().optional(),
      jitter: z.string().optional(),
    }),
  ),
  steps: z.record(
    z.string(),
    z.looseObject({ retries: z.looseObject({ attempts: z.number().int().min(0).optional() }).optional() }),
  ),
  idempotency: z.string().optional(),
  cancel: z.array(z.strictObject({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() })).optional(),
  priority: z.strictObject({ run: z.string().optional() }).optional(),
  concurrency: z.union([z.number().int().min(1), ConcurrencySchema, z.array(ConcurrencySchema)]).optional(),
});
export type FunctionConfig = z.infer<typeof FunctionConfigSchema>;
export type ConcurrencyLimit = z.infer<typeof ConcurrencySchema>;

export const SyncAnswerSchema = z.looseObject({ functions: z.array(z.unknown()) });

/** One operation of a 206 answer or of a checkpoint. `id` is the SHA-1 of the step's id. */
export const OpSchema = z.looseObject({
  id: z.string(),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  opts: z.looseObject({}).nullish(),
});
export type Op = z.infer<typeof OpSchema>;

export const WaitOptsSchema = z.looseObject({
  event: z.string().optional(),
  timeout: z.string(),
  if: z.string().optional(),
});
export const InvokeOptsSchema = z.looseObject({
  function_id: z.string(),
  payload: z.looseObject({ data: z.record(z.string(), z.unknown()).optional() }).optional(),
  timeout: z.string().optional(),
});

export const CheckpointSchema = z.looseObject({
  run_id: z.string(),
  qi_id: z.string(),
  generation_id: z.number(),
  steps: z.array(OpSchema),
});

export const SentEventSchema = z.looseObject({
  id: z.string().optional(),
  name: z.string().min(1).max(256),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().optional(),
});

/** An event as stored and as given to functions. */
export type StoredEvent = { id: string; name: string; data: Record<string, unknown>; ts: number };

/** Memoised outcome of a step, in the SDK's own shape. */
export type StepResult = { data: unknown } | { error: unknown };

export type ErrorShape = { name: string; message: string; stack?: string };

export function errorShape(name: string, message: string): ErrorShape {
  return { name, message };
}

export type JobKind = "discover" | "step" | "timer";

export type Job = {
  id: string;
  runId: string;
  kind: JobKind;
  stepId: string | null;
  op: string | null;
  attempt: number;
  generation: number;
  expiries: number;
  concurrencyKeys: string[];
};

export type RunRow = {
  id: string;
  functionId: string;
  events: StoredEvent[];
  status: string;
  stack: string[];
  forcePlan: boolean;
  requestVersion: number;
  concurrencyKeys: string[];
  concurrencyLimits: number[];
  priority: number;
  parentRunId: string | null;
  parentStepId: string | null;
};

export const EVENT_INVOKED = "inngest/function.invoked";
export const EVENT_TIMER = "inngest/scheduled.timer";
export const EVENT_FAILED = "inngest/function.failed";
export const EVENT_FINISHED = "inngest/function.finished";
export const EVENT_CANCELLED = "inngest/function.cancelled";

/** What the executor itself hides in the data of its internal events. */
export const InternalSchema = z.looseObject({
  _inngest: z.looseObject({ fn_id: z.string(), parent: z.strictObject({ run: z.string(), step: z.string() }).optional() }),
});
