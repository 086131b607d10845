import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { deadLetters, flows } from "@/db/schema";
import type { ErrorInfo } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/json";

export type DeadLetterRow = typeof deadLetters.$inferSelect;

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OneDriver = Scope & { readonly flowId: string; readonly driver: string };

export interface FailedRecord {
  readonly key: string;
  readonly label: string;
  readonly nodeId: string | null;
  readonly error: ErrorInfo;
  /** As it was read; null where it is too large to keep. */
  readonly payload: JsonObject | null;
}

/** Times a record is done again by itself before it is left to a person. */
export const MAX_ATTEMPTS = 10;
/** Minutes before attempts after the second: doubled each time, six hours at the most. The first follows at the next run. */
const FIRST_WAIT_MINUTES = 5;
const LONGEST_WAIT_MINUTES = 360;

/**
 * Keeps records that failed, to be done again at the next run (GEN-03); their attempts are counted, each wait is longer.
 * One that a person dismissed stays so while it fails for the same cause.
 */
export async function keepFailed(input: OneDriver & { runId: string; records: readonly FailedRecord[] }): Promise<void> {
  if (input.records.length === 0) return;
  const rows = input.records.map((record) => ({ id: newId("ded"), ...record }));
  const isSame = sql`d.status = 'dismissed' and d.error->>'code' = excluded.error->>'code'
    and d.node_id is not distinct from excluded.node_id`;
  const attempts = sql`case when d.status = 'open' then d.attempts + 1 else 1 end`;
  await input.db.execute(sql`
    insert into dead_letters as d (id, workspace_id, flow_id, driver, key, label, node_id, run_id, error, payload)
    select r.id, ${input.workspaceId}, ${input.flowId}, ${input.driver}, r.key, r.label, r."nodeId", ${input.runId}, r.error,
      r.payload
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id text, key text, label text, "nodeId" text, error jsonb, payload jsonb)
    on conflict (flow_id, driver, key) do update set label = excluded.label, node_id = excluded.node_id,
      run_id = excluded.run_id, error = excluded.error, updated_at = now(),
      payload = case when ${isSame} then null else coalesce(excluded.payload, d.payload) end,
      status = case when ${isSame} then 'dismissed' else 'open' end,
      reason = case when ${isSame} then d.reason end, closed_by = case when ${isSame} then d.closed_by end,
      attempts = ${attempts},
      retry_at = now() + interval '1 minute' * case when ${attempts} < 2 then 0
        else least(${LONGEST_WAIT_MINUTES}::int, ${FIRST_WAIT_MINUTES}::int * power(2, least(${attempts}, 12) - 2)) end`);
}

/** Records that passed, or are not in the source any more: nothing of them is kept. */
export async function resolveFailed(input: OneDriver & { keys: readonly string[] }): Promise<void> {
  if (input.keys.length === 0) return;
  await input.db.execute(sql`
    update dead_letters set status = 'resolved', payload = null, edited = null, updated_at = now()
    where workspace_id = ${input.workspaceId} and flow_id = ${input.flowId} and driver = ${input.driver} and status = 'open'
      and key in (select jsonb_array_elements_text(${JSON.stringify(input.keys)}::jsonb))`);
}

/** Which records of a flow to do again: those whose time has come, or those a person chose. */
export type DueLetters = { readonly before: Date } | { readonly ids: readonly string[] };

function due(chosen: DueLetters): SQL | undefined {
  if ("ids" in chosen) return inArray(deadLetters.id, [...chosen.ids]);
  return and(
    lt(deadLetters.attempts, MAX_ATTEMPTS),
    lte(deadLetters.retryAt, chosen.before),
    lt(deadLetters.updatedAt, chosen.before),
  );
}

/** In key order after `after`, with what stands in for what the source says. */
export async function listDueLetters(
  input: OneDriver & { due: DueLetters; after: string | null; limit: number },
): Promise<Pick<DeadLetterRow, "key" | "label" | "payload" | "edited">[]> {
  const { key, label, payload, edited } = deadLetters;
  return input.db
    .select({ key, label, payload, edited })
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.workspaceId, input.workspaceId),
        eq(deadLetters.flowId, input.flowId),
        eq(deadLetters.driver, input.driver),
        eq(deadLetters.status, "open"),
        due(input.due),
        input.after === null ? undefined : gt(key, input.after),
      ),
    )
    .orderBy(asc(key))
    .limit(input.limit);
}

/** Keys that failed in a run and wait. */
export async function listFailedIn(input: OneDriver & { runId: string }): Promise<string[]> {
  const rows = await input.db
    .select({ key: deadLetters.key })
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.workspaceId, input.workspaceId),
        eq(deadLetters.flowId, input.flowId),
        eq(deadLetters.driver, input.driver),
        eq(deadLetters.runId, input.runId),
        eq(deadLetters.status, "open"),
      ),
    );
  return rows.map((row) => row.key);
}

/** Drivers of a flow with records to do again. */
export async function listDueDrivers(input: Scope & { flowId: string; due: DueLetters }): Promise<string[]> {
  const rows = await input.db
    .selectDistinct({ driver: deadLetters.driver })
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.workspaceId, input.workspaceId),
        eq(deadLetters.flowId, input.flowId),
        eq(deadLetters.status, "open"),
        due(input.due),
      ),
    );
  return rows.map((row) => row.driver);
}

export interface LetterFilter {
  readonly flowId?: string | undefined;
  readonly status?: DeadLetterRow["status"];
  /** `waiting`: done again by itself; `given_up`: failed too often, a person must act. */
  readonly state?: "waiting" | "given_up" | undefined;
}

export type LetterListing = Omit<DeadLetterRow, "payload" | "edited"> & { flow: string; isEdited: boolean; hasPayload: boolean };

/** Last changed first, without their payloads; `before` is the `updatedAt` and id of the last one of the page before. */
export async function listDeadLetters(
  input: Scope & LetterFilter & { before?: { at: Date; id: string } | undefined; limit: number },
): Promise<LetterListing[]> {
  const { workspaceId, flowId, status = "open", state, before, limit } = input;
  const { payload, edited, ...columns } = getTableColumns(deadLetters);
  return input.db
    .select({
      ...columns,
      flow: flows.name,
      isEdited: sql<boolean>`${edited} is not null`,
      hasPayload: sql<boolean>`${payload} is not null`,
    })
    .from(deadLetters)
    .innerJoin(flows, eq(flows.id, deadLetters.flowId))
    .where(
      and(
        eq(deadLetters.workspaceId, workspaceId),
        eq(deadLetters.status, status),
        flowId ? eq(deadLetters.flowId, flowId) : undefined,
        state === "given_up" ? gte(deadLetters.attempts, MAX_ATTEMPTS) : undefined,
        state === "waiting" ? lt(deadLetters.attempts, MAX_ATTEMPTS) : undefined,
        before
          ? sql`(${deadLetters.updatedAt}, ${deadLetters.id}) < (${before.at.toISOString()}::timestamptz, ${before.id})`
          : undefined,
      ),
    )
    .orderBy(desc(deadLetters.updatedAt), desc(deadLetters.id))
    .limit(limit);
}

export async function findDeadLetters(input: Scope & { ids: readonly string[] }): Promise<DeadLetterRow[]> {
  if (input.ids.length === 0) return [];
  return input.db.select().from(deadLetters).where(chosen(input));
}

/** Nothing of the record is kept but why it was left. Answers how many were open. */
export async function dismissDeadLetters(
  input: Scope & { ids: readonly string[]; reason: string; closedBy: string },
): Promise<number> {
  if (input.ids.length === 0) return 0;
  const { reason, closedBy } = input;
  const rows = await input.db
    .update(deadLetters)
    .set({ status: "dismissed", reason, closedBy, payload: null, edited: null, updatedAt: sql`now()` })
    .where(and(chosen(input), eq(deadLetters.status, "open")))
    .returning({ id: deadLetters.id });
  return rows.length;
}

/** What is done again instead of what the source says. False when it is closed. */
export async function editDeadLetter(input: Scope & { id: string; data: JsonObject }): Promise<boolean> {
  const rows = await input.db
    .update(deadLetters)
    .set({ edited: input.data })
    .where(and(chosen({ ...input, ids: [input.id] }), eq(deadLetters.status, "open")))
    .returning({ id: deadLetters.id });
  return rows.length > 0;
}

function chosen({ workspaceId, ids }: { workspaceId: string; ids: readonly string[] }): SQL | undefined {
  return and(eq(deadLetters.workspaceId, workspaceId), inArray(deadLetters.id, [...ids]));
}
