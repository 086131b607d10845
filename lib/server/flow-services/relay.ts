import { deleteEvents } from "@/db/queries/inbound";
import { deleteNotifications } from "@/db/queries/notifications";
import { deleteSent, markSent, markUnsent, takeUnsent } from "@/db/queries/outbox";
import type { SendEvents } from "@/engine/functions/ports";
import type { App } from "@/lib/server/app";
import { errorFields } from "@/lib/server/log";
import { pruneWorkspaces } from "@/lib/server/retention";

const BATCH = 100;
/** A relay that died between taking and sending: somebody else takes it after this. */
const AGAIN_MS = 30_000;
const FAILED_MS = 5_000;
/** The store's clock is not ours. */
const SLACK_MS = 100;
const SENT_DAYS = 2;
const RUN_DAYS = 90;
const PRUNE_BATCH = 2_000;
const DAY_MS = 86_400_000;

/** Sends what the outbox holds, whoever wrote it; what could not be sent, or was taken by a process that died, comes back. */
export class Relay {
  private timer: NodeJS.Timeout | undefined;
  private timerAt = 0;
  private closed = false;
  private readonly under = new Set<Promise<number>>();

  constructor(
    private readonly app: App,
    private readonly send: SendEvents,
    private readonly times: { readonly againMs: number; readonly failedMs: number } = { againMs: AGAIN_MS, failedMs: FAILED_MS },
  ) {}

  /** Answers how many events; their ids make sending one twice harmless. */
  run(): Promise<number> {
    const running = this.drain();
    this.under.add(running);
    return running.finally(() => this.under.delete(running));
  }

  /** Waits for what is being sent. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await Promise.allSettled(this.under);
  }

  private async drain(): Promise<number> {
    const { db, log } = this.app;
    const { againMs, failedMs } = this.times;
    let sent = 0;
    for (;;) {
      const events = await takeUnsent({ db, limit: BATCH, againAfterMs: againMs });
      if (events.length === 0) {
        // Another relay may have taken what we were called for, and die before it is sent: nobody would call again.
        this.lookAgain(againMs);
        return sent;
      }
      const ids = events.map(({ id }) => id);
      try {
        await this.send(events.map(({ id, name, payload }) => ({ id, name, data: payload })));
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown.message : String(thrown);
        log.warn("outbox.not_sent", { events: ids.length, message: error });
        await markUnsent({ db, ids, error, afterMs: failedMs });
        this.lookAgain(failedMs);
        return sent;
      }
      await markSent({ db, ids });
      sent += events.length;
    }
  }

  private lookAgain(inMs: number): void {
    const at = Date.now() + inMs + SLACK_MS;
    if (this.closed || (this.timer && this.timerAt <= at)) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.run().catch((error: unknown) => {
        this.app.log.error("outbox.relay_failed", errorFields(error));
        this.lookAgain(this.times.failedMs);
      });
    }, inMs + SLACK_MS).unref();
  }
}

/** One small batch of what is past its age. True = there is more. */
export async function prune(app: App, now: Date): Promise<boolean> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const { db } = app;
  const events = await deleteSent({ db, before: daysAgo(SENT_DAYS), limit: PRUNE_BATCH });
  const arrived = await deleteEvents({ db, before: daysAgo(RUN_DAYS), limit: PRUNE_BATCH });
  const told = await deleteNotifications({ db, before: daysAgo(RUN_DAYS), limit: PRUNE_BATCH });
  const more = await pruneWorkspaces(app, now);
  return more || told === PRUNE_BATCH || events === PRUNE_BATCH || arrived === PRUNE_BATCH;
}
