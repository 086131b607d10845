import { and, desc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { LinkKey } from "@/db/queries/links";
import { reviews } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/json";

export type ReviewRow = typeof reviews.$inferSelect;

type Scope = { readonly db: Queryable; readonly workspaceId: string };

export interface NewReview {
  readonly owner: string;
  readonly sourceStream: string;
  readonly key: string;
  readonly targetConnectionId: string;
  readonly targetStream: string;
  readonly nodeId: string;
  /** The driver's record, read again once it is answered. */
  readonly recordKey: string;
  readonly label: string;
  readonly question: JsonObject;
}

/** Asks a person; a question that is open already is renewed, never doubled. */
export async function openReviews(
  input: Scope & { flowId: string; runId: string; reviews: readonly NewReview[] },
): Promise<void> {
  if (input.reviews.length === 0) return;
  const rows = input.reviews.map((review) => ({ id: newId("rev"), ...review }));
  await input.db.execute(sql`
    insert into reviews (id, workspace_id, owner, source_stream, key, target_connection_id, target_stream, flow_id, run_id,
      node_id, record_key, label, question)
    select r.id, ${input.workspaceId}, r.owner, r."sourceStream", r.key, r."targetConnectionId", r."targetStream",
      ${input.flowId}, ${input.runId}, r."nodeId", r."recordKey", r.label, r.question
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, owner text, "sourceStream" text, key text,
      "targetConnectionId" text, "targetStream" text, "nodeId" text, "recordKey" text, label text, question jsonb)
    on conflict (owner, target_connection_id, source_stream, target_stream, key) where status = 'open'
    do update set run_id = excluded.run_id, record_key = excluded.record_key, label = excluded.label, question = excluded.question`);
}

export interface ReviewFilter {
  readonly status?: ReviewRow["status"];
  readonly flowId?: string;
  readonly runId?: string;
}

/** Newest first; `before` is the `createdAt` and id of the last one of the page before. */
export async function listReviews(
  input: Scope & ReviewFilter & { before?: { at: Date; id: string } | undefined; limit: number },
): Promise<ReviewRow[]> {
  const { workspaceId, status = "open", flowId, runId, before, limit } = input;
  return input.db
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.workspaceId, workspaceId),
        eq(reviews.status, status),
        flowId ? eq(reviews.flowId, flowId) : undefined,
        runId ? eq(reviews.runId, runId) : undefined,
        before ? sql`(${reviews.createdAt}, ${reviews.id}) < (${before.at.toISOString()}::timestamptz, ${before.id})` : undefined,
      ),
    )
    .orderBy(desc(reviews.createdAt), desc(reviews.id))
    .limit(limit);
}

export async function findReview(input: Scope & { reviewId: string }): Promise<ReviewRow | undefined> {
  const [row] = await input.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.workspaceId, input.workspaceId), eq(reviews.id, input.reviewId)));
  return row;
}

/** What people answered about these keys before, the newest of each; over the plain client, like all that writes ask. */
export async function findAnswers(
  input: LinkKey & { keys: readonly string[] },
): Promise<{ key: string; answer: JsonObject; question: JsonObject }[]> {
  const { owner, sourceStream, targetConnectionId, targetStream, workspaceId } = input;
  return input.sql<{ key: string; answer: JsonObject; question: JsonObject }[]>`
    select distinct on (key) key, answer, question from reviews
    where owner = ${owner} and target_connection_id = ${targetConnectionId} and source_stream = ${sourceStream}
      and target_stream = ${targetStream} and workspace_id = ${workspaceId} and key = any(${[...input.keys]}::text[])
      and status <> 'open' and answer is not null
    order by key, answered_at desc`;
}

/** False when somebody answered before. */
export async function closeReview(
  input: Scope & { reviewId: string; status: "answered" | "dismissed"; answer: JsonObject | null; answeredBy: string },
): Promise<boolean> {
  const rows = await input.db
    .update(reviews)
    .set({ status: input.status, answer: input.answer, answeredBy: input.answeredBy, answeredAt: sql`now()` })
    .where(and(eq(reviews.workspaceId, input.workspaceId), eq(reviews.id, input.reviewId), eq(reviews.status, "open")))
    .returning({ id: reviews.id });
  return rows.length > 0;
}
