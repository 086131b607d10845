import type { Sql } from "postgres";
import { z } from "zod";
import type { Logger } from "@/connectors/contract";
import { backoffMs, retryAfterMs } from "./backoff";
import { type CallAnswer, callFunction, type ServeHandler } from "./call";
import { deliverTo } from "./ingest";
import { enqueue, jobIds } from "./jobs";
import { errorShape, type Job, type Op, OpSchema, type RunRow } from "./protocol";
import { removeJob, retryLater } from "./queue";
import type { Registry } from "./registry";
import { discoverWhenSettled, finishRun, guard, type LoadedRun, loadRun, type RunEnd, resumeStep } from "./runs";
import type { Executes } from "./sql";
import { openSteps, resultOf, type SortedOps, saveDone, saveSteps, sortOps, timedOut, UnsupportedOperationError } from "./steps";

export type DriveContext = {
  sql: Sql;
  registry: Registry;
  handler: ServeHandler;
  log: Logger;
  leaseMs: number;
  /** Milliseconds before attempt n + 1. */
  backoff: (attempt: number) => number;
  /** Leases a job may lose without progress before its run fails. */
  maxExpiries: number;
};

/** As an Inngest server: more steps in one run are a design fault. */
const MAX_STEPS = 1_000;
/** Faults of our own (a store that is away) are not counted against the function, but not retried for ever either. */
const MAX_OWN_ATTEMPTS = 20;
const OpsSchema = z.union([z.array(OpSchema), OpSchema.transform((op) => [op])]);

/** Works on one claimed job until it ends, waits or fails. */
export async function drive(ctx: DriveContext, job: Job): Promise<void> {
  if (job.kind === "timer") return ringTimer(ctx, job);
  const run = await loadRun(ctx.sql, job.runId);
  if (!run) return removeJob(ctx.sql, job);
  const entry = ctx.registry.get(run.functionId);
  if (!entry) return end(ctx, job, failed("Error", `The function "${run.functionId}" is not registered any more`));
  if (job.expiries >= ctx.maxExpiries) {
    return end(ctx, job, failed("WorkerLost", `The process died ${job.expiries} times while it worked on this step`));
  }
  if (job.attempt >= Math.max(entry.maxAttempts, MAX_OWN_ATTEMPTS)) {
    return end(ctx, job, failed("ExecutorError", "The executor could not carry out this step; its log says why"));
  }
  if (run.stepCount > MAX_STEPS) return end(ctx, job, failed("InngestErrFunctionOverflowed", `More than ${MAX_STEPS} steps`));
  for (;;) {
    const answer = await callFunction({ handler: ctx.handler, job, run, maxAttempts: entry.maxAttempts });
    if (run.requestVersion === -1) run.requestVersion = answer.requestVersion;
    const next = await settle(ctx, { job, run, answer, maxAttempts: entry.maxAttempts });
    if (next === "done") return;
  }
}

async function ringTimer(ctx: DriveContext, job: Job): Promise<void> {
  await ctx.sql.begin(async (tx) => {
    if (!job.stepId || !(await guard(tx, job))) return removeJob(tx, job);
    return resumeStep({ sql: tx, runId: job.runId, stepId: job.stepId, result: timedOut(job.op) });
  });
}

type Call = { job: Job; run: LoadedRun; answer: CallAnswer; maxAttempts: number };

async function settle(ctx: DriveContext, call: Call): Promise<"again" | "done"> {
  const { job, answer } = call;
  if (answer.status === 200 && answer.fromSdk) {
    await end(ctx, job, { status: "completed", output: answer.body });
    return "done";
  }
  if (answer.status !== 206 || !answer.fromSdk) {
    await functionFailed(ctx, call);
    return "done";
  }
  try {
    return await settleOps(ctx, call, sortOps(OpsSchema.parse(answer.body)));
  } catch (thrown) {
    if (!(thrown instanceof UnsupportedOperationError)) throw thrown;
    await end(ctx, job, failed(thrown.name, thrown.message));
    return "done";
  }
}

async function functionFailed(ctx: DriveContext, { job, answer, maxAttempts }: Call): Promise<void> {
  const isLast = answer.fromSdk && (answer.noRetry || job.attempt + 1 >= maxAttempts);
  if (isLast) return end(ctx, job, { status: "failed", error: answer.body ?? errorShape("Error", "The function failed") });
  if (!answer.fromSdk) ctx.log.error("executor.bad_answer", { run: job.runId, status: answer.status });
  await retryLater(ctx.sql, job, retryAfterMs(answer.retryAfter, new Date()) ?? ctx.backoff(job.attempt));
}

async function settleOps(ctx: DriveContext, call: Call, ops: SortedOps): Promise<"again" | "done"> {
  const { job, run, answer, maxAttempts } = call;
  let retry = false;
  if (ops.failed) {
    retry = !answer.noRetry && job.attempt + 1 < maxAttempts;
    // On the last attempt the error is the step's result: the function may catch it.
    if (!retry) ops.done.push({ ...ops.failed, op: "StepFailed" });
  }
  const isPlain = job.kind === "discover" && ops.done.length > 0;
  if (isPlain && !retry && !ops.complete && !ops.again && ops.opened.length === 0) return continueInPlace(ctx, call, ops.done);
  await ctx.sql.begin(async (tx) => {
    const held = await guard(tx, job);
    if (!held) return;
    await saveDone(tx, held, ops.done);
    if (ops.complete) {
      await finishRun({
        sql: tx,
        runId: run.id,
        end: { status: "completed", output: ops.complete.data },
        deliver: deliverTo(ctx.registry),
      });
    } else if (retry) {
      await retryLater(tx, job, retryAfterMs(answer.retryAfter, new Date()) ?? ctx.backoff(job.attempt));
    } else {
      await yieldRun(ctx, tx, { job, run: { ...held, requestVersion: run.requestVersion }, ops });
    }
  });
  return "done";
}

/** Steps alone were finished: they are saved and the SDK is called again under the same lease. */
async function continueInPlace(ctx: DriveContext, { job, run }: Call, done: readonly Op[]): Promise<"again" | "done"> {
  if (!(await saveSteps({ sql: ctx.sql, job, ops: done, leaseMs: ctx.leaseMs }))) return "done";
  for (const op of done) {
    run.steps[op.id] = resultOf(op);
    run.stack.push(op.id);
  }
  job.attempt = 0;
  return "again";
}

/** The run waits: for steps that were opened, for parallel ones still under way, or just for its next turn. */
async function yieldRun(
  ctx: DriveContext,
  sql: Executes,
  { job, run, ops }: { job: Job; run: RunRow; ops: SortedOps },
): Promise<void> {
  await sql`
    update exec_runs set status = 'running', started_at = coalesce(started_at, now()), request_version = ${run.requestVersion},
      force_plan = force_plan or ${ops.opened.length > 1}
    where id = ${run.id}`;
  await removeJob(sql, job);
  await openSteps({ sql, registry: ctx.registry, run, ops: ops.opened });
  if (ops.again) {
    // The SDK had enough of one call; its id differs at each turn, so that the job's does too.
    await enqueue(sql, [
      { id: jobIds.discover(run.id, `again${job.generation}:${run.stack.length}`), runId: run.id, kind: "discover", run },
    ]);
    return;
  }
  const last = ops.done.at(-1) ?? ops.opened.at(-1);
  if (last) await discoverWhenSettled(sql, run, last.id);
  else throw new Error(`The SDK answered nothing to do for run ${run.id}`);
}

async function end(ctx: DriveContext, job: Job, runEnd: RunEnd): Promise<void> {
  await ctx.sql.begin(async (tx) => {
    if (!(await guard(tx, job))) return;
    await finishRun({ sql: tx, runId: job.runId, end: runEnd, deliver: deliverTo(ctx.registry) });
  });
}

function failed(name: string, message: string): RunEnd {
  return { status: "failed", error: errorShape(name, message) };
}

export const defaultBackoff = (attempt: number): number => backoffMs(attempt);
