import { appendLog } from "@/db/queries/run-log";
import { listForgottenRuns, listSilentRuns, lockRun, type RunRow, updateRun } from "@/db/queries/runs";
import { AppError, toErrorInfo } from "@/lib/core/errors";
import type { App } from "@/lib/server/app";
import { notifyRun } from "@/lib/server/flow-services/live";
import { putRequested } from "@/lib/server/flow-services/requests";
import { endRun } from "@/lib/server/flow-services/turns";

const FORGOTTEN_MS = 60_000;
/** Nobody works on it: a page under way is told of every 20 seconds, a failed one when it fails. */
const SILENT_MS = 3 * 60_000;
/** The same where nobody can tell whether the execution waits for its next attempt, which is at most this far away. */
const UNKNOWN_MS = 15 * 60_000;
/** Whatever its execution says. */
const HOPELESS_MS = 60 * 60_000;
/** Times a run is taken up again by itself. */
const MOST_MENDS = 3;

export interface Mending {
  readonly now: Date;
  readonly isAlive?: ((executionId: string) => Promise<boolean>) | undefined;
}

/** Calls queued runs that nobody will call; runs that nobody works on any more go on at their next page, or are closed. */
export async function mendRuns(
  app: App,
  { now, isAlive }: Mending,
): Promise<{ called: number; resumed: number; closed: number }> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const forgotten = await listForgottenRuns({ db: app.db, before: before(FORGOTTEN_MS) });
  const minute = Math.floor(now.getTime() / FORGOTTEN_MS);
  for (const run of forgotten) await putRequested(app.db, run, `mend:${minute}`);
  const silent = await listSilentRuns({ db: app.db, before: before(isAlive ? SILENT_MS : UNKNOWN_MS) });
  let resumed = 0;
  let closed = 0;
  for (const run of silent) {
    const isLong = (run.heartbeatAt ?? run.startedAt ?? run.createdAt) < before(HOPELESS_MS);
    if (!isLong && run.executionId !== null && (await isAlive?.(run.executionId))) continue;
    if (await closeHopeless(app, run, isLong)) closed += 1;
    else if (await takeUp(app, run)) resumed += 1;
  }
  if (forgotten.length + resumed > 0) app.wakeRelay();
  return { called: forgotten.length, resumed, closed };
}

async function closeHopeless(app: App, run: RunRow, isLong: boolean): Promise<boolean> {
  if (run.cancelRequested) {
    await endRun(app, { runId: run.id, ending: { status: "cancelled" } });
    return true;
  }
  if (!isLong && run.mends < MOST_MENDS) return false;
  const message = "Nobody worked on the run any more, and taking it up again did not help";
  const error = toErrorInfo(new AppError({ code: "run.stuck", category: "system", message }));
  await endRun(app, { runId: run.id, ending: { status: "failed", error } });
  return true;
}

/** Back among those that wait, first of its flow: it goes on at its next page in a new execution. */
async function takeUp(app: App, { id: runId, executionId }: RunRow): Promise<boolean> {
  return app.db.transaction(async (db) => {
    const run = await lockRun({ db, runId });
    // Its page may have been done while we asked.
    if (run?.status !== "running" || run.executionId !== executionId) return false;
    const { workspaceId } = run;
    const attempt = run.attempt + 1;
    const logSeq = await appendLog({ db, workspaceId, runId, seq: run.logSeq, lines: [{ level: "warn", key: "mended" }] });
    const values = { status: "queued" as const, executionId: null, attempt, mends: run.mends + 1, logSeq };
    await updateRun({ db, workspaceId, runId, values });
    await putRequested(db, { ...run, attempt });
    await notifyRun(db, run);
    return true;
  });
}
