import { OUTBOX_CHANNEL } from "@/db/queries/outbox";
import { listStopped } from "@/db/queries/runs";
import type { FlowServices, SendEvents } from "@/engine/functions/ports";
import type { App } from "@/lib/server/app";
import { startDueSchedules } from "@/lib/server/flow-services/due-schedules";
import { KeyLocks } from "@/lib/server/flow-services/key-locks";
import { listenRuns } from "@/lib/server/flow-services/live";
import { OpenRuns } from "@/lib/server/flow-services/open-runs";
import { commitPage } from "@/lib/server/flow-services/page-commit";
import { noteFailure, openPage } from "@/lib/server/flow-services/pages";
import { prune, relayOutbox } from "@/lib/server/flow-services/relay";
import { beginRun, endRun, mendRuns } from "@/lib/server/flow-services/turns";

export interface RunningFlowServices extends FlowServices {
  /** Stops the requests of this process; its pages go on elsewhere or later. */
  close(): Promise<void>;
}

/** What the four functions need, on Postgres. One per process. */
export async function createFlowServices(app: App, send: SendEvents): Promise<RunningFlowServices> {
  const locks = new KeyLocks(app.sql);
  const runs = new OpenRuns(app, locks);
  // A cancelled run is told of like any change: its requests end at once, not at the next look.
  const unlisten = await listenRuns(app.sql, ({ runId }) => void runs.noticed(runId));
  // Whoever wrote the event may have died before it was sent, or may be a process that sends nothing.
  const outbox = await app.sql.listen(OUTBOX_CHANNEL, () => app.wakeRelay());
  return {
    begin: (input) => beginRun(app, input),
    openPage: (ref) => openPage(app, runs, ref),
    commitPage: (commit) => commitPage(app, runs, commit),
    failPage: (input) => noteFailure(app, input),
    isStopped: async (runId) => (await listStopped({ db: app.db, runIds: [runId] })).length > 0,
    endRun: async (input) => {
      await endRun(app, input);
      await runs.drop(input.runId);
    },
    startDueSchedules: (now) => startDueSchedules(app, now),
    relayOutbox: () => relayOutbox(app, send),
    mendRuns: (now) => mendRuns(app, now),
    prune: (now) => prune(app, now),
    close: async () => {
      await outbox.unlisten();
      await unlisten();
      await runs.close();
      await locks.close();
    },
  };
}
