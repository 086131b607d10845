import { type DriverPace, readPace } from "@/db/queries/pace";
import { isFlowPaused } from "@/db/queries/pauses";
import { findRun, type RunRow } from "@/db/queries/runs";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";

/** Older pages say little about how fast it goes now. */
const WINDOW_SECONDS = 180;

/** How far a run is. */
export interface RunProgress {
  /** Source records it is done with. */
  readonly done: number;
  /** About how many it will read; null = its sources do not tell. */
  readonly total: number | null;
  /** Over the last minutes; null before the first page is done. */
  readonly perMinute: number | null;
  /** Seconds left at that pace; null where one of both is not known. */
  readonly secondsLeft: number | null;
}

/** What a run is about now, beyond its row. */
export interface RunStanding {
  /** Its flow is paused. */
  readonly paused: boolean;
  /** null for a run that waits or is over. */
  readonly progress: RunProgress | null;
}

export async function readStanding(app: App, run: RunRow): Promise<RunStanding> {
  if (run.status !== "running" && run.status !== "queued") return { paused: false, progress: null };
  const { workspaceId, id: runId, expected } = run;
  const [paused, passes] = await Promise.all([
    isFlowPaused({ db: app.db, runId }),
    run.status === "running" ? readPace({ db: app.db, workspaceId, runId, windowSeconds: WINDOW_SECONDS }) : undefined,
  ]);
  return { paused, progress: passes ? progressOf(passes, expected) : null };
}

/** The same by run, of those that are still there. */
export async function readStandings(app: App, access: Access, runIds: readonly string[]): Promise<Map<string, RunStanding>> {
  const read = runIds.map(async (runId): Promise<[string, RunStanding][]> => {
    const run = await findRun({ db: app.db, workspaceId: access.workspaceId, runId });
    return run ? [[runId, await readStanding(app, run)]] : [];
  });
  return new Map((await Promise.all(read)).flat());
}

/** A stream read to its end counts as what it was; the others as what their source said. */
export function progressOf(passes: readonly DriverPace[], expected: RunRow["expected"]): RunProgress {
  const done = sum(passes.map(({ records }) => records));
  const going = passes.filter(({ isRead }) => !isRead);
  const perMinute = sum(going.map(({ recent, seconds }) => (seconds > 0 ? (recent / seconds) * 60 : 0)));
  const pace = perMinute > 0 ? perMinute : null;
  const total = totalOf(passes, expected);
  const left = total === null || pace === null ? null : ((total - done) / pace) * 60;
  return {
    done,
    total,
    perMinute: pace === null ? null : Math.round(pace),
    secondsLeft: left === null ? null : Math.max(0, Math.round(left)),
  };
}

function totalOf(passes: readonly DriverPace[], expected: RunRow["expected"]): number | null {
  const drivers = new Set([...passes.map(({ driver }) => driver), ...Object.keys(expected)]);
  let total = 0;
  for (const driver of drivers) {
    const pass = passes.find((each) => each.driver === driver);
    const told = expected[driver] ?? null;
    if (pass?.isRead) total += pass.records;
    else if (told === null) return null;
    // More came than there were when it was counted.
    else total += Math.max(told, pass?.records ?? 0);
  }
  return drivers.size === 0 ? null : total;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
