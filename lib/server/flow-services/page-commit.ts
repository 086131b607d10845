import { z } from "zod";
import type { Queryable } from "@/db/client";
import { type FailedRecord, keepFailed, resolveFailed } from "@/db/queries/dead-letters";
import { finishEvents } from "@/db/queries/inbound";
import { addNodeFigures, addTotals, insertOutcomes, type NewOutcome, type NodeFigures } from "@/db/queries/outcomes";
import { finishPage } from "@/db/queries/pages";
import { type NewReview, openReviews } from "@/db/queries/reviews";
import { appendLog, appendRecords, type NewLogLine } from "@/db/queries/run-log";
import { type CommitRun, lockCommit } from "@/db/queries/runs";
import { type PageCommit, type PageReceipt, passId } from "@/engine/functions/ports";
import type { Driver } from "@/engine/interpreter/plan";
import type { NodeTrace, PlannedWrite } from "@/engine/interpreter/ports";
import { AppError, toErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import type { OutcomeKind } from "@/lib/core/outcomes";
import type { App } from "@/lib/server/app";
import { notifyRun } from "@/lib/server/flow-services/live";
import type { OpenRun, OpenRuns } from "@/lib/server/flow-services/open-runs";

/** Everything one page leaves behind, in one transaction: after it the page is done, before it nothing is. */
export async function commitPage(app: App, runs: OpenRuns, commit: PageCommit): Promise<PageReceipt> {
  const opened = await runs.get(commit.ref.runId);
  const driver = driverOf(opened, commit);
  const requests = await opened.takeRequests(driver);
  const began = performance.now();
  const committed = app.db.transaction(async (db) => {
    const run = await lockCommit({ db, runId: commit.ref.runId, driver: driver.nodeId });
    if (run?.status !== "running" || run.cancelRequested) throw cancelled();
    const { workspaceId, id: runId } = run;
    const at = app.clock();
    const counts = countOutcomes(commit);
    const last = commit.nextCursor === null;
    const timings = { ...commit.timings, commit: Math.round(performance.now() - began) };
    const page = { db, workspaceId, runId, driver: passId(commit.ref), page: commit.ref.page };
    const records = commit.outcomes.length;
    const recordSeq = run.recordSeq + records;
    const lines = journalOf({ driver, commit, debug: opened.frozen.debug === true });
    const logSeq = run.logSeq + lines.length;
    const receipt = { page: commit.ref.page, records, last, at: at.getTime() };
    // Sent without waiting for each other's answers; what fails, or was done before, undoes them all.
    const [isFirst] = await Promise.all([
      finishPage({
        ...page,
        values: { cursorAfter: commit.nextCursor, last, watermark: commit.watermark, records, counts, timings },
      }),
      insertOutcomes({ ...page, outcomes: rowsOf(run, commit) }),
      addNodeFigures({ db, workspaceId, runId, nodes: commit.traces.map((trace) => figuresOf(trace)) }),
      appendLog({ db, workspaceId, runId, seq: run.logSeq, lines }),
      appendRecords({ db, workspaceId, runId, seq: logSeq, before: run.recordSeq, total: recordSeq }),
      addTotals({
        ...{ db, workspaceId, runId, counts, recordSeq, logSeq: logSeq + records },
        requestsSource: requests.source,
        requestsTarget: requests.target,
        progress: { driver: driver.nodeId, pass: commit.ref.pass, page: commit.ref.page, last },
      }),
      run.mode === "live" ? keepWhatWaits({ db, run, opened, driver, commit }) : undefined,
      commit.events ? finishEvents({ db, workspaceId, events: commit.events }) : undefined,
      notifyRun(db, run),
    ]);
    if (!isFirst) throw new DoneBefore(receipt);
    const { maxFailures } = opened.plan.settings;
    const isTooMuch = maxFailures !== undefined && run.failed + counts.failed >= maxFailures;
    return isTooMuch ? { ...receipt, stop: "threshold" as const } : receipt;
  });
  return committed.catch((thrown: unknown) => {
    if (thrown instanceof DoneBefore) return thrown.receipt;
    throw thrown;
  });
}

/** The page was committed by somebody else: nothing of this commit may stay. */
class DoneBefore extends Error {
  constructor(readonly receipt: PageReceipt) {
    super("the page is done already");
  }
}

function driverOf(opened: OpenRun, { ref }: PageCommit): Driver {
  const driver = opened.plan.drivers.find(({ nodeId }) => nodeId === ref.nodeId);
  if (driver) return driver;
  throw new AppError({ code: "flow.invalid", category: "config", message: `The flow has no driver ${ref.nodeId}` });
}

function countOutcomes({ outcomes }: PageCommit): Record<OutcomeKind, number> {
  const counts = { created: 0, updated: 0, unchanged: 0, ignored: 0, failed: 0, review: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}

function rowsOf(run: CommitRun, { outcomes, planned: plannedByItem }: PageCommit): NewOutcome[] {
  const planned = plannedByItem.size === 0 ? NO_PLAN : plannedByRecord(plannedByItem, new Set(outcomes.map(({ key }) => key)));
  return outcomes.map((outcome, index) => ({
    seq: run.recordSeq + index + 1,
    key: outcome.key,
    label: outcome.label,
    outcome: outcome.outcome,
    nodeId: outcome.nodeId ?? null,
    targets: outcome.targets,
    error: outcome.error,
    reason: outcome.reason ?? outcome.review,
    steps: outcome.steps,
    planned: planned.get(outcome.key),
  }));
}

const NO_PLAN: ReadonlyMap<string, PlannedWrite[]> = new Map();

/** Writes of items split from a record (`7#2`) are the record's (`7`). */
function plannedByRecord(byItem: PageCommit["planned"], records: ReadonlySet<string>): Map<string, PlannedWrite[]> {
  const planned = new Map<string, PlannedWrite[]>();
  for (const [itemKey, writes] of byItem) {
    let key = itemKey;
    while (!records.has(key) && key.includes("#")) key = key.slice(0, key.lastIndexOf("#"));
    planned.set(key, [...(planned.get(key) ?? []), ...writes]);
  }
  return planned;
}

function figuresOf(trace: NodeTrace): NodeFigures {
  const recordsOut = Object.values(trace.out).reduce((sum, count) => sum + count, 0);
  return {
    nodeId: trace.nodeId,
    recordsIn: trace.in,
    recordsOut,
    failed: trace.failed,
    ignored: trace.ignored,
    ms: Math.round(trace.ms),
    counts: { ...trace.out, ...trace.counts },
  };
}

/** A header at the first page of a pass; a line for each record follows (UI-48). */
function journalOf({ driver, commit, debug }: { driver: Driver; commit: PageCommit; debug: boolean }): NewLogLine[] {
  const { timings, ref, outcomes } = commit;
  const key = ref.pass === "retry" ? "retryPhase" : "phase";
  const header = { level: "info" as const, key, params: { stream: driver.stream, node: driver.node.label ?? driver.nodeId } };
  const times = { page: ref.page + 1, records: outcomes.length, read: timings.read, run: timings.run };
  return [...(ref.page === 0 ? [header] : []), ...(debug ? [{ level: "info" as const, key: "pageTimes", params: times }] : [])];
}

type Waiting = { db: Queryable; run: CommitRun; opened: OpenRun; driver: Driver; commit: PageCommit };

/** Failed records are kept for the next run (GEN-03), those that passed are forgotten; questions wait for a person. */
async function keepWhatWaits(input: Waiting): Promise<void> {
  const { db, run, driver, commit } = input;
  const { workspaceId, flowId, id: runId } = run;
  const { outcomes } = commit;
  if (!run.hasFailed && !outcomes.some(({ outcome }) => outcome === "failed" || outcome === "review")) return;
  const failed = outcomes.filter(({ outcome }) => outcome === "failed");
  const read = new Map(failed.length === 0 ? [] : commit.items.map((item) => [item.key, item.data]));
  const records = failed.map(
    ({ key, label, nodeId, error }): FailedRecord => ({
      key,
      label,
      nodeId: nodeId ?? null,
      error: error ?? toErrorInfo(new Error("The record failed and nothing says why")),
      payload: payloadOf(read.get(key)),
    }),
  );
  await keepFailed({ db, workspaceId, flowId, driver: driver.nodeId, runId, records });
  await forgetSolved(input, new Set(failed.map(({ key }) => key)));
  await openReviews({ db, workspaceId, flowId, runId, reviews: reviewsOf(input) });
}

/** Most flows have nothing that waits: their pages name no records. */
async function forgetSolved({ db, run, driver, commit }: Waiting, failedKeys: ReadonlySet<string>): Promise<void> {
  if (!run.hasFailed) return;
  const scope = { db, workspaceId: run.workspaceId, flowId: run.flowId, driver: driver.nodeId };
  const keys = [...(commit.askedKeys ?? []), ...commit.outcomes.map(({ key }) => key)].filter((key) => !failedKeys.has(key));
  await resolveFailed({ ...scope, keys });
}

/** Larger ones are read from their source again, or are lost with the event that brought them. */
const MOST_PAYLOAD_CHARS = 256_000;

function payloadOf(data: JsonObject | undefined): JsonObject | null {
  return data !== undefined && JSON.stringify(data).length <= MOST_PAYLOAD_CHARS ? data : null;
}

/** `link` is the one in question; `recordKey` the record to read again once it is answered. */
const LinkInQuestionSchema = z.object({
  stream: z.string(),
  link: z.object({ sourceStream: z.string(), targetConnectionId: z.string(), key: z.string() }),
});

function reviewsOf({ opened, commit }: { opened: OpenRun; commit: PageCommit }): NewReview[] {
  return commit.outcomes.flatMap(({ outcome, key: recordKey, label, nodeId, review }) => {
    if (outcome !== "review" || nodeId === undefined || review === undefined) return [];
    const { stream: targetStream, link } = LinkInQuestionSchema.parse(review);
    const { sourceStream, targetConnectionId, key } = link;
    const { owner } = opened;
    return [{ owner, sourceStream, targetConnectionId, targetStream, key, recordKey, label, nodeId, question: review }];
  });
}

function cancelled(): AppError {
  return new AppError({ code: "run.cancelled", category: "cancelled", message: "The run was cancelled" });
}
