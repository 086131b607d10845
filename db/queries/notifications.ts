import { and, desc, eq, gt, inArray, ne, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { deadLetters, flows, members, notifications, reviews, users } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";

export type NotificationRow = typeof notifications.$inferSelect;

type Scope = { readonly db: Queryable; readonly workspaceId: string };

export type NewNotification = Pick<
  NotificationRow,
  "level" | "key" | "params" | "runId" | "flowId" | "integrationId" | "mailTo" | "createdAt"
>;

/**
 * Says what a run has to tell, in the transaction that ends it. Of a run that ends again the words are new; a mail that was
 * decided before is not sent a second time.
 */
export async function putNotification({ db, workspaceId, news }: Scope & { news: NewNotification }): Promise<void> {
  const { level, key, params, createdAt, mailTo } = news;
  const mailState = mailTo === null ? null : ("due" as const);
  await db
    .insert(notifications)
    .values({ id: newId("ntf"), workspaceId, ...news, mailState })
    .onConflictDoUpdate({
      target: notifications.runId,
      set: {
        ...{ level, key, params, createdAt },
        mailTo: sql`coalesce(${notifications.mailTo}, excluded.mail_to)`,
        mailState: sql`coalesce(${notifications.mailState}, excluded.mail_state)`,
      },
    });
}

/** What was told of a run is over: it stays for its mail, and is not shown any more. */
export async function calmNotification({ db, workspaceId, runId }: Scope & { runId: string }): Promise<void> {
  const one = and(eq(notifications.workspaceId, workspaceId), eq(notifications.runId, runId));
  await db.update(notifications).set({ level: "info" }).where(one);
}

/** Records of a run that nobody was told of yet: failed for the first time, given up, questions that are new. */
export async function countNews(
  input: Scope & { runId: string; since: Date; mostAttempts: number },
): Promise<{ failed: number; gaveUp: number; review: number }> {
  const { db, workspaceId, runId, since, mostAttempts } = input;
  const [letters] = await db
    .select({
      failed: sql<number>`(count(*) filter (where ${deadLetters.attempts} = 1))::int`,
      gaveUp: sql<number>`(count(*) filter (where ${deadLetters.attempts} = ${mostAttempts}))::int`,
    })
    .from(deadLetters)
    .where(and(eq(deadLetters.workspaceId, workspaceId), eq(deadLetters.runId, runId), eq(deadLetters.status, "open")));
  const [asked] = await db
    .select({ review: sql<number>`count(*)::int` })
    .from(reviews)
    .where(
      and(
        eq(reviews.workspaceId, workspaceId),
        eq(reviews.runId, runId),
        eq(reviews.status, "open"),
        sql`${reviews.createdAt} >= ${since.toISOString()}`,
      ),
    );
  return { failed: letters?.failed ?? 0, gaveUp: letters?.gaveUp ?? 0, review: asked?.review ?? 0 };
}

export type NotificationListing = Pick<NotificationRow, "id" | "level" | "key" | "params" | "runId" | "createdAt"> & {
  readonly flow: string;
};

/** What people should know, newest first. */
export async function listNotifications({ db, workspaceId, limit }: Scope & { limit: number }): Promise<NotificationListing[]> {
  const { id, level, key, params, runId, createdAt } = notifications;
  return db
    .select({ id, level, key, params, runId, createdAt, flow: flows.name })
    .from(notifications)
    .innerJoin(flows, eq(flows.id, notifications.flowId))
    .where(and(eq(notifications.workspaceId, workspaceId), ne(level, "info")))
    .orderBy(desc(createdAt), desc(id))
    .limit(limit);
}

type OneMember = Scope & { readonly userId: string };

/** Of a member: how many came since the list was last looked at. */
export async function countUnseen({ db, workspaceId, userId }: OneMember): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(notifications)
    .innerJoin(members, and(eq(members.workspaceId, notifications.workspaceId), eq(members.userId, userId)))
    .where(
      and(
        eq(notifications.workspaceId, workspaceId),
        ne(notifications.level, "info"),
        gt(notifications.createdAt, sql`coalesce(${members.notifiedUntil}, ${members.createdAt})`),
      ),
    );
  return row?.count ?? 0;
}

export async function markSeen({ db, workspaceId, userId, until }: OneMember & { until: Date }): Promise<void> {
  await db
    .update(members)
    .set({ notifiedUntil: until })
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
}

/** `locale`: the language the person chose; null = none yet. */
export interface MemberMailRow {
  readonly email: string;
  readonly mail: JsonObject;
  readonly locale: Locale | null;
}

/** What every member of the workspace asked for, as it is stored. */
export async function listMemberMails({ db, workspaceId }: Scope): Promise<MemberMailRow[]> {
  return db
    .select({ email: users.email, mail: members.mail, locale: users.locale })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, workspaceId));
}

export async function findMemberMail({ db, workspaceId, userId }: OneMember): Promise<JsonObject | undefined> {
  const one = and(eq(members.workspaceId, workspaceId), eq(members.userId, userId));
  const [row] = await db.select({ mail: members.mail }).from(members).where(one);
  return row?.mail;
}

export async function saveMemberMail({ db, workspaceId, userId, mail }: OneMember & { mail: JsonObject }): Promise<void> {
  await db
    .update(members)
    .set({ mail })
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
}

/** Takes mails that are due: from now on each is sent, or lost, and never taken again unless `putOffMail` says so. */
export async function takeDueMails({ db, limit }: { db: Queryable; limit: number }): Promise<NotificationRow[]> {
  const due = db
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.mailState, "due"), sql`${notifications.mailAfter} <= now()`))
    .orderBy(notifications.mailAfter)
    .limit(limit)
    .for("update", { skipLocked: true });
  return db
    .update(notifications)
    .set({ mailState: "sending", mailAttempts: sql`${notifications.mailAttempts} + 1` })
    .where(inArray(notifications.id, due))
    .returning();
}

export async function endMail({ db, id, error }: { db: Queryable; id: string; error: string | null }): Promise<void> {
  const mailState = error === null ? ("sent" as const) : ("failed" as const);
  await db.update(notifications).set({ mailState, mailError: error }).where(eq(notifications.id, id));
}

/** The mail server certainly did not take it: it is tried again after `afterMs`. */
/** `mailTo`: those it has not reached yet. */
export async function putOffMail(input: {
  db: Queryable;
  id: string;
  error: string;
  afterMs: number;
  mailTo: string[];
}): Promise<void> {
  const { db, id, error, afterMs, mailTo } = input;
  await db
    .update(notifications)
    .set({ mailTo, mailState: "due", mailError: error, mailAfter: sql`now() + ${afterMs} * interval '1 ms'` })
    .where(eq(notifications.id, id));
}

export async function deleteNotifications({
  db,
  before,
  limit,
}: {
  db: Queryable;
  before: Date;
  limit: number;
}): Promise<number> {
  const rows = await db.execute(sql`
    delete from notifications where id in (
      select id from notifications where created_at < ${before.toISOString()} limit ${limit} for update skip locked)`);
  return rows.count;
}
