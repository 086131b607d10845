import { eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { deadLetters, outbox, type RunStatus, reviews, runs } from "@/db/schema";

/** Figures of the whole installation, for its metrics: no workspace and no record can be told from them. */
export interface InstallationFigures {
  readonly runs: readonly { readonly status: RunStatus; readonly count: number; readonly records: number }[];
  readonly unsentEvents: number;
  readonly openReviews: number;
  readonly openDeadLetters: number;
}

export async function readFigures({ db }: { db: Queryable }): Promise<InstallationFigures> {
  const count = sql<number>`count(*)::int`;
  const byStatus = await db
    .select({ status: runs.status, count, records: sql<number>`coalesce(sum(${runs.total}), 0)::float8` })
    .from(runs)
    .groupBy(runs.status);
  const [unsent] = await db.select({ count }).from(outbox).where(sql`${outbox.sentAt} is null`);
  const [review] = await db.select({ count }).from(reviews).where(eq(reviews.status, "open"));
  const [dead] = await db.select({ count }).from(deadLetters).where(eq(deadLetters.status, "open"));
  return {
    runs: byStatus,
    unsentEvents: unsent?.count ?? 0,
    openReviews: review?.count ?? 0,
    openDeadLetters: dead?.count ?? 0,
  };
}
