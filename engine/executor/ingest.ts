import { isTrue, matchKey, matchKeysOf } from "./expressions";
import { ulid } from "./ids";
import { enqueue, jobIds } from "./jobs";
import { EVENT_INVOKED, InternalSchema, type StoredEvent } from "./protocol";
import type { RegisteredFunction, Registry } from "./registry";
import { finishRun, resumeStep } from "./runs";
import { type Executes, json } from "./sql";

type Wait = { runId: string; stepId: string; kind: "wait" | "cancel"; expression: string | null; startedBy: StoredEvent };

/**
 * Stores events and does what they cause (start runs, end waits, cancel), all in the caller's transaction.
 * An id that was seen before causes nothing.
 */
export async function ingest(registry: Registry, sql: Executes, events: readonly StoredEvent[]): Promise<void> {
  if (events.length === 0) return;
  const fresh = await storeNew(sql, events);
  const starts = fresh.flatMap((event) => registry.all().flatMap((entry) => (entry.startedBy(event) ? [{ entry, event }] : [])));
  await startRuns(sql, starts);
  for (const event of fresh) await endWaits(registry, sql, event);
}

async function storeNew(sql: Executes, events: readonly StoredEvent[]): Promise<StoredEvent[]> {
  const stored = await sql<{ id: string }[]>`
    insert into exec_events (id, name, data, ts)
    select e.id, e.name, e.data, e.ts
    from jsonb_to_recordset(${json(events)}::text::jsonb) as e(id text, name text, data jsonb, ts bigint)
    on conflict (id) do nothing returning id`;
  const ids = new Set(stored.map((row) => row.id));
  return events.filter((event) => ids.delete(event.id));
}

async function startRuns(sql: Executes, starts: readonly { entry: RegisteredFunction; event: StoredEvent }[]): Promise<void> {
  if (starts.length === 0) return;
  const rows = starts.map(({ entry, event }) => ({ entry, event, row: newRun(entry, event) }));
  const inserted = await sql<{ id: string }[]>`
    insert into exec_runs (id, function_id, dedupe_key, events, concurrency_keys, concurrency_limits, priority, parent_run_id, parent_step_id)
    select r.id, r.function_id, r.dedupe_key, r.events, array(select jsonb_array_elements_text(r.keys)),
      array(select jsonb_array_elements_text(r.limits)::int), r.priority, r.parent_run_id, r.parent_step_id
    from jsonb_to_recordset(${json(rows.map(({ row }) => row))}::text::jsonb)
      as r(id text, function_id text, dedupe_key text, events jsonb, keys jsonb, limits jsonb, priority int,
        parent_run_id text, parent_step_id text)
    on conflict (dedupe_key) do nothing returning id`;
  const ids = new Set(inserted.map((row) => row.id));
  const begun = rows.filter(({ row }) => ids.has(row.id));
  await insertWaits(
    sql,
    begun.flatMap(({ entry, event, row }) =>
      entry.cancellations.map((cancellation, index) => ({
        runId: row.id,
        stepId: `cancel:${index}`,
        kind: "cancel" as const,
        event: cancellation.event,
        expression: cancellation.expression,
        startedBy: event,
      })),
    ),
  );
  await enqueue(
    sql,
    begun.map(({ event, row }) => ({
      id: jobIds.start(row.id),
      runId: row.id,
      kind: "discover" as const,
      runAt: event.ts > Date.now() ? new Date(event.ts) : undefined,
      run: { concurrencyKeys: row.keys, concurrencyLimits: row.limits, priority: row.priority },
    })),
  );
}

function newRun(entry: RegisteredFunction, event: StoredEvent) {
  const internal = event.name === EVENT_INVOKED ? InternalSchema.safeParse(event.data) : undefined;
  const parent = internal?.success ? internal.data._inngest.parent : undefined;
  return {
    id: ulid(),
    function_id: entry.id,
    dedupe_key: event.name === EVENT_INVOKED ? `${entry.id}|${event.id}` : entry.dedupeKey(event),
    events: [event],
    ...entry.concurrency(event),
    priority: entry.priority(event),
    parent_run_id: parent?.run ?? null,
    parent_step_id: parent?.step ?? null,
  };
}

export async function insertWaits(
  sql: Executes,
  waits: readonly (Omit<Wait, "startedBy"> & { event: string; startedBy: StoredEvent })[],
): Promise<void> {
  if (waits.length === 0) return;
  const rows = waits.map(({ startedBy, runId, stepId, ...wait }) => ({
    ...wait,
    run_id: runId,
    step_id: stepId,
    match: matchKey(wait.expression, startedBy),
  }));
  await sql`
    insert into exec_waits (run_id, step_id, kind, event, expression, match)
    select w.run_id, w.step_id, w.kind, w.event, w.expression, w.match
    from jsonb_to_recordset(${json(rows)}::text::jsonb)
      as w(run_id text, step_id text, kind text, event text, expression text, match text)
    on conflict do nothing`;
}

/** Invoked runs before those that invoked them: an invoked run that ends by itself locks its parent last as well. */
async function endWaits(registry: Registry, sql: Executes, event: StoredEvent): Promise<void> {
  const keys = matchKeysOf(event);
  const waits = await sql<Wait[]>`
    select w.run_id as "runId", w.step_id as "stepId", w.kind, w.expression, r.events -> 0 as "startedBy"
    from exec_waits w join exec_runs r on r.id = w.run_id
    where w.event = ${event.name} ${keys ? sql`and (w.match = '' or w.match = any(${keys}))` : sql``}
    order by r.parent_run_id is null, w.run_id, w.step_id`;
  for (const wait of waits) {
    if (wait.expression && !isTrue(wait.expression, { event: wait.startedBy, async: event })) continue;
    const { runId, stepId } = wait;
    if (wait.kind === "wait") await resumeStep({ sql, runId, stepId, result: { data: event } });
    else
      await finishRun({
        sql,
        runId,
        end: { status: "cancelled", reason: "Cancelled by an event" },
        deliver: deliverTo(registry),
      });
  }
}

/** Events about runs go to functions that asked for them; nobody else would ever read them. */
export function deliverTo(registry: Registry): (sql: Executes, events: StoredEvent[]) => Promise<void> {
  return async (sql, events) => {
    const heard = events.filter((event) => registry.isHeard(event.name));
    const others = events.filter((event) => !registry.isHeard(event.name));
    if (heard.length > 0) await ingest(registry, sql, heard);
    for (const event of others) await endWaits(registry, sql, event);
  };
}
