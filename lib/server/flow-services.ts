import { OUTBOX_CHANNEL } from "@/db/queries/outbox";
import { listStopped, type RunRow } from "@/db/queries/runs";
import type { FlowServices, SendEvents } from "@/engine/functions/ports";
import type { App } from "@/lib/server/app";
import { startDueSchedules } from "@/lib/server/flow-services/due-schedules";
import { Estimates } from "@/lib/server/flow-services/estimates";
import { InboundDesk } from "@/lib/server/flow-services/inbound-desk";
import { KeyLocks } from "@/lib/server/flow-services/key-locks";
import { listenRuns } from "@/lib/server/flow-services/live";
import { mendRuns } from "@/lib/server/flow-services/mend";
import { OpenRuns } from "@/lib/server/flow-services/open-runs";
import { commitPage } from "@/lib/server/flow-services/page-commit";
import { noteFailure, openPage } from "@/lib/server/flow-services/pages";
import { prune, Relay } from "@/lib/server/flow-services/relay";
import { beginRun, endRun } from "@/lib/server/flow-services/turns";
import { errorFields } from "@/lib/server/log";
import { Mails } from "@/lib/server/notifications/mails";
import { afterRun } from "@/lib/server/reconcile/reconcile";
import { traced, traceRun } from "@/lib/server/telemetry";

export interface RunningFlowServices extends FlowServices {
  /** From now on events of webhooks get runs; before it their runs would have nobody to send them to. */
  openDesk(): Promise<void>;
  /** Stops the requests of this process; its pages go on elsewhere or later. */
  close(): Promise<void>;
}

export interface FlowPorts {
  readonly send: SendEvents;
  /** Does this execution of a function still go on? Absent where nobody can tell: then only silence says it does not. */
  readonly isAlive?: (executionId: string) => Promise<boolean>;
}

/** What the four functions need, on Postgres. One per process. */
export async function createFlowServices(app: App, { send, isAlive }: FlowPorts): Promise<RunningFlowServices> {
  const locks = new KeyLocks(app.sql, () => {
    app.log.warn("store.session_lost");
    runs.cut().catch((error: unknown) => app.log.error("run.cut_failed", errorFields(error)));
  });
  const runs = new OpenRuns(app, locks);
  // A cancelled run is told of like any change: its requests end at once, not at the next look.
  const unlisten = await listenRuns(app.sql, ({ runId }) => runs.noticed(runId));
  // Whoever wrote the event may have died before it was sent, or may be a process that sends nothing.
  const desk = new InboundDesk(app);
  const relay = new Relay(app, send);
  const mails = new Mails(app);
  const estimates = new Estimates(app, runs);
  const outbox = await app.sql.listen(OUTBOX_CHANNEL, () => app.wakeRelay());
  return {
    traced: (name, { runId, nodeId, pass, page }, action) =>
      traced(name, { runId, driver: nodeId, pass, page }, () => runs.during(runId, action)),
    begin: (input) => traced("step", { runId: input.runId, name: "begin" }, () => beginRun(app, input)),
    openPage: (ref) => openPage(app, { runs, desk }, ref),
    commitPage: async (commit) => {
      const receipt = await commitPage(app, runs, commit);
      void estimates.pageDone(commit, receipt);
      return receipt;
    },
    failPage: (input) => noteFailure(app, input),
    isStopped: async (runId) => (await listStopped({ db: app.db, runIds: [runId] })).length > 0,
    endRun: async (input) => {
      const run = await traced("step", { runId: input.runId, name: "end" }, () => endRun(app, input));
      if (run) traceEnd(run, input.ending.status);
      if (run) await afterRun(app, run, input.ending.status);
      await runs.drop(input.runId);
      if (run?.takesEvents) await desk.left(run.flowId);
      mails.wake();
    },
    startDueSchedules: (now) => startDueSchedules(app, now),
    relayOutbox: () => relay.run(),
    sendMails: () => mails.send(),
    mendRuns: async (now) => {
      const mended = await mendRuns(app, { now, isAlive });
      return { ...mended, called: mended.called + (await desk.sweep()) };
    },
    prune: (now) => prune(app, now),
    openDesk: () => desk.open(),
    close: async () => {
      await relay.close();
      await mails.close();
      await outbox.unlisten();
      await desk.close();
      await unlisten();
      await runs.cut();
      await locks.close();
    },
  };
}

function traceEnd(run: RunRow, status: string): void {
  if (run.startedAt === null || run.endedAt !== null) return;
  const { id, flowId, mode, trigger, startedAt, total: records } = run;
  traceRun({ id, flowId, mode, trigger, status, startedAt, endedAt: new Date(), records });
}
