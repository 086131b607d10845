import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "@/db/client";
import { type JsonObject, JsonObjectSchema } from "@/lib/core/json";

/** `LinkScope` of the engine's ports, in its workspace. */
export interface LinkKey {
  readonly db: Queryable;
  readonly workspaceId: string;
  readonly owner: string;
  readonly sourceStream: string;
  readonly targetConnectionId: string;
  readonly targetStream: string;
}

const LinkRowSchema = z.object({
  key: z.string(),
  targetId: z.string(),
  targetRef: z.string(),
  contentHash: z.string(),
  data: JsonObjectSchema,
});
export type LinkRow = z.infer<typeof LinkRowSchema>;

const scoped = (input: LinkKey) => sql`
  owner = ${input.owner} and target_connection_id = ${input.targetConnectionId} and source_stream = ${input.sourceStream}
  and target_stream = ${input.targetStream} and workspace_id = ${input.workspaceId}`;
const among = (keys: readonly string[]) => sql`key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`;

export async function findLinks(input: LinkKey & { keys: readonly string[] }): Promise<LinkRow[]> {
  if (input.keys.length === 0) return [];
  const rows = await input.db.execute(sql`
    select key, target_id as "targetId", target_ref as "targetRef", content_hash as "contentHash", data
    from record_links where ${scoped(input)} and ${among(input.keys)}`);
  return z.array(LinkRowSchema).parse([...rows]);
}

const KeyRowsSchema = z.array(z.object({ key: z.string() }));

/** Writes open intents; answers the keys that had one open already. */
export async function openIntents(
  input: LinkKey & { runId: string | null; intents: readonly { key: string; contentHash: string }[] },
): Promise<string[]> {
  if (input.intents.length === 0) return [];
  const rows = await input.db.execute(sql`
    with known as (
      select key from intents where ${scoped(input)} and ${among(input.intents.map(({ key }) => key))} and state = 'open'
    ), opened as (
      insert into intents as i
        (workspace_id, owner, source_stream, key, target_connection_id, target_stream, content_hash, state, run_id)
      select ${input.workspaceId}, ${input.owner}, ${input.sourceStream}, n.key, ${input.targetConnectionId},
        ${input.targetStream}, n."contentHash", 'open', ${input.runId}
      from jsonb_to_recordset(${JSON.stringify(input.intents)}::jsonb) as n(key text, "contentHash" text)
      on conflict on constraint intents_pk do update set content_hash = excluded.content_hash, attempt = i.attempt + 1,
        state = 'open', run_id = excluded.run_id, opened_at = now(), settled_at = null
    ) select key from known`);
  return KeyRowsSchema.parse([...rows]).map(({ key }) => key);
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
  await input.db.execute(sql`
    with settled as (
      select * from jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
        as r(key text, status text, "targetId" text, "targetRef" text, "contentHash" text, data jsonb)
    ), linked as (
      insert into record_links (workspace_id, owner, source_stream, key, target_connection_id, target_stream, target_id,
        target_ref, content_hash, data, run_id)
      select ${input.workspaceId}, ${input.owner}, ${input.sourceStream}, s.key, ${input.targetConnectionId},
        ${input.targetStream}, s."targetId", s."targetRef", s."contentHash", coalesce(s.data, '{}'), ${input.runId}
      from settled s where s.status = 'linked'
      on conflict on constraint record_links_pk do update set target_id = excluded.target_id, target_ref = excluded.target_ref,
        content_hash = excluded.content_hash, data = excluded.data, run_id = excluded.run_id, updated_at = now()
    )
    delete from intents where ${scoped(input)} and key in (select key from settled)`);
}
