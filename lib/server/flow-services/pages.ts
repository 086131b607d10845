import { listRetryKeys } from "@/db/queries/dead-letters";
import { failPage, findPages, type PageRow, startPage } from "@/db/queries/pages";
import { appendLog } from "@/db/queries/run-log";
import { findRunOfEvent, listFailedKeys, lockRun, type RunRow, updateRun } from "@/db/queries/runs";
import { type OpenedPage, type PageReceipt, type PageRef, passId } from "@/engine/functions/ports";
import type { Driver } from "@/engine/interpreter/plan";
import type { PlannedWrite } from "@/engine/interpreter/ports";
import { AppError, type ErrorInfo } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { notifyRun } from "@/lib/server/flow-services/live";
import type { OpenRun, OpenRuns } from "@/lib/server/flow-services/open-runs";
import { MAX_RECORD_ATTEMPTS } from "@/lib/server/flow-services/turns";

/** Records whose steps are kept, of the first page and of each later one; those that fail always are. */
const FIRST_SAMPLES = 20;
const LATER_SAMPLES = 2;

/** What a page begins with, from the ledger. */
export async function openPage(app: App, runs: OpenRuns, ref: PageRef): Promise<OpenedPage> {
  const { db } = app;
  const run = await findRunOfEvent({ db, runId: ref.runId });
  if (run?.status !== "running" || run.cancelRequested) return { state: "cancelled" };
  const { workspaceId } = run;
  const at = { db, workspaceId, runId: run.id, driver: passId(ref), page: ref.page };
  const { own, previous } = await findPages(at);
  if (own?.status === "done") return { state: "done", receipt: receiptOf(own) };
  await startPage(at);
  const opened = await runs.get(run.id);
  opened.usedAt = Date.now();
  const driver = opened.plan.drivers.find(({ nodeId }) => nodeId === ref.nodeId);
  if (!driver) throw new AppError({ code: "flow.invalid", category: "config", message: `The flow has no driver ${ref.nodeId}` });
  const cursor = previous?.cursorAfter ?? null;
  const planned = new Map<string, PlannedWrite[]>();
  return {
    state: "open",
    plan: opened.plan,
    driver,
    ctx: opened.context(driver, planned),
    cursor,
    since: run.since ?? (driver.usesWatermark ? (opened.frozen.watermarks[driver.nodeId] ?? null) : null),
    ...(run.keys === null ? {} : { keys: run.keys }),
    ...(ref.pass === "retry" ? { keyPage: await keyPageOf(app, opened, { run, driver, cursor }) } : {}),
    ...(run.limit === null ? {} : { limit: Math.max(0, run.limit - run.total - run.review) }),
    samples: ref.page === 0 ? FIRST_SAMPLES : LATER_SAMPLES,
    ahead: opened.ahead,
    planned,
  };
}

/** Failed records in key order: the cursor is the last key, so that what passes meanwhile shifts nothing. */
async function keyPageOf(app: App, opened: OpenRun, input: { run: RunRow; driver: Driver; cursor: Json | null }) {
  const { run, driver, cursor } = input;
  const { db } = app;
  const { workspaceId, flowId } = run;
  const limit = opened.plan.settings.pageSize;
  const after = typeof cursor === "string" ? cursor : null;
  const keys =
    run.retryOf === null
      ? await listRetryKeys({
          db,
          workspaceId,
          flowId,
          driver: driver.nodeId,
          before: run.startedAt ?? run.createdAt,
          maxAttempts: MAX_RECORD_ATTEMPTS,
          after,
          limit,
        })
      : await listFailedKeys({
          db,
          workspaceId,
          runId: run.retryOf,
          drivers: [driver.nodeId, passId({ nodeId: driver.nodeId, pass: "retry" })],
          after,
          limit,
        });
  return { keys, next: keys.length < limit ? null : (keys.at(-1) ?? null) };
}

export function receiptOf(row: Pick<PageRow, "page" | "records" | "last" | "endedAt">): PageReceipt {
  return { page: row.page, records: row.records, last: row.last, at: row.endedAt?.getTime() ?? 0 };
}

/** Keeps why a page could not be done, with the page and in the journal. */
export async function noteFailure(app: App, input: { ref: PageRef; error: ErrorInfo; willRetry: boolean }): Promise<void> {
  const { ref, error, willRetry } = input;
  await app.db.transaction(async (db) => {
    const run = await lockRun({ db, runId: ref.runId });
    if (run?.status !== "running") return;
    const { workspaceId, id: runId } = run;
    await failPage({ db, workspaceId, runId, driver: passId(ref), page: ref.page, error });
    const params = { page: ref.page + 1, code: error.code, message: error.message };
    const line = willRetry
      ? { level: "warn" as const, key: "pageRetry", params }
      : { level: "error" as const, key: "pageFailed", params };
    const logSeq = await appendLog({ db, workspaceId, runId, seq: run.logSeq, lines: [line] });
    await updateRun({ db, workspaceId, runId, values: { logSeq, heartbeatAt: app.clock() } });
    await notifyRun(db, run);
  });
}
