import { and, desc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
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
      node_id, label, question)
    select r.id, ${input.workspaceId}, r.owner, r."sourceStream", r.key, r."targetConnectionId", r."targetStream",
      ${input.flowId}, ${input.runId}, r."nodeId", r.label, r.question
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, owner text, "sourceStream" text, key text,
      "targetConnectionId" text, "targetStream" text, "nodeId" text, label text, question jsonb)
    on conflict (owner, target_connection_id, source_stream, target_stream, key) where status = 'open'
    do update set run_id = excluded.run_id, label = excluded.label, question = excluded.question`);
}

export async function listReviews(
  input: Scope & { status?: ReviewRow["status"]; flowId?: string; limit: number },
): Promise<ReviewRow[]> {
  return input.db
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.workspaceId, input.workspaceId),
        eq(reviews.status, input.status ?? "open"),
        input.flowId ? eq(reviews.flowId, input.flowId) : undefined,
      ),
    )
    .orderBy(desc(reviews.createdAt), desc(reviews.id))
    .limit(input.limit);
}

export async function findReview(input: Scope & { reviewId: string }): Promise<ReviewRow | undefined> {
  const [row] = await input.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.workspaceId, input.workspaceId), eq(reviews.id, input.reviewId)));
  return row;
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
