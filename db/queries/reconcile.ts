import { and, count, desc, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type DifferenceStatus, differences, reconcileParts, reconciliations, runs } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/json";

export type DifferenceRow = typeof differences.$inferSelect;
export type ReconciliationRow = typeof reconciliations.$inferSelect;
export type PartRow = typeof reconcileParts.$inferSelect;

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OfIntegration = Scope & { readonly integrationId: string };

export type SeenDifference = Omit<
  typeof differences.$inferInsert,
  "id" | "workspaceId" | "integrationId" | "runId" | "status" | "reason" | "closedBy" | "mendRunId" | "createdAt" | "updatedAt"
>;

/** Begins it, or finds it begun. */
export async function putReconciliation(
  input: OfIntegration & { runId: string; fromDay: string | null; toDay: string | null },
): Promise<void> {
  const { db, ...values } = input;
  await db.insert(reconciliations).values(values).onConflictDoNothing();
}

export async function putPart(
  input: Scope & { runId: string; part: string; compared: number; waiting: number; sums: JsonObject[] },
): Promise<void> {
  const { db, ...values } = input;
  const { compared, waiting, sums } = values;
  await db
    .insert(reconcileParts)
    .values(values)
    .onConflictDoUpdate({ target: [reconcileParts.runId, reconcileParts.part], set: { compared, waiting, sums } });
}

/** A dismissed one stays so as long as it says the same; any other is open again. */
export async function putDifferences(input: OfIntegration & { runId: string; seen: readonly SeenDifference[] }): Promise<void> {
  const { db, workspaceId, integrationId, runId, seen } = input;
  if (seen.length === 0) return;
  const same = sql`${differences.status} = 'dismissed' and ${differences.fields} = excluded.fields and ${differences.kind} = excluded.kind`;
  await db
    .insert(differences)
    .values(seen.map((each) => ({ ...each, id: newId("dif"), workspaceId, integrationId, runId })))
    .onConflictDoUpdate({
      target: [differences.integrationId, differences.subject],
      set: {
        kind: sql`excluded.kind`,
        flow: sql`excluded.flow`,
        label: sql`excluded.label`,
        targetRef: sql`excluded.target_ref`,
        day: sql`excluded.day`,
        fields: sql`excluded.fields`,
        error: sql`excluded.error`,
        pending: sql`excluded.pending`,
        runId,
        status: sql`case when ${same} then 'dismissed' else 'open' end`,
        reason: sql`case when ${same} then ${differences.reason} end`,
        closedBy: sql`case when ${same} then ${differences.closedBy} end`,
        // A mend that left it as it was is remembered as long as it stays so.
        mendRunId: sql`case when ${differences.fields} = excluded.fields and ${differences.kind} = excluded.kind
          then ${differences.mendRunId} end`,
        createdAt: sql`case when ${differences.status} in ('mended', 'gone') then now() else ${differences.createdAt} end`,
        updatedAt: sql`now()`,
      },
    });
}

/**
 * The end of a comparison: what it looked at and did not see is gone. Answers how many are open that no flow will mend
 * by itself; undefined when the run compared nothing, or had ended before.
 */
export async function endReconciliation(
  input: Scope & { runId: string; at: Date; complete: boolean },
): Promise<number | undefined> {
  const { db, workspaceId, runId, at, complete } = input;
  const [row] = await db
    .select()
    .from(reconciliations)
    .where(and(eq(reconciliations.workspaceId, workspaceId), eq(reconciliations.runId, runId), isNull(reconciliations.endedAt)));
  if (!row) return undefined;
  const { integrationId, fromDay, toDay } = row;
  const own = and(eq(differences.workspaceId, workspaceId), eq(differences.integrationId, integrationId));
  if (complete) {
    const within = sql`(${differences.day} is null or (${differences.day} >= ${fromDay ?? "0000"} and ${differences.day} <= ${toDay ?? "9999"}))`;
    await db
      .update(differences)
      .set({ status: sql`case when ${differences.status} = 'mended' then 'mended' else 'gone' end`, updatedAt: at })
      .where(
        and(own, sql`${differences.runId} <> ${runId}`, inArray(differences.status, ["open", "mending", "dismissed"]), within),
      );
  }
  const [open] = await db
    .select({ count: count() })
    .from(differences)
    .where(and(own, eq(differences.runId, runId), eq(differences.status, "open"), eq(differences.pending, false)));
  const found = open?.count ?? 0;
  await db.update(reconciliations).set({ found, endedAt: at }).where(eq(reconciliations.runId, runId));
  return found;
}

export async function listReconciliations(input: OfIntegration & { limit: number }): Promise<ReconciliationRow[]> {
  const { db, workspaceId, integrationId, limit } = input;
  return db
    .select()
    .from(reconciliations)
    .where(and(eq(reconciliations.workspaceId, workspaceId), eq(reconciliations.integrationId, integrationId)))
    .orderBy(desc(reconciliations.createdAt))
    .limit(limit);
}

export async function listParts({ db, workspaceId, runId }: Scope & { runId: string }): Promise<PartRow[]> {
  return db
    .select()
    .from(reconcileParts)
    .where(and(eq(reconcileParts.workspaceId, workspaceId), eq(reconcileParts.runId, runId)));
}

export interface DifferenceFilter {
  readonly statuses: readonly DifferenceStatus[];
  readonly kind?: DifferenceRow["kind"] | undefined;
  readonly limit: number;
}

/** Newest day first; those without a day last. */
export async function listDifferences(input: OfIntegration & DifferenceFilter): Promise<DifferenceRow[]> {
  const { db, workspaceId, integrationId, statuses, kind, limit } = input;
  return db
    .select()
    .from(differences)
    .where(
      and(
        eq(differences.workspaceId, workspaceId),
        eq(differences.integrationId, integrationId),
        inArray(differences.status, [...statuses]),
        kind === undefined ? undefined : eq(differences.kind, kind),
      ),
    )
    .orderBy(sql`${differences.day} desc nulls last`, differences.label, differences.id)
    .limit(limit);
}

export async function findDifferences(input: Scope & { ids: readonly string[] }): Promise<DifferenceRow[]> {
  const { db, workspaceId, ids } = input;
  if (ids.length === 0) return [];
  return db
    .select()
    .from(differences)
    .where(and(eq(differences.workspaceId, workspaceId), inArray(differences.id, [...ids])));
}

export async function markDifferences(
  input: Scope & {
    ids: readonly string[];
    values: { status: DifferenceStatus; reason?: string; closedBy?: string; mendRunId?: string };
  },
): Promise<number> {
  const { db, workspaceId, ids, values } = input;
  if (ids.length === 0) return 0;
  const rows = await db
    .update(differences)
    .set({ ...values, updatedAt: sql`now()` })
    .where(and(eq(differences.workspaceId, workspaceId), inArray(differences.id, [...ids])))
    .returning({ id: differences.id });
  return rows.length;
}

/** A run that mended is over: what it was given is mended until a comparison says otherwise. Answers their integration. */
export async function endMend({ db, workspaceId, runId }: Scope & { runId: string }): Promise<string | undefined> {
  const rows = await db
    .update(differences)
    .set({ status: "mended", updatedAt: sql`now()` })
    .where(and(eq(differences.workspaceId, workspaceId), eq(differences.mendRunId, runId), eq(differences.status, "mending")))
    .returning({ integrationId: differences.integrationId });
  return rows[0]?.integrationId;
}

/** The last run of a flow that took everything since the one before: what changed later it has not met. */
export async function findLastWhole(input: Scope & { flowId: string }): Promise<{ startedAt: Date | null } | undefined> {
  const { db, workspaceId, flowId } = input;
  const [row] = await db
    .select({ startedAt: runs.startedAt })
    .from(runs)
    .where(
      and(
        ...[eq(runs.workspaceId, workspaceId), eq(runs.flowId, flowId), eq(runs.status, "succeeded"), eq(runs.mode, "live")],
        ...[isNull(runs.keys), isNull(runs.limit), isNull(runs.until), isNull(runs.retryOf), isNull(runs.letters)],
      ),
    )
    .orderBy(desc(runs.startedAt))
    .limit(1);
  return row;
}

/** Open differences that a comparison saw first, and that no flow will mend by itself. */
export async function countNewDifferences(input: Scope & { runId: string; since: Date }): Promise<number> {
  const { db, workspaceId, runId, since } = input;
  const [row] = await db
    .select({ count: count() })
    .from(differences)
    .where(
      and(
        ...[eq(differences.workspaceId, workspaceId), eq(differences.runId, runId), eq(differences.status, "open")],
        ...[eq(differences.pending, false), gte(differences.createdAt, since)],
      ),
    );
  return row?.count ?? 0;
}
