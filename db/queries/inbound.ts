import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Sql } from "postgres";
import { z } from "zod";
import type { Queryable } from "@/db/client";
import { flows, inboundEvents } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";

/** An event as a run takes it. */
export interface InboundEvent {
  readonly id: string;
  readonly payload: JsonObject;
}

/** Tells the processes on the store that events wait for a flow; its payload is the flow's id. */
export const INBOUND_CHANNEL = "passerelle_inbound";

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OfFlow = Scope & { readonly flowId: string };

const AcceptedSchema = z.array(z.object({ accepted: z.number() }));
const EventsSchema = z.array(z.object({ id: z.string(), payload: JsonObjectSchema }));

/**
 * Stores the events of one delivery, each once: one statement, on disk when it answers. Answers how many are new.
 * Deliveries that meet do not wait for each other: the endpoint's row is written every ten seconds at most, and who works
 * on the flow is told apart (`tellInbound`), as Postgres lets only one transaction with a notice commit at a time.
 */
export async function storeEvents(
  input: OfFlow & { endpointId: string; events: readonly { dedupeKey: string; payload: JsonObject }[] },
): Promise<number> {
  const { db, workspaceId, flowId, endpointId } = input;
  const rows = input.events.map((event) => ({ id: newId("evt"), ...event }));
  const answer = await db.execute(sql`
    with stored as (
      insert into inbound_events (id, workspace_id, endpoint_id, flow_id, dedupe_key, payload)
      select e.id, ${workspaceId}, ${endpointId}, ${flowId}, e."dedupeKey", e.payload
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(id text, "dedupeKey" text, payload jsonb)
      on conflict (endpoint_id, dedupe_key) do nothing returning id
    ), seen as (
      update endpoints set last_event_at = now()
      where id = ${endpointId} and (last_event_at is null or last_event_at < now() - interval '10 s')
    )
    select count(*)::int as accepted from stored`);
  return AcceptedSchema.parse([...answer])[0]?.accepted ?? 0;
}

/** Tells every process, whoever runs the flow included; a notice that is lost is made good by the minute's sweep. */
export async function tellInbound({ sql: client, flowId }: { sql: Sql; flowId: string }): Promise<void> {
  await client`select pg_notify(${INBOUND_CHANNEL}, ${flowId})`;
}

/** Flows whose events wait while no run takes them: one flow, or those of every workspace. */
export async function listUnattended({ db, flowId }: { db: Queryable; flowId?: string }): Promise<(typeof flows.$inferSelect)[]> {
  return db
    .select()
    .from(flows)
    .where(
      and(
        flowId === undefined ? undefined : eq(flows.id, flowId),
        eq(flows.enabled, true),
        isNull(flows.pausedAt),
        sql`${flows.publishedVersionId} is not null`,
        sql`exists (select 1 from inbound_events e where e.flow_id = ${flows.id} and e.run_id is null and e.done_at is null)`,
        sql`not exists (select 1 from runs r where r.flow_id = ${flows.id} and r.takes_events
          and r.status in ('queued', 'running') and not r.cancel_requested)`,
      ),
    );
}

/**
 * Events for the next page of a run, in the order they came: what it took and has not done, then what waits. Taken ones
 * belong to it for good.
 */
export async function takeEvents(input: OfFlow & { runId: string; limit: number }): Promise<InboundEvent[]> {
  const { db, flowId, runId, limit } = input;
  const rows = await db.execute(sql`
    with quick as (
      select set_config('synchronous_commit', 'off', true)
    ), own as (
      select id, seq, payload from inbound_events where run_id = ${runId} and done_at is null order by seq limit ${limit}
    ), fresh as (
      update inbound_events set run_id = ${runId} where id in (
        select id from inbound_events where flow_id = ${flowId} and run_id is null and done_at is null
        order by seq limit ${limit} - (select count(*) from own) for update skip locked)
      returning id, seq, payload
    )
    select id, payload from quick, (select * from own union all select * from fresh) as taken order by seq`);
  return EventsSchema.parse([...rows]);
}

/** Events that wait, oldest first, locked until the transaction ends: for flows that do each in a run of its own. */
export async function lockWaiting(input: OfFlow & { limit: number }): Promise<(typeof inboundEvents.$inferSelect)[]> {
  const { db, workspaceId, flowId, limit } = input;
  return db
    .select()
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.workspaceId, workspaceId),
        eq(inboundEvents.flowId, flowId),
        isNull(inboundEvents.runId),
        isNull(inboundEvents.doneAt),
      ),
    )
    .orderBy(asc(inboundEvents.seq))
    .limit(limit)
    .for("update", { skipLocked: true });
}

/** The event has its own run, whose input is its payload. */
export async function giveToRun(input: Scope & { eventId: string; runId: string }): Promise<void> {
  const { db, workspaceId, eventId, runId } = input;
  await db
    .update(inboundEvents)
    .set({ runId, doneAt: sql`now()` })
    .where(and(eq(inboundEvents.workspaceId, workspaceId), eq(inboundEvents.id, eventId)));
}

/** In the transaction that commits their page. `keys`: of the records each brought. */
export async function finishEvents(
  input: Scope & { events: readonly { readonly id: string; readonly keys: readonly string[] }[] },
): Promise<void> {
  const { db, workspaceId, events } = input;
  if (events.length === 0) return;
  await db.execute(sql`
    with quick as (select set_config('synchronous_commit', 'off', true))
    update inbound_events i set done_at = clock_timestamp(), keys = array(select jsonb_array_elements_text(e.keys))
    from quick, jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as e(id text, keys jsonb)
    where i.id = e.id and i.workspace_id = ${workspaceId}`);
}

/** The run whose failed records this one does again, or the one that one did again, to the first; itself when it is one. */
export async function findOrigin(input: Scope & { runId: string }): Promise<{ id: string; takesEvents: boolean } | undefined> {
  const rows = await input.db.execute(sql`
    with recursive line as (
      select id, retry_of, takes_events, 1 as depth from runs where id = ${input.runId} and workspace_id = ${input.workspaceId}
      union all
      select r.id, r.retry_of, r.takes_events, l.depth + 1 from runs r join line l on r.id = l.retry_of
      where r.workspace_id = ${input.workspaceId}
    ) select id, takes_events as "takesEvents" from line order by depth desc limit 1`);
  return z.array(z.object({ id: z.string(), takesEvents: z.boolean() })).parse([...rows])[0];
}

/** What brought these records to a run: for each event its payload, oldest first. */
export async function findEventsOfKeys(input: Scope & { runId: string; keys: readonly string[] }): Promise<InboundEvent[]> {
  const { db, workspaceId, runId, keys } = input;
  if (keys.length === 0) return [];
  const rows = await db.execute(sql`
    select id, payload from inbound_events
    where run_id = ${runId} and workspace_id = ${workspaceId}
      and keys && array(select jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb))
    order by seq`);
  return EventsSchema.parse([...rows]);
}

/** Events done, or waiting for a flow that is off, since before: a repetition that comes later is taken for a new event. */
export async function deleteEvents(input: { db: Queryable; before: Date; limit: number }): Promise<number> {
  const rows = await input.db.execute(sql`
    delete from inbound_events where id in (
      select id from inbound_events
      where done_at < ${input.before.toISOString()}
        or (done_at is null and run_id is null and received_at < ${input.before.toISOString()})
      limit ${input.limit} for update skip locked)`);
  return rows.count;
}
