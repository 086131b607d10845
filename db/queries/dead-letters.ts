import { and, asc, desc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { deadLetters } from "@/db/schema";
import type { ErrorInfo } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";

export type DeadLetterRow = typeof deadLetters.$inferSelect;

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OneDriver = Scope & { readonly flowId: string; readonly driver: string };

export interface FailedRecord {
  readonly key: string;
  readonly label: string;
  readonly nodeId: string | null;
  readonly error: ErrorInfo;
}

/** Keeps records that failed, to be done again at the next run (GEN-03); their attempts are counted. */
export async function keepFailed(input: OneDriver & { runId: string; records: readonly FailedRecord[] }): Promise<void> {
  if (input.records.length === 0) return;
  const rows = input.records.map((record) => ({ id: newId("ded"), ...record }));
  await input.db.execute(sql`
    insert into dead_letters as d (id, workspace_id, flow_id, driver, key, label, node_id, run_id, error)
    select r.id, ${input.workspaceId}, ${input.flowId}, ${input.driver}, r.key, r.label, r."nodeId", ${input.runId}, r.error
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, key text, label text, "nodeId" text, error jsonb)
    on conflict (flow_id, driver, key) do update set label = excluded.label, node_id = excluded.node_id,
      run_id = excluded.run_id, error = excluded.error, updated_at = now(), status = 'open',
      attempts = case when d.status = 'open' then d.attempts + 1 else 1 end`);
}

/** Records that passed, or are not in the source any more. */
export async function resolveFailed(input: OneDriver & { keys: readonly string[] }): Promise<void> {
  if (input.keys.length === 0) return;
  await input.db.execute(sql`
    update dead_letters set status = 'resolved', updated_at = now()
    where workspace_id = ${input.workspaceId} and flow_id = ${input.flowId} and driver = ${input.driver} and status = 'open'
      and key in (select jsonb_array_elements_text(${JSON.stringify(input.keys)}::jsonb))`);
}

/** Keys to do again by themselves, in key order after `after`: failed before `before`, fewer than `maxAttempts` times. */
export async function listRetryKeys(
  input: OneDriver & { before: Date; maxAttempts: number; after: string | null; limit: number },
): Promise<string[]> {
  const rows = await input.db
    .select({ key: deadLetters.key })
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.workspaceId, input.workspaceId),
        eq(deadLetters.flowId, input.flowId),
        eq(deadLetters.driver, input.driver),
        eq(deadLetters.status, "open"),
        lt(deadLetters.attempts, input.maxAttempts),
        lt(deadLetters.updatedAt, input.before),
        input.after === null ? undefined : gt(deadLetters.key, input.after),
      ),
    )
    .orderBy(asc(deadLetters.key))
    .limit(input.limit);
  return rows.map((row) => row.key);
}

/** Drivers of a flow with records to do again. */
export async function listRetryDrivers(input: Scope & { flowId: string; before: Date; maxAttempts: number }): Promise<string[]> {
  const rows = await input.db
    .selectDistinct({ driver: deadLetters.driver })
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.workspaceId, input.workspaceId),
        eq(deadLetters.flowId, input.flowId),
        eq(deadLetters.status, "open"),
        lt(deadLetters.attempts, input.maxAttempts),
        lt(deadLetters.updatedAt, input.before),
      ),
    );
  return rows.map((row) => row.driver);
}

export async function listDeadLetters(input: Scope & { flowId?: string; limit: number }): Promise<DeadLetterRow[]> {
  return input.db
    .select()
    .from(deadLetters)
    .where(
      and(
        eq(deadLetters.workspaceId, input.workspaceId),
        eq(deadLetters.status, "open"),
        input.flowId ? eq(deadLetters.flowId, input.flowId) : undefined,
      ),
    )
    .orderBy(desc(deadLetters.updatedAt), desc(deadLetters.id))
    .limit(input.limit);
}

export async function dismissDeadLetters(input: Scope & { ids: readonly string[] }): Promise<number> {
  if (input.ids.length === 0) return 0;
  const rows = await input.db
    .update(deadLetters)
    .set({ status: "dismissed", updatedAt: sql`now()` })
    .where(and(eq(deadLetters.workspaceId, input.workspaceId), inArray(deadLetters.id, [...input.ids])))
    .returning({ id: deadLetters.id });
  return rows.length;
}

export async function listDeadLettersById(input: Scope & { ids: readonly string[] }): Promise<DeadLetterRow[]> {
  if (input.ids.length === 0) return [];
  return input.db
    .select()
    .from(deadLetters)
    .where(and(eq(deadLetters.workspaceId, input.workspaceId), inArray(deadLetters.id, [...input.ids])));
}
