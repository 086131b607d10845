import type { Sql } from "postgres";
import type { JsonObject } from "@/lib/core/json";

/**
 * `LinkScope` of the engine's ports, in its workspace. These statements run for every few records of every run: they
 * go over the plain client, which prepares them once, and each is one round trip.
 */
export interface LinkKey {
  readonly sql: Sql;
  readonly workspaceId: string;
  readonly owner: string;
  readonly sourceStream: string;
  readonly targetConnectionId: string;
  readonly targetStream: string;
}

export interface LinkRow {
  readonly key: string;
  readonly targetId: string;
  readonly targetRef: string;
  readonly contentHash: string;
  readonly data: JsonObject;
}

export async function findLinks(input: LinkKey & { keys: readonly string[] }): Promise<LinkRow[]> {
  if (input.keys.length === 0) return [];
  return input.sql<LinkRow[]>`
    select key, target_id as "targetId", target_ref as "targetRef", content_hash as "contentHash", data
    from record_links
    where owner = ${input.owner} and target_connection_id = ${input.targetConnectionId}
      and source_stream = ${input.sourceStream} and target_stream = ${input.targetStream}
      and workspace_id = ${input.workspaceId} and key = any(${[...input.keys]}::text[])`;
}

/**
 * Writes open intents; answers the keys that had one open already, with the content hash it was opened for (`""` where
 * attempts differed). On disk before this returns, whatever the pool says:
 * the call to the target comes next.
 */
export async function openIntents(
  input: LinkKey & { runId: string | null; intents: readonly { key: string; contentHash: string }[] },
): Promise<{ key: string; contentHash: string }[]> {
  if (input.intents.length === 0) return [];
  const { owner, sourceStream, targetConnectionId, targetStream, workspaceId } = input;
  return input.sql<{ key: string; contentHash: string }[]>`
    with known as (
      select key, content_hash as "contentHash" from intents
      where owner = ${owner} and target_connection_id = ${targetConnectionId} and source_stream = ${sourceStream}
        and target_stream = ${targetStream} and workspace_id = ${workspaceId}
        and key = any(${input.intents.map(({ key }) => key)}::text[]) and state = 'open'
    ), durable as (
      select set_config('synchronous_commit', 'on', true)
    ), opened as (
      insert into intents as i
        (workspace_id, owner, source_stream, key, target_connection_id, target_stream, content_hash, state, run_id)
      select ${workspaceId}, ${owner}, ${sourceStream}, n.key, ${targetConnectionId}, ${targetStream}, n."contentHash", 'open',
        ${input.runId}
      from durable, jsonb_to_recordset(${JSON.stringify(input.intents)}::text::jsonb) as n(key text, "contentHash" text)
      on conflict on constraint intents_pk do update set
        content_hash = case when i.content_hash = excluded.content_hash then i.content_hash else '' end,
        attempt = i.attempt + 1, state = 'open', run_id = excluded.run_id, opened_at = now(), settled_at = null
    ) select key, "contentHash" from known`;
}

/** Who of the same owner is linked to these target records, whatever source stream it comes from. */
export async function findHolders(
  input: LinkKey & { targetIds: readonly string[] },
): Promise<{ targetId: string; key: string }[]> {
  const { owner, targetConnectionId, targetStream, workspaceId } = input;
  return input.sql<{ targetId: string; key: string }[]>`
    select target_id as "targetId", key from record_links
    where owner = ${owner} and target_connection_id = ${targetConnectionId} and target_stream = ${targetStream}
      and workspace_id = ${workspaceId} and target_id = any(${[...input.targetIds]}::text[])`;
}

export interface SettledIntent {
  readonly key: string;
  readonly status: "linked" | "refused" | "uncertain";
  readonly targetId?: string;
  readonly targetRef?: string;
  readonly contentHash?: string;
  readonly data?: JsonObject;
}

/** Links and the end of their intents, in one statement; an uncertain intent stays open. */
export async function settleIntents(input: LinkKey & { runId: string | null; results: readonly SettledIntent[] }): Promise<void> {
  const results = input.results.filter((result) => result.status !== "uncertain");
  if (results.length === 0) return;
  const { owner, sourceStream, targetConnectionId, targetStream, workspaceId } = input;
  await input.sql`
    with settled as (
      select * from jsonb_to_recordset(${JSON.stringify(results)}::text::jsonb)
        as r(key text, status text, "targetId" text, "targetRef" text, "contentHash" text, data jsonb)
    ), linked as (
      insert into record_links (workspace_id, owner, source_stream, key, target_connection_id, target_stream, target_id,
        target_ref, content_hash, data, run_id)
      select ${workspaceId}, ${owner}, ${sourceStream}, s.key, ${targetConnectionId}, ${targetStream}, s."targetId",
        s."targetRef", s."contentHash", coalesce(s.data, '{}'), ${input.runId}
      from settled s where s.status = 'linked'
      on conflict on constraint record_links_pk do update set target_id = excluded.target_id, target_ref = excluded.target_ref,
        content_hash = excluded.content_hash, data = excluded.data, run_id = excluded.run_id, updated_at = now()
    )
    delete from intents
    where owner = ${owner} and target_connection_id = ${targetConnectionId} and source_stream = ${sourceStream}
      and target_stream = ${targetStream} and workspace_id = ${workspaceId} and key in (select key from settled)`;
}
