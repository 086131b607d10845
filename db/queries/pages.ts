import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { runPages } from "@/db/schema";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";

export type PageRow = typeof runPages.$inferSelect;

type OneRun = { readonly db: Queryable; readonly workspaceId: string; readonly runId: string };
/** `driver` is the pass: the node's id, or that with `~retry`. */
type OnePage = OneRun & { readonly driver: string; readonly page: number };
const one = (input: OnePage) =>
  and(
    eq(runPages.workspaceId, input.workspaceId),
    eq(runPages.runId, input.runId),
    eq(runPages.driver, input.driver),
    eq(runPages.page, input.page),
  );

/** This page's row and the one before it; of a run the caller looks up as well, which tells the workspace. */
export async function findPages(
  input: Omit<OnePage, "workspaceId">,
): Promise<{ own: PageRow | undefined; previous: PageRow | undefined }> {
  const rows = await input.db
    .select()
    .from(runPages)
    .where(
      and(
        eq(runPages.runId, input.runId),
        eq(runPages.driver, input.driver),
        sql`${runPages.page} in (${input.page}, ${input.page - 1})`,
      ),
    );
  return {
    own: rows.find((row) => row.page === input.page),
    previous: rows.find((row) => row.page === input.page - 1),
  };
}

/** Notes that a page is being worked on; its attempts are counted. */
export async function startPage(input: OnePage): Promise<void> {
  const { db, workspaceId, runId, driver, page } = input;
  await db
    .insert(runPages)
    .values({ workspaceId, runId, driver, page, status: "reading" })
    .onConflictDoUpdate({
      target: [runPages.runId, runPages.driver, runPages.page],
      set: { status: "reading", attempt: sql`${runPages.attempt} + 1`, startedAt: sql`now()`, error: null },
      setWhere: sql`${runPages.status} <> 'done'`,
    });
}

export type DonePage = Pick<PageRow, "cursorAfter" | "last" | "watermark" | "records" | "counts" | "timings">;

/** False when it was done already: whatever comes with it must not be counted twice. */
export async function finishPage(input: OnePage & { values: DonePage }): Promise<boolean> {
  const rows = await input.db
    .update(runPages)
    .set({ ...input.values, status: "done", endedAt: sql`now()`, error: null })
    .where(and(one(input), sql`${runPages.status} <> 'done'`))
    .returning({ page: runPages.page });
  return rows.length > 0;
}

export async function failPage(input: OnePage & { error: ErrorInfo }): Promise<void> {
  await input.db
    .update(runPages)
    .set({ status: "failed", error: input.error, endedAt: sql`now()` })
    .where(and(one(input), sql`${runPages.status} <> 'done'`));
}

/** Where each pass of a run stands: its last page that is done, and the error of the page after it. */
export interface PassState {
  readonly driver: string;
  readonly page: number;
  readonly last: boolean;
  readonly watermark: Json | null;
}

export async function listPassStates(input: OneRun): Promise<PassState[]> {
  return input.db
    .selectDistinctOn([runPages.driver], {
      driver: runPages.driver,
      page: runPages.page,
      last: runPages.last,
      watermark: runPages.watermark,
    })
    .from(runPages)
    .where(and(eq(runPages.workspaceId, input.workspaceId), eq(runPages.runId, input.runId), eq(runPages.status, "done")))
    .orderBy(asc(runPages.driver), sql`${runPages.page} desc`);
}

/** Why a run stopped: the error of the page that failed last. */
export async function findPageError(input: OneRun): Promise<ErrorInfo | undefined> {
  const [row] = await input.db
    .select({ error: runPages.error })
    .from(runPages)
    .where(
      and(
        eq(runPages.workspaceId, input.workspaceId),
        eq(runPages.runId, input.runId),
        eq(runPages.status, "failed"),
        sql`${runPages.error} is not null`,
      ),
    )
    .orderBy(sql`${runPages.endedAt} desc`)
    .limit(1);
  return row?.error ?? undefined;
}

/** In the order they were done. */
export async function listPages(input: OneRun): Promise<PageRow[]> {
  return input.db
    .select()
    .from(runPages)
    .where(and(eq(runPages.workspaceId, input.workspaceId), eq(runPages.runId, input.runId)))
    .orderBy(asc(runPages.startedAt), asc(runPages.driver), asc(runPages.page));
}

/** Drivers that are read from their first page again. */
export async function forgetPages(input: OneRun & { drivers: readonly string[] }): Promise<void> {
  if (input.drivers.length === 0) return;
  const { db, workspaceId, runId, drivers } = input;
  await db
    .delete(runPages)
    .where(and(eq(runPages.workspaceId, workspaceId), eq(runPages.runId, runId), inArray(runPages.driver, [...drivers])));
}
