import type { Queryable } from "@/db/client";
import { findTurn, lockTurn } from "@/db/queries/runs";
import { advanceSchedule, type DueSchedule, lockDueSchedules } from "@/db/queries/schedules";
import { nextOnGrid } from "@/engine/functions/schedule-grid";
import type { App } from "@/lib/server/app";
import { insertRunAndEvent } from "@/lib/server/flow-services/requests";

const BATCH = 50;

/**
 * Starts a run for each schedule whose time has come, and moves it on along its grid. An occurrence that falls inside
 * a run of the same flow is skipped, never queued (UI-41).
 */
export async function startDueSchedules(app: App, now: Date): Promise<number> {
  let started = 0;
  for (let taken = BATCH; taken === BATCH; ) {
    const batch = await app.db.transaction(async (db) => {
      const due = await lockDueSchedules({ db, now, limit: BATCH });
      let begun = 0;
      for (const schedule of due) if (await startOne(app, db, schedule, now)) begun += 1;
      return { taken: due.length, begun };
    });
    taken = batch.taken;
    started += batch.begun;
  }
  return started;
}

async function startOne(app: App, db: Queryable, schedule: DueSchedule, now: Date): Promise<boolean> {
  const { workspaceId, flowId, spec, timeZone } = schedule;
  const nextAt = nextStart(app, schedule, now, { spec, timeZone });
  const at = { db, workspaceId, scheduleId: schedule.id, nextAt };
  await lockTurn({ db, flowId });
  const { running, next } = await findTurn({ db, workspaceId, flowId });
  const isFree = running === undefined && next === undefined;
  if (!isFree || !schedule.flowEnabled || schedule.versionId === null) {
    await advanceSchedule(at);
    return false;
  }
  const runId = await insertRunAndEvent(db, { workspaceId, flowId, mode: "live", trigger: "schedule", requestedBy: "system" });
  await advanceSchedule({ ...at, runId });
  return true;
}

/** Null switches off a schedule whose cron comes no more; the others must not be held up by it. */
function nextStart(
  app: App,
  schedule: DueSchedule,
  now: Date,
  { spec, timeZone }: Pick<DueSchedule, "spec" | "timeZone">,
): Date | null {
  try {
    return nextOnGrid(spec, { anchor: schedule.nextAt ?? now, now, timeZone });
  } catch (thrown) {
    if (!(thrown instanceof RangeError) && !(thrown instanceof TypeError)) throw thrown;
    app.log.error("schedule.unusable", { scheduleId: schedule.id, message: thrown.message });
    return null;
  }
}
