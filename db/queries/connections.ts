import { and, asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { connections, connectorCatalog } from "@/db/schema";
import type { JsonObject } from "@/lib/core/json";

/** A connection without its secrets: the only shape that lists and pages see. */
export type ConnectionRow = Omit<typeof connections.$inferSelect, "secrets" | "secretsKeyId">;
export type SealedConnectionRow = typeof connections.$inferSelect;

const PUBLIC = {
  id: connections.id,
  workspaceId: connections.workspaceId,
  connector: connections.connector,
  name: connections.name,
  config: connections.config,
  secretNames: connections.secretNames,
  sandbox: connections.sandbox,
  checkedAt: connections.checkedAt,
  checkResult: connections.checkResult,
  createdAt: connections.createdAt,
  updatedAt: connections.updatedAt,
};

type Scope = { readonly db: Queryable; readonly workspaceId: string };
const one = (input: Scope & { connectionId: string }) =>
  and(eq(connections.workspaceId, input.workspaceId), eq(connections.id, input.connectionId));

/** Oldest first: the order people added them in. */
export async function listConnections({ db, workspaceId }: Scope): Promise<ConnectionRow[]> {
  const scope = eq(connections.workspaceId, workspaceId);
  return db.select(PUBLIC).from(connections).where(scope).orderBy(asc(connections.createdAt), asc(connections.id));
}

export async function findConnection(input: Scope & { connectionId: string }): Promise<ConnectionRow | undefined> {
  const [row] = await input.db.select(PUBLIC).from(connections).where(one(input));
  return row;
}

/** With sealed secrets: only for binding a connector. */
export async function findSealedConnection(input: Scope & { connectionId: string }): Promise<SealedConnectionRow | undefined> {
  const [row] = await input.db.select().from(connections).where(one(input));
  return row;
}

export async function insertConnection(input: { db: Queryable; values: typeof connections.$inferInsert }): Promise<void> {
  await input.db.insert(connections).values(input.values);
}

/** Answers false when the workspace has no such connection. */
export async function updateConnection(
  input: Scope & {
    connectionId: string;
    values: Partial<Pick<SealedConnectionRow, "name" | "config" | "secrets" | "secretsKeyId" | "secretNames" | "sandbox">>;
  },
): Promise<boolean> {
  const rows = await input.db
    .update(connections)
    .set({ ...input.values, updatedAt: sql`now()` })
    .where(one(input))
    .returning({ id: connections.id });
  return rows.length > 0;
}

export async function noteCheck(input: Scope & { connectionId: string; result: JsonObject }): Promise<void> {
  await input.db.update(connections).set({ checkedAt: sql`now()`, checkResult: input.result }).where(one(input));
}

export async function deleteConnection(input: Scope & { connectionId: string }): Promise<boolean> {
  const rows = await input.db.delete(connections).where(one(input)).returning({ id: connections.id });
  return rows.length > 0;
}

/** Every sealed connection of the installation, for the rotation of the key. */
export async function listSealedWithOtherKey({ db, keyId }: { db: Queryable; keyId: string }): Promise<SealedConnectionRow[]> {
  return db
    .select()
    .from(connections)
    .where(and(sql`${connections.secrets} is not null`, sql`${connections.secretsKeyId} <> ${keyId}`));
}

export async function saveCatalog(input: Scope & { connectionId: string; catalog: JsonObject }): Promise<void> {
  const { db, ...values } = input;
  await db
    .insert(connectorCatalog)
    .values(values)
    .onConflictDoUpdate({
      target: connectorCatalog.connectionId,
      set: { catalog: input.catalog, fetchedAt: sql`now()` },
    });
}

export async function findCatalog(
  input: Scope & { connectionId: string },
): Promise<{ catalog: JsonObject; fetchedAt: Date } | undefined> {
  const [row] = await input.db
    .select({ catalog: connectorCatalog.catalog, fetchedAt: connectorCatalog.fetchedAt })
    .from(connectorCatalog)
    .where(and(eq(connectorCatalog.workspaceId, input.workspaceId), eq(connectorCatalog.connectionId, input.connectionId)));
  return row;
}
