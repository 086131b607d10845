import { type DueLetters, listDueLetters, listFailedIn } from "@/db/queries/dead-letters";
import { findEventsOfKeys, findOrigin } from "@/db/queries/inbound";
import { failPage, type PageRow, placeOf, startPage } from "@/db/queries/pages";
import { appendLog } from "@/db/queries/run-log";
import { listFailedKeys, lockRun, type RunRow, updateRun } from "@/db/queries/runs";
import { type Arrived, type KeyPage, type OpenedPage, type PageReceipt, type PageRef, passId } from "@/engine/functions/ports";
import type { Driver } from "@/engine/interpreter/plan";
import type { PlannedWrite } from "@/engine/interpreter/ports";
import { AppError, type ErrorInfo } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import type { InboundDesk } from "@/lib/server/flow-services/inbound-desk";
import { notifyRun } from "@/lib/server/flow-services/live";
import type { OpenRun, OpenRuns } from "@/lib/server/flow-services/open-runs";

/** Records whose steps are kept, of the first page and of each later one; those that fail always are. */
const FIRST_SAMPLES = 20;
const LATER_SAMPLES = 2;
/** UI-22: in debug mode those of every record. */
const ALL_SAMPLES = 500;
const SAMPLED_EVENT_PAGES = 50;
/** A run of events ends, and another begins, so that none grows without end. */
const MAX_EVENT_PAGES = 5_000;
const MAX_EVENT_MS = 10 * 60_000;

interface PageTools {
  readonly runs: OpenRuns;
  readonly desk: InboundDesk;
}

/** What a page begins with, from the ledger. */
export async function openPage(app: App, { runs, desk }: PageTools, ref: PageRef): Promise<OpenedPage> {
  const { db } = app;
  const place = { db, runId: ref.runId, driver: passId(ref), page: ref.page };
  const found = await placeOf(place);
  if (found?.run.status !== "running" || found.run.cancelRequested) return { state: "cancelled" };
  const { run, own, previous, isPaused } = found;
  if (isPaused && own?.status !== "done") return { state: "paused" };
  const { workspaceId } = run;
  const at = { ...place, workspaceId };
  if (own?.status === "done") return { state: "done", receipt: { ...receiptOf(own), burst: run.takesEvents } };
  await startPage(at);
  const opened = await runs.get(run.id, run.attempt);
  opened.usedAt = Date.now();
  if (own) await opened.remember();
  const driver = opened.plan.drivers.find(({ nodeId }) => nodeId === ref.nodeId);
  if (!driver) throw new AppError({ code: "flow.invalid", category: "config", message: `The flow has no driver ${ref.nodeId}` });
  const cursor = previous?.cursorAfter ?? null;
  const planned = new Map<string, PlannedWrite[]>();
  const keyPage = ref.pass === "retry" ? await keyPageOf(app, opened, { run, driver, cursor }) : undefined;
  const arrived = driver.kind === "trigger" ? await arrivedFor(app, desk, { run, opened, page: ref.page, keyPage }) : undefined;
  return {
    state: "open",
    plan: opened.plan,
    driver,
    ctx: opened.context(driver, planned),
    cursor,
    since: run.since ?? (driver.usesWatermark ? (opened.frozen.watermarks[driver.nodeId] ?? null) : null),
    ...(run.until === null ? {} : { until: run.until }),
    ...(run.keys === null ? {} : { keys: run.keys }),
    ...(keyPage ? { keyPage } : {}),
    ...(ref.pass === "main" && driver.usesWatermark ? { skip: await failedAgain(app, opened, driver) } : {}),
    ...(arrived ? { arrived } : {}),
    ...(run.limit === null ? {} : { limit: Math.max(0, run.limit - run.total - run.review) }),
    samples: opened.frozen.debug ? ALL_SAMPLES : samplesOf(run, ref),
    laterSamples: opened.frozen.debug ? ALL_SAMPLES : samplesOf(run, { page: ref.page + 1 }),
    ahead: opened.ahead,
    planned,
  };
}

/** Pages of events are as many as there are events: samples of all of them would be a second copy. */
function samplesOf(run: RunRow, { page }: Pick<PageRef, "page">): number {
  if (page === 0) return FIRST_SAMPLES;
  return run.takesEvents && page > SAMPLED_EVENT_PAGES ? 0 : LATER_SAMPLES;
}

/** Events that wait for the run; for a retry, those that brought the records to be done again. */
async function arrivedFor(
  app: App,
  desk: InboundDesk,
  input: { run: RunRow; opened: OpenRun; page: number; keyPage: KeyPage | undefined },
): Promise<Arrived | undefined> {
  const { run, opened, page, keyPage } = input;
  const { workspaceId, flowId, id: runId } = run;
  if (keyPage) {
    // What was kept of them is enough.
    if (keyPage.given.length > 0) return undefined;
    const origin = await findOrigin({ db: app.db, workspaceId, runId });
    if (!origin?.takesEvents) return undefined;
    const events = await findEventsOfKeys({ db: app.db, workspaceId, runId: origin.id, keys: keyPage.keys });
    return { events, more: false };
  }
  if (!run.takesEvents) return undefined;
  const limit = opened.plan.settings.pageSize;
  const { events, isBusy } = await desk.take({ workspaceId, flowId, runId, limit, signal: opened.abort.signal });
  const isFull = events.length === limit;
  const isOld = page >= MAX_EVENT_PAGES || app.clock().getTime() - (run.startedAt ?? run.createdAt).getTime() > MAX_EVENT_MS;
  return { events, more: isFull || (isBusy && events.length > 0 && !isOld) };
}

/** Failed records in key order: the cursor is the last key, so that what passes meanwhile shifts nothing. */
async function keyPageOf(
  app: App,
  opened: OpenRun,
  input: { run: RunRow; driver: Driver; cursor: Json | null },
): Promise<KeyPage> {
  const { run, driver, cursor } = input;
  const limit = opened.plan.settings.pageSize;
  const after = typeof cursor === "string" ? cursor : null;
  const { keys, given } = run.retryOf === null ? await lettersOf(app, { ...input, after, limit }) : await failedOf(app, input);
  return { keys, given, next: keys.length < limit ? null : (keys.at(-1) ?? null) };

  async function failedOf({ db }: App, { run: { workspaceId, retryOf } }: typeof input) {
    const drivers = [driver.nodeId, passId({ nodeId: driver.nodeId, pass: "retry" })];
    return { keys: await listFailedKeys({ db, workspaceId, runId: retryOf ?? "", drivers, after, limit }), given: [] };
  }
}

/** By run and driver, asked once: what its retry pass could not do must not fail a second time in the main one. */
const failedKeys = new WeakMap<OpenRun, Map<string, Promise<ReadonlySet<string>>>>();

function failedAgain({ db }: App, opened: OpenRun, { nodeId: driver }: Driver): Promise<ReadonlySet<string>> {
  const { id: runId, workspaceId, flowId } = opened.run;
  const known = failedKeys.get(opened) ?? new Map<string, Promise<ReadonlySet<string>>>();
  failedKeys.set(opened, known);
  const asked = known.get(driver) ?? listFailedIn({ db, workspaceId, flowId, driver, runId }).then((keys) => new Set(keys));
  known.set(driver, asked);
  asked.catch(() => known.delete(driver));
  return asked;
}

/** What a person edited, and what a webhook brought once, is not read from the source again. */
async function lettersOf(
  { db }: App,
  { run, driver, after, limit }: { run: RunRow; driver: Driver; after: string | null; limit: number },
) {
  const { workspaceId, flowId } = run;
  const due: DueLetters = run.letters === null ? { before: run.startedAt ?? run.createdAt } : { ids: run.letters };
  const letters = await listDueLetters({ db, workspaceId, flowId, driver: driver.nodeId, due, after, limit });
  const given = letters.flatMap(({ key, label, payload, edited }) => {
    const data = edited ?? (driver.kind === "trigger" ? payload : null);
    return data === null ? [] : [{ key, label, data }];
  });
  return { keys: letters.map(({ key }) => key), given };
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
