import { and, eq, sql } from "drizzle-orm";
import type { Sql } from "postgres";
import { z } from "zod";
import type { Queryable } from "@/db/client";
import { linkScopes, runWrites } from "@/db/schema";
import { packLinkData, packTargetId, SOURCE, storedTargetIds, unpackLinkData, unpackTargetId } from "@/db/schema/packed-link";
import type { Json, JsonObject } from "@/lib/core/json";

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

/** Of a content hash, in hexadecimal: half a SHA-256 tells the states of one record apart. */
const KEPT_DIGITS = 32;
const OutcomeSchema = z.enum(["created", "updated"]);

/** Numbers of scopes, by store: they never change. */
const scopeIds = new WeakMap<Sql, Map<string, Promise<number>>>();

/** The number under which the links of a scope are kept; given at its first use. */
export function scopeIdOf(key: LinkKey): Promise<number> {
  const { workspaceId, owner, targetConnectionId, sourceStream, targetStream } = key;
  const known = scopeIds.get(key.sql) ?? new Map<string, Promise<number>>();
  scopeIds.set(key.sql, known);
  const name = [workspaceId, owner, targetConnectionId, sourceStream, targetStream].join("\n");
  const id = known.get(name) ?? numberScope(key);
  known.set(name, id);
  id.catch(() => known.delete(name));
  return id;
}

/** On disk before it is used, whoever wrote it: links under a number that a killed Postgres forgot would be found by nobody. */
async function numberScope(key: LinkKey): Promise<number> {
  const { sql, workspaceId, owner, sourceStream, targetConnectionId, targetStream } = key;
  const [row] = await sql<{ id: number }[]>`
    with durable as (
      select set_config('synchronous_commit', 'on', true)
    )
    insert into link_scopes (workspace_id, owner, source_stream, target_connection_id, target_stream)
    select ${workspaceId}, ${owner}, ${sourceStream}, ${targetConnectionId}, ${targetStream} from durable
    on conflict (owner, target_connection_id, target_stream, source_stream, workspace_id)
    do update set owner = excluded.owner
    returning id`;
  if (!row) throw new Error(`no scope for the links of ${owner}`);
  return row.id;
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
  const scopeId = await scopeIdOf(input);
  const rows = await input.sql<StoredLink[]>`
    select key, target_id as "targetId", target_ref as "targetRef", encode(content_hash, 'hex') as "contentHash", data
    from record_links where scope_id = ${scopeId} and key = any(${[...input.keys]}::text[])`;
  return rows.map((row) => unpacked(input, row));
}

type StoredLink = Omit<LinkRow, "data"> & { readonly data: Json };

function unpacked({ owner, sourceStream }: LinkKey, row: StoredLink): LinkRow {
  const { key, targetRef, contentHash } = row;
  const targetId = unpackTargetId(row.targetId, { owner, sourceStream, key });
  return { key, targetId, targetRef, contentHash, data: unpackLinkData(row.data, { targetId, targetRef }) };
}

/**
 * Writes open intents. Answers the keys that had one open already, with the content hash where all attempts were for
 * the same (`""` where they were not), and the links there are. On disk before this returns, whatever the pool says: the call to the
 * target comes next.
 */
export async function openIntents(
  input: LinkKey & { intents: readonly { key: string; contentHash: string }[] },
): Promise<{ before: [key: string, contentHash: string][]; links: LinkRow[] }> {
  if (input.intents.length === 0) return { before: [], links: [] };
  const intents = input.intents.map(({ key, contentHash }) => ({ key, hash: contentHash }));
  const scopeId = await scopeIdOf(input);
  // Rows are found by the keys of their index: a join would read the whole table as long as nobody has analysed it.
  const rows = await input.sql<(StoredLink | { key: string; contentHash: string; targetId: null })[]>`
    with durable as (
      select set_config('synchronous_commit', 'on', true)
    ), new as materialized (
      select key, decode(hash, 'hex') as hash
      from durable, json_to_recordset(${JSON.stringify(intents)}::text::json) as n(key text, hash text)
    ), opened as (
      insert into intents as i (scope_id, key, content_hash)
      select ${scopeId}, key, hash from new
      on conflict on constraint intents_pk do update set
        content_hash = case when i.content_hash = excluded.content_hash then i.content_hash else '' end,
        attempt = i.attempt + 1, opened_at = now()
      returning key, content_hash, attempt
    )
    select key, encode(content_hash, 'hex') as "contentHash", null as "targetId", null as "targetRef", null as data
    from opened where attempt > 1
    union all
    select key, encode(content_hash, 'hex'), target_id, target_ref, data
    from record_links where scope_id = ${scopeId} and key = any(array(select key from new))`;
  const links = rows.filter((row): row is StoredLink => row.targetId !== null).map((row) => unpacked(input, row));
  return { before: rows.filter((row) => row.targetId === null).map(({ key, contentHash }) => [key, contentHash]), links };
}

/** Who of the same owner is linked to these target records, whatever source stream it comes from. */
export async function findHolders(
  input: LinkKey & { targetIds: readonly string[] },
): Promise<{ targetId: string; key: string }[]> {
  const { owner, targetConnectionId, targetStream, workspaceId } = input;
  const stored = input.targetIds.flatMap((id) => storedTargetIds(id, owner));
  const rows = await input.sql<{ targetId: string; key: string; sourceStream: string }[]>`
    select l.target_id as "targetId", l.key, s.source_stream as "sourceStream"
    from record_links l join link_scopes s on s.id = l.scope_id
    where l.target_id = any(${stored}::text[]) and s.owner = ${owner} and s.target_connection_id = ${targetConnectionId}
      and s.target_stream = ${targetStream} and s.workspace_id = ${workspaceId}`;
  const wanted = new Set(input.targetIds);
  return rows
    .map(({ targetId, key, sourceStream }) => ({ key, targetId: unpackTargetId(targetId, { owner, sourceStream, key }) }))
    .filter(({ targetId }) => wanted.has(targetId));
}

/** What a run made of a link: see `runWrites`. */
export interface RunWrite {
  readonly item: string;
  readonly outcome: "created" | "updated";
}

const RunWritesSchema = z.array(
  z.object({
    scopeId: z.number(),
    writes: z.array(z.union([z.tuple([z.string(), OutcomeSchema]), z.tuple([z.string(), OutcomeSchema, z.string()])])),
  }),
);

/** By number of the scope and key: what the run has written since its last page that was done began. */
export async function findRunWrites({ sql, runId }: { sql: Sql; runId: string }): Promise<Map<number, Map<string, RunWrite>>> {
  const rows = await sql`
    select scope_id as "scopeId", writes from run_writes
    where run_id = ${runId}
      and at >= coalesce((select max(started_at) from run_pages where run_id = ${runId} and status = 'done'), '-infinity')
    order by at`;
  const found = new Map<number, Map<string, RunWrite>>();
  for (const { scopeId, writes } of RunWritesSchema.parse([...rows])) {
    const known = found.get(scopeId) ?? new Map<string, RunWrite>();
    found.set(scopeId, known);
    for (const [key, outcome, item = key] of writes) known.set(key, { item, outcome: known.get(key)?.outcome ?? outcome });
  }
  return found;
}

/**
 * The run has ended. One that may be resumed keeps those of the page that was cut short. Call it in the transaction that
 * ends it.
 */
export async function deleteRunWrites({ db, runId, isOver }: { db: Queryable; runId: string; isOver: boolean }): Promise<void> {
  const counted = sql`${runWrites.at} < (
    select max(started_at) from run_pages where run_id = ${runId} and status = 'done')`;
  await db.delete(runWrites).where(and(eq(runWrites.runId, runId), isOver ? undefined : counted));
}

export interface SettledIntent {
  readonly key: string;
  readonly status: "linked" | "refused" | "uncertain";
  readonly targetId?: string;
  readonly targetRef?: string;
  readonly contentHash?: string;
  readonly data?: JsonObject;
  readonly done?: RunWrite;
}

/**
 * Links and the end of their intents, in one statement; an uncertain intent stays open. `runId`: the run whose writes
 * these are.
 */
export async function settleIntents(
  input: LinkKey & { runId?: string | undefined; results: readonly SettledIntent[] },
): Promise<void> {
  const results = input.results.filter((result) => result.status !== "uncertain");
  if (results.length === 0) return;
  const scopeId = await scopeIdOf(input);
  const rows = results.map(({ key, targetId, targetRef, contentHash, data }) => ({
    key,
    ...(targetId === undefined
      ? {}
      : { id: packTargetId(targetId, { ...input, key }), ref: targetRef, hash: contentHash?.slice(0, KEPT_DIGITS) }),
    ...(targetId !== undefined && data && Object.keys(data).length > 0
      ? { data: packLinkData(data, { targetId, targetRef: targetRef ?? "" }) }
      : {}),
  }));
  const writes = results.flatMap(({ key, done }) =>
    done ? [done.item === key ? [key, done.outcome] : [key, done.outcome, done.item]] : [],
  );
  const runId = writes.length > 0 ? (input.runId ?? null) : null;
  await input.sql`
    with settled as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::text::json)
        as r(key text, id text, ref text, hash text, data jsonb)
    ), linked as (
      insert into record_links (scope_id, key, target_id, target_ref, content_hash, data)
      select ${scopeId}, key, id, coalesce(ref, ''), decode(hash, 'hex'), coalesce(data, '{}')
      from settled where id is not null
      on conflict on constraint record_links_pk do update set target_id = excluded.target_id, target_ref = excluded.target_ref,
        content_hash = excluded.content_hash, data = excluded.data
    ), told as (
      insert into run_writes (workspace_id, run_id, scope_id, writes)
      select ${input.workspaceId}, ${runId}::text, ${scopeId}, ${JSON.stringify(writes)}::text::jsonb where ${runId}::text is not null
    )
    delete from intents where scope_id = ${scopeId} and key = any(array(select key from settled))`;
}

/** Of an owner that is no more. Call it in the transaction that removes it. */
export async function deleteLinks({
  db,
  workspaceId,
  owner,
}: {
  db: Queryable;
  workspaceId: string;
  owner: string;
}): Promise<void> {
  await db.delete(linkScopes).where(and(eq(linkScopes.workspaceId, workspaceId), eq(linkScopes.owner, owner)));
}

export interface LinkedTarget {
  readonly db: Queryable;
  readonly workspaceId: string;
  readonly owner: string;
  readonly targetConnectionId: string;
  readonly targetStream: string;
  readonly targetId: string;
}

/** Links `l` of scopes `s` of the target's streams. */
const inScopes = ({ workspaceId, owner, targetConnectionId }: LinkedTarget, stream: string) =>
  sql`s.id = l.scope_id and s.workspace_id = ${workspaceId} and s.owner = ${owner}
    and s.target_connection_id = ${targetConnectionId} and s.target_stream like ${stream}`;

/** Links `l` of the target itself, whichever way its id is kept: see `packTargetId`. */
const ofTarget = ({ targetId, owner }: LinkedTarget) => {
  const stored = storedTargetIds(targetId, owner).map((id) => sql`${id}`);
  return sql`l.target_id in (${sql.join(stored, sql`, `)}) and ${targetId} = case when right(l.target_id, 1) = ${SOURCE}
    then left(l.target_id, -1) || ':' || s.owner || ':' || s.source_stream || ':' || l.key else l.target_id end`;
};

/** The record is gone from the target: it is made again by the next run that meets its source. */
export async function forgetTarget(input: LinkedTarget): Promise<void> {
  const scopes = inScopes(input, input.targetStream);
  await input.db.execute(sql`delete from record_links l using link_scopes s where ${scopes} and ${ofTarget(input)}`);
}

/** What was done to it, so that it is done again where that is not so any more. */
export async function forgetActions(input: LinkedTarget): Promise<void> {
  const scopes = inScopes(input, `action:${input.targetStream}:%`);
  await input.db.execute(sql`delete from record_links l using link_scopes s where ${scopes} and ${ofTarget(input)}`);
}

/** What lives under it, whose ids begin with its own: payments of an invoice. */
export async function forgetUnder(input: LinkedTarget): Promise<void> {
  const { db, targetId, targetStream } = input;
  await db.execute(sql`delete from record_links l using link_scopes s where ${inScopes(input, targetStream)}
    and (l.target_id like ${`${targetId}:%`} or l.target_id = ${targetId + SOURCE})`);
}

/** The next run that meets its source takes it for changed. */
export async function forgetContent(input: LinkedTarget): Promise<void> {
  await input.db.execute(sql`update record_links l set content_hash = '' from link_scopes s
    where ${inScopes(input, input.targetStream)} and ${ofTarget(input)}`);
}
