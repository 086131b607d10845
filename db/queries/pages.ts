import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Database, Queryable } from "@/db/client";
import type { RunRow } from "@/db/queries/runs";
import { flows, runPages, runs } from "@/db/schema";
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

/** What a page begins with; see `placeOf`. */
export interface PagePlace {
  readonly run: RunRow;
  /** Whether the flow waits. */
  readonly isPaused: boolean;
  readonly own: PageRow | undefined;
  readonly previous: PageRow | undefined;
}

/** Asked for every page of every run: its text is made once for each store. */
const placeQueries = new WeakMap<Database, ReturnType<typeof preparePlace>>();

function preparePlace(db: Database) {
  const page = sql.placeholder("page");
  return db
    .select({ run: runs, pausedAt: flows.pausedAt, page: runPages })
    .from(runs)
    .innerJoin(flows, eq(flows.id, runs.flowId))
    .leftJoin(
      runPages,
      and(
        eq(runPages.runId, runs.id),
        eq(runPages.driver, sql.placeholder("driver")),
        sql`${runPages.page} in (${page}, ${page} - 1)`,
      ),
    )
    .where(eq(runs.id, sql.placeholder("runId")))
    .prepare("page_place");
}

/** The run of a page, this page's row and the one before it: an event of the executor names no workspace, the run tells it. */
export async function placeOf({
  db,
  ...at
}: Omit<OnePage, "workspaceId" | "db"> & { db: Database }): Promise<PagePlace | undefined> {
  const query = placeQueries.get(db) ?? preparePlace(db);
  placeQueries.set(db, query);
  const rows = await query.execute({ runId: at.runId, driver: at.driver, page: at.page });
  const [first] = rows;
  if (!first) return undefined;
  const pageAt = (page: number) => rows.find((row) => row.page?.page === page)?.page ?? undefined;
  return { run: first.run, isPaused: first.pausedAt !== null, own: pageAt(at.page), previous: pageAt(at.page - 1) };
}

/** Notes that a page is being worked on; its attempts are counted. */
export async function startPage({ db, workspaceId, runId, driver, page }: OnePage): Promise<void> {
  await db.execute(sql`
    insert into run_pages as p (workspace_id, run_id, driver, page, status)
    values (${workspaceId}, ${runId}, ${driver}, ${page}, 'reading')
    on conflict (run_id, driver, page) do update set status = 'reading', attempt = p.attempt + 1, started_at = now(), error = null
    where p.status <> 'done'`);
}

export type DonePage = Pick<PageRow, "cursorAfter" | "last" | "watermark" | "records" | "counts" | "timings">;

/** False when it was done already: whatever comes with it must not be counted twice. */
export async function finishPage({
  db,
  workspaceId,
  runId,
  driver,
  page,
  values,
}: OnePage & { values: DonePage }): Promise<boolean> {
  const { cursorAfter, last, watermark, records, counts, timings } = values;
  const json = (value: Json) => (value === null ? null : JSON.stringify(value));
  const rows = await db.execute(sql`
    update run_pages set status = 'done', cursor_after = ${json(cursorAfter)}::jsonb, last = ${last},
      watermark = ${json(watermark)}::jsonb, records = ${records}, counts = ${json(counts)}::jsonb,
      timings = ${json(timings)}::jsonb, ended_at = now(), error = null
    where workspace_id = ${workspaceId} and run_id = ${runId} and driver = ${driver} and page = ${page} and status <> 'done'
    returning page`);
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
