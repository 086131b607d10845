import { and, asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { loginAttempts, members, type Role, userAccounts, users, workspaces } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { Locale } from "@/lib/core/text";

export type UserRow = typeof users.$inferSelect;

export async function findUserByEmail({ db, email }: { db: Queryable; email: string }): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email, email.trim().toLowerCase()));
  return row;
}

export async function findUser({ db, userId }: { db: Queryable; userId: string }): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, userId));
  return row;
}

export async function findUserByAccount(input: {
  db: Queryable;
  provider: string;
  providerAccountId: string;
}): Promise<UserRow | undefined> {
  const [row] = await input.db
    .select({ user: users })
    .from(userAccounts)
    .innerJoin(users, eq(users.id, userAccounts.userId))
    .where(and(eq(userAccounts.provider, input.provider), eq(userAccounts.providerAccountId, input.providerAccountId)));
  return row?.user;
}

export async function linkAccount(input: {
  db: Queryable;
  provider: string;
  providerAccountId: string;
  userId: string;
}): Promise<void> {
  const { db, ...values } = input;
  await db.insert(userAccounts).values(values).onConflictDoNothing();
}

export async function insertUser(input: {
  db: Queryable;
  email: string;
  name: string;
  passwordHash: string | null;
}): Promise<string> {
  const id = newId("usr");
  const email = input.email.trim().toLowerCase();
  await input.db.insert(users).values({ id, email, name: input.name, passwordHash: input.passwordHash });
  return id;
}

export async function setPasswordHash({ db, userId, passwordHash }: { db: Queryable; userId: string; passwordHash: string }) {
  await db
    .update(users)
    .set({ passwordHash, sessionVersion: sql`${users.sessionVersion} + 1` })
    .where(eq(users.id, userId));
}

export async function noteSignIn({ db, userId }: { db: Queryable; userId: string }): Promise<void> {
  await db.update(users).set({ lastSignInAt: sql`now()` }).where(eq(users.id, userId));
}

/** The language a person chose; mails to them are in it. */
export async function setLocale({ db, userId, locale }: { db: Queryable; userId: string; locale: Locale }): Promise<void> {
  await db.update(users).set({ locale }).where(eq(users.id, userId));
}

/** The demo user does not count: an installation that only has it still waits for its owner. */
export async function countOwners({ db }: { db: Queryable }): Promise<number> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .innerJoin(members, and(eq(members.userId, users.id), eq(members.role, "owner")))
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(workspaces.demo, false))
    .limit(1);
  return rows.length;
}

export interface Membership {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly demo: boolean;
  readonly role: Role;
}

/** Workspaces of a user, first joined first; the demo workspace last. */
export async function listMemberships(input: { db: Queryable; userId: string; sessionVersion?: number }): Promise<Membership[]> {
  const ofVersion = input.sessionVersion === undefined ? undefined : eq(users.sessionVersion, input.sessionVersion);
  return input.db
    .select({ workspaceId: workspaces.id, workspaceName: workspaces.name, demo: workspaces.demo, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.userId, input.userId), ofVersion))
    .orderBy(asc(workspaces.demo), asc(members.createdAt));
}

/** Failures of the window that is open for this account and address. */
export async function countFailures(input: {
  db: Queryable;
  account: string;
  address: string;
  windowMinutes: number;
}): Promise<number> {
  const [row] = await input.db
    .select({ failures: loginAttempts.failures })
    .from(loginAttempts)
    .where(
      and(
        eq(loginAttempts.account, input.account),
        eq(loginAttempts.address, input.address),
        sql`${loginAttempts.windowStartedAt} > now() - make_interval(mins => ${input.windowMinutes})`,
      ),
    );
  return row?.failures ?? 0;
}

export async function noteFailure(input: {
  db: Queryable;
  account: string;
  address: string;
  windowMinutes: number;
}): Promise<void> {
  const isOver = sql`${loginAttempts.windowStartedAt} <= now() - make_interval(mins => ${input.windowMinutes})`;
  await input.db
    .insert(loginAttempts)
    .values({ account: input.account, address: input.address, failures: 1 })
    .onConflictDoUpdate({
      target: [loginAttempts.account, loginAttempts.address],
      set: {
        failures: sql`case when ${isOver} then 1 else ${loginAttempts.failures} + 1 end`,
        windowStartedAt: sql`case when ${isOver} then now() else ${loginAttempts.windowStartedAt} end`,
      },
    });
}

export async function clearFailures({
  db,
  account,
  address,
}: {
  db: Queryable;
  account: string;
  address: string;
}): Promise<void> {
  await db.delete(loginAttempts).where(and(eq(loginAttempts.account, account), eq(loginAttempts.address, address)));
}
