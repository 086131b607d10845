import type { Sql } from "postgres";
import { dueAt } from "./durations";
import { ingest, insertWaits } from "./ingest";
import { enqueue, jobIds, type NewJob } from "./jobs";
import {
  EVENT_INVOKED,
  errorShape,
  InvokeOptsSchema,
  type Job,
  type Op,
  type RunRow,
  type StepResult,
  type StoredEvent,
  WaitOptsSchema,
} from "./protocol";
import type { Registry } from "./registry";
import { resumeStep } from "./runs";
import { type Executes, json } from "./sql";

const DONE = new Set(["StepRun", "Step", "StepFailed"]);
const ASYNC = new Set(["StepPlanned", "Sleep", "WaitForEvent", "InvokeFunction"]);

export class UnsupportedOperationError extends Error {
  constructor(op: string) {
    super(`The embedded executor does not carry out "${op}"; use a real Inngest server for it.`);
    this.name = "UnsupportedOperationError";
  }
}

/** The operations of one answer, by what has to be done with them. Throws on one that is not supported. */
export type SortedOps = { done: Op[]; failed: Op | undefined; complete: Op | undefined; opened: Op[]; again: boolean };

export function sortOps(ops: readonly Op[]): SortedOps {
  const sorted: SortedOps = { done: [], failed: undefined, complete: undefined, opened: [], again: false };
  for (const op of ops) {
    if (DONE.has(op.op)) sorted.done.push(op);
    else if (op.op === "StepError") sorted.failed = op;
    else if (op.op === "RunComplete") sorted.complete = op;
    else if (op.op === "DiscoveryRequest") sorted.again = true;
    else if (!ASYNC.has(op.op)) throw new UnsupportedOperationError(op.op);
    else if (op.opts?.parallelMode === "race") throw new UnsupportedOperationError("group.parallel in race mode");
    else sorted.opened.push(op);
  }
  return sorted;
}

export function resultOf(op: Op): StepResult {
  return op.op === "StepFailed" || op.op === "StepError" ? { error: op.error } : { data: op.data ?? null };
}

function doneRows(ops: readonly Op[]) {
  return ops.map((op) => ({ id: op.id, op: op.op, name: op.displayName ?? op.name ?? "", result: resultOf(op) }));
}

/**
 * Memoises finished steps in one statement, which also renews the lease. False = the lease is lost or the run has
 * ended, and nothing was written: the call must stop.
 */
export async function saveSteps(input: { sql: Sql; job: Job; ops: readonly Op[]; leaseMs: number }): Promise<boolean> {
  const { sql, job, leaseMs } = input;
  const rows = doneRows(input.ops);
  const saved = await sql`
    with held as (
      update exec_jobs set lease_until = now() + ${leaseMs} * interval '1 ms', attempt = 0, expiries = 0
      where id = ${job.id} and generation = ${job.generation} returning run_id
    ), run as (
      update exec_runs set stack = stack || ${rows.map((row) => row.id)}::text[], status = 'running',
        started_at = coalesce(started_at, now())
      where id = (select run_id from held) and status in ('queued', 'running') returning id
    ), saved as (
      insert into exec_steps (run_id, id, op, name, result, ended_at)
      select run.id, s.id, s.op, s.name, s.result, now()
      from run, jsonb_to_recordset(${json(rows)}::text::jsonb) as s(id text, op text, name text, result jsonb)
      on conflict (run_id, id) do update set result = excluded.result, op = excluded.op, ended_at = now()
        where exec_steps.result is null
    ) select id from run`;
  return saved.count > 0;
}

/** The same inside a transaction that holds `guard`: used when something else has to be written with the steps. */
export async function saveDone(sql: Executes, run: RunRow, ops: readonly Op[]): Promise<void> {
  if (ops.length === 0) return;
  const rows = doneRows(ops);
  const saved = await sql<{ id: string }[]>`
    insert into exec_steps (run_id, id, op, name, result, ended_at)
    select ${run.id}, s.id, s.op, s.name, s.result, now()
    from jsonb_to_recordset(${json(rows)}::text::jsonb) as s(id text, op text, name text, result jsonb)
    on conflict (run_id, id) do update set result = excluded.result, op = excluded.op, ended_at = now()
      where exec_steps.result is null
    returning id`;
  await sql`update exec_runs set stack = stack || ${saved.map((row) => row.id)}::text[] where id = ${run.id}`;
}

/** Records operations that end later, with their timers, waits and invoked runs. Answers how many are new. */
export async function openSteps(input: { sql: Executes; registry: Registry; run: RunRow; ops: readonly Op[] }): Promise<number> {
  const { sql, registry, run, ops } = input;
  if (ops.length === 0) return 0;
  const rows = ops.map((op) => ({ id: op.id, op: op.op, name: op.displayName ?? op.name ?? "" }));
  const inserted = await sql<{ id: string }[]>`
    insert into exec_steps (run_id, id, op, name)
    select ${run.id}, s.id, s.op, s.name from jsonb_to_recordset(${json(rows)}::text::jsonb) as s(id text, op text, name text)
    on conflict do nothing returning id`;
  const fresh = new Set(inserted.map((row) => row.id));
  const news = ops.filter((op) => fresh.has(op.id));
  await enqueue(
    sql,
    news.flatMap((op) => jobsFor(run, op)),
  );
  await insertWaits(
    sql,
    news.flatMap((op) => waitFor(run, op)),
  );
  for (const op of news) if (op.op === "InvokeFunction") await invoke(sql, registry, run, op);
  return news.length;
}

function jobsFor(run: RunRow, op: Op): NewJob[] {
  const now = new Date();
  const timer = (runAt: Date): NewJob[] => [
    { id: jobIds.timer(run.id, op.id), runId: run.id, kind: "timer", stepId: op.id, op: op.op, runAt },
  ];
  if (op.op === "StepPlanned") {
    return [{ id: jobIds.planned(run.id, op.id), runId: run.id, kind: "step", stepId: op.id, run }];
  }
  if (op.op === "Sleep") return timer(dueAt(String(op.opts?.duration ?? op.name ?? ""), now));
  if (op.op === "WaitForEvent") return timer(dueAt(WaitOptsSchema.parse(op.opts).timeout, now));
  const { timeout } = InvokeOptsSchema.parse(op.opts);
  return timeout ? timer(dueAt(timeout, now)) : [];
}

function waitFor(run: RunRow, op: Op) {
  const [startedBy] = run.events;
  if (op.op !== "WaitForEvent" || !startedBy) return [];
  const opts = WaitOptsSchema.parse(op.opts);
  const event = opts.event ?? op.name ?? "";
  return [{ runId: run.id, stepId: op.id, kind: "wait" as const, event, expression: opts.if ?? null, startedBy }];
}

async function invoke(sql: Executes, registry: Registry, run: RunRow, op: Op): Promise<void> {
  const { function_id: target, payload } = InvokeOptsSchema.parse(op.opts);
  if (!registry.get(target)) {
    const error = errorShape("Error", `Could not find the function with ID "${target}"`);
    await resumeStep({ sql, runId: run.id, stepId: op.id, result: { error } });
    return;
  }
  const event: StoredEvent = {
    id: `${run.id}:${op.id}`,
    name: EVENT_INVOKED,
    data: { ...payload?.data, _inngest: { fn_id: target, parent: { run: run.id, step: op.id } } },
    ts: Date.now(),
  };
  await ingest(registry, sql, [event]);
}

/** What a timer that ran out gives to its step. */
export function timedOut(op: string | null): StepResult {
  if (op === "InvokeFunction") return { error: errorShape("InngestInvokeTimeoutError", "The invoked function timed out") };
  return { data: null };
}
