import { deleteEvents } from "@/db/queries/inbound";
import { deleteSent, markSent, markUnsent, takeUnsent } from "@/db/queries/outbox";
import type { SendEvents } from "@/engine/functions/ports";
import type { App } from "@/lib/server/app";
import { pruneWorkspaces } from "@/lib/server/retention";

const BATCH = 100;
/** A relay that died between taking and sending: somebody else takes it after this. */
const AGAIN_MS = 30_000;
const FAILED_MS = 5_000;
const SENT_DAYS = 2;
const RUN_DAYS = 90;
const PRUNE_BATCH = 2_000;
const DAY_MS = 86_400_000;

/** Sends what the outbox holds; the events' ids make sending one twice harmless. */
export async function relayOutbox(app: App, send: SendEvents): Promise<number> {
  let sent = 0;
  for (;;) {
    const events = await takeUnsent({ db: app.db, limit: BATCH, againAfterMs: AGAIN_MS });
    if (events.length === 0) return sent;
    const ids = events.map(({ id }) => id);
    try {
      await send(events.map(({ id, name, payload }) => ({ id, name, data: payload })));
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown.message : String(thrown);
      app.log.warn("outbox.not_sent", { events: ids.length, message: error });
      await markUnsent({ db: app.db, ids, error, afterMs: FAILED_MS });
      return sent;
    }
    await markSent({ db: app.db, ids });
    sent += events.length;
  }
}

/** One small batch of what is past its age. True = there is more. */
export async function prune(app: App, now: Date): Promise<boolean> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const { db } = app;
  const events = await deleteSent({ db, before: daysAgo(SENT_DAYS), limit: PRUNE_BATCH });
  const arrived = await deleteEvents({ db, before: daysAgo(RUN_DAYS), limit: PRUNE_BATCH });
  const more = await pruneWorkspaces(app, now);
  return more || events === PRUNE_BATCH || arrived === PRUNE_BATCH;
}
