import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "@/db/client";
import { outbox } from "@/db/schema";
import type { JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";

export interface OutboxEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: JsonObject;
  /** Not sent earlier; absent = at once. */
  readonly notBefore?: Date | undefined;
}

/** Tells relays that the outbox holds something, once the transaction commits. */
export const OUTBOX_CHANNEL = "passerelle_outbox";

/** An event to send, in the transaction that gives cause for it; one with the same id is there at most once. */
export async function putEvent(input: { db: Queryable; workspaceId: string; event: OutboxEvent }): Promise<void> {
  await input.db
    .insert(outbox)
    .values({ ...input.event, workspaceId: input.workspaceId })
    .onConflictDoNothing();
  await input.db.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
}

const EventRowsSchema = z.array(z.object({ id: z.string(), name: z.string(), payload: JsonObjectSchema }));

/**
 * Takes events to send and puts off their next turn, so that two relays do not take the same: an event whose sender
 * dies comes back after `againAfterMs`.
 */
export async function takeUnsent(input: { db: Queryable; limit: number; againAfterMs: number }): Promise<OutboxEvent[]> {
  const rows = await input.db.execute(sql`
    update outbox set attempts = attempts + 1, not_before = now() + ${input.againAfterMs} * interval '1 ms'
    where id in (
      select id from outbox where sent_at is null and not_before <= now()
      order by created_at limit ${input.limit} for update skip locked)
    returning id, name, payload`);
  return EventRowsSchema.parse([...rows]);
}

export async function markSent(input: { db: Queryable; ids: readonly string[] }): Promise<void> {
  if (input.ids.length === 0) return;
  await input.db.execute(sql`
    update outbox set sent_at = now(), last_error = null
    where id in (select jsonb_array_elements_text(${JSON.stringify(input.ids)}::jsonb))`);
}

/** Why they could not be sent; they are tried again after `afterMs`. */
export async function markUnsent(input: {
  db: Queryable;
  ids: readonly string[];
  error: string;
  afterMs: number;
}): Promise<void> {
  await input.db.execute(sql`
    update outbox set last_error = ${input.error}, not_before = now() + ${input.afterMs} * interval '1 ms'
    where id in (select jsonb_array_elements_text(${JSON.stringify(input.ids)}::jsonb))`);
}

export async function deleteSent(input: { db: Queryable; before: Date; limit: number }): Promise<number> {
  const rows = await input.db.execute(sql`
    delete from outbox where id in (
      select id from outbox where sent_at < ${input.before.toISOString()} limit ${input.limit} for update skip locked)`);
  return rows.count;
}
