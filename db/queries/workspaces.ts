import { and, asc, desc, eq, lt, or, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { apiTokens, auditEvents, members, type Role, users, workspaces } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/json";

export type WorkspaceRow = typeof workspaces.$inferSelect;

export async function insertWorkspace({
  db,
  name,
  demo = false,
}: {
  db: Queryable;
  name: string;
  demo?: boolean;
}): Promise<string> {
  const id = newId("wsp");
  await db.insert(workspaces).values({ id, name, demo });
  return id;
}

export async function findWorkspace({
  db,
  workspaceId,
}: {
  db: Queryable;
  workspaceId: string;
}): Promise<WorkspaceRow | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, workspaceId));
  return row;
}

export async function findDemoWorkspace({ db }: { db: Queryable }): Promise<WorkspaceRow | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.demo, true)).orderBy(asc(workspaces.createdAt)).limit(1);
  return row;
}

/** The demo workspace where there is one, else the first made: where the machine token of the environment works. */
export async function findMachineWorkspace({ db }: { db: Queryable }): Promise<WorkspaceRow | undefined> {
  const [row] = await db.select().from(workspaces).orderBy(desc(workspaces.demo), asc(workspaces.createdAt)).limit(1);
  return row;
}

export async function renameWorkspace(input: {
  db: Queryable;
  workspaceId: string;
  name: string;
  timeZone: string;
}): Promise<void> {
  await input.db
    .update(workspaces)
    .set({ name: input.name, timeZone: input.timeZone })
    .where(eq(workspaces.id, input.workspaceId));
}

export async function setMember(input: { db: Queryable; workspaceId: string; userId: string; role: Role }): Promise<void> {
  const { db, ...values } = input;
  await db
    .insert(members)
    .values(values)
    .onConflictDoUpdate({ target: [members.workspaceId, members.userId], set: { role: input.role } });
}

export async function removeMember({
  db,
  workspaceId,
  userId,
}: {
  db: Queryable;
  workspaceId: string;
  userId: string;
}): Promise<void> {
  await db.delete(members).where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
}

export interface MemberRow {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly lastSignInAt: Date | null;
}

export async function listMembers({ db, workspaceId }: { db: Queryable; workspaceId: string }): Promise<MemberRow[]> {
  return db
    .select({ userId: users.id, email: users.email, name: users.name, role: members.role, lastSignInAt: users.lastSignInAt })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, workspaceId))
    .orderBy(asc(members.createdAt));
}

export type TokenRow = Omit<typeof apiTokens.$inferSelect, "hash">;

export async function listTokens({ db, workspaceId }: { db: Queryable; workspaceId: string }): Promise<TokenRow[]> {
  const rows = await db.select().from(apiTokens).where(eq(apiTokens.workspaceId, workspaceId)).orderBy(desc(apiTokens.createdAt));
  return rows.map(({ hash: _hash, ...row }) => row);
}

export async function insertToken(input: {
  db: Queryable;
  workspaceId: string;
  name: string;
  role: Role;
  hash: string;
  hint: string;
  createdBy: string | null;
  expiresAt: Date | null;
}): Promise<string> {
  const { db, ...values } = input;
  const id = newId("tok");
  await db.insert(apiTokens).values({ id, ...values });
  return id;
}

export async function deleteToken({
  db,
  workspaceId,
  tokenId,
}: {
  db: Queryable;
  workspaceId: string;
  tokenId: string;
}): Promise<boolean> {
  const rows = await db
    .delete(apiTokens)
    .where(and(eq(apiTokens.workspaceId, workspaceId), eq(apiTokens.id, tokenId)))
    .returning({ id: apiTokens.id });
  return rows.length > 0;
}

/** The token with this hash, unless it has ended; notes its use once a minute at the most. */
export async function findLiveToken({ db, hash }: { db: Queryable; hash: string }): Promise<TokenRow | undefined> {
  const [found] = await db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.hash, hash), or(sql`${apiTokens.expiresAt} is null`, sql`${apiTokens.expiresAt} > now()`)));
  if (!found) return undefined;
  await db
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiTokens.id, found.id),
        or(sql`${apiTokens.lastUsedAt} is null`, lt(apiTokens.lastUsedAt, sql`now() - interval '1 minute'`)),
      ),
    );
  const { hash: _hash, ...token } = found;
  return token;
}

export async function insertAuditEvent(input: {
  db: Queryable;
  workspaceId: string;
  actor: string;
  action: string;
  subject?: string;
  params?: JsonObject;
}): Promise<void> {
  const { db, ...values } = input;
  await db.insert(auditEvents).values({ id: newId("aud"), ...values });
}
