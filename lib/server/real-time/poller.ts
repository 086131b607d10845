import { listRealTimeWorkspaces } from "@/db/queries/real-time";
import { findTurn, lockTurn } from "@/db/queries/runs";
import type { App } from "@/lib/server/app";
import { bindContext } from "@/lib/server/bound-connector";
import { insertRunAndEvent } from "@/lib/server/flow-services/requests";
import { errorFields } from "@/lib/server/log";
import { type Reader, readersOf } from "@/lib/server/real-time/hints";

/** While things happen, and at the most when nothing does. */
export const ACTIVE_MS = 15_000;
export const QUIET_MS = 5 * 60_000;
const SLOWER = 1.5;
const TICK_MS = 5_000;
const PROBE_MS = 20_000;
const LOCK = "passerelle:poller";

interface Watched {
  /** What the source said last; undefined = not asked yet. */
  readonly mark: string | null | undefined;
  readonly pauseMs: number;
  readonly dueAt: number;
}

/** When to ask again: soon after a change, later and later without one. */
export function nextPause(pauseMs: number, hasChanged: boolean): number {
  return hasChanged ? ACTIVE_MS : Math.min(QUIET_MS, Math.round(pauseMs * SLOWER));
}

/**
 * CO-01: asks the sources of the flows that follow changes whether anything is new, with one cheap request under the
 * pacing of the connection, and starts the flow if so. The flow reads from its own watermark, as always. Of several
 * processes one asks, and never two questions to one source at once.
 */
export class Poller {
  private readonly watched = new Map<string, Watched>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly app: App) {}

  start(): void {
    const tick = async () => {
      try {
        await this.app.sql.begin(async (sql) => {
          const [row] = await sql<{ ok: boolean }[]>`select pg_try_advisory_xact_lock(hashtextextended(${LOCK}, 0)) as ok`;
          if (row?.ok) await this.round();
        });
      } catch (thrown) {
        this.app.log.warn("poller.failed", errorFields(thrown));
      }
      if (!this.isClosed) this.timer = setTimeout(tick, TICK_MS).unref();
    };
    this.timer = setTimeout(tick, TICK_MS).unref();
  }

  /** Everything that is due, one source after the other. Answers how many runs were started. */
  async round(): Promise<number> {
    let started = 0;
    for (const workspaceId of await listRealTimeWorkspaces({ db: this.app.db })) {
      for (const reader of await readersOf(this.app, workspaceId)) {
        if (!reader.isRealTime || this.isClosed) continue;
        if (await this.look(reader)) started += 1;
      }
    }
    return started;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async look(reader: Reader): Promise<boolean> {
    const { id } = reader.flow;
    const now = this.app.clock().getTime();
    const known = this.watched.get(id) ?? { mark: undefined, pauseMs: ACTIVE_MS, dueAt: 0 };
    if (known.dueAt > now) return false;
    const mark = await this.probe(reader);
    // A source that does not say when it changed keeps its schedule; one that does not answer is asked later.
    const hasChanged = mark !== null && mark !== known.mark;
    const isStarted = hasChanged && (await this.startRun(reader));
    const pauseMs = nextPause(known.pauseMs, hasChanged);
    // What could not start now is still new at the next look.
    this.watched.set(id, { mark: hasChanged && !isStarted ? known.mark : (mark ?? known.mark), pauseMs, dueAt: now + pauseMs });
    return isStarted;
  }

  private async probe({ flow, connectionId, driver }: Reader): Promise<string | null> {
    try {
      const signal = AbortSignal.timeout(PROBE_MS);
      const { workspaceId } = flow;
      const { connector, context } = await bindContext(this.app, { workspaceId, connectionId, signal, isBulk: true });
      return (await connector.newest?.(context, driver.stream)) ?? null;
    } catch (thrown) {
      this.app.log.info("poller.no_answer", { flowId: flow.id, ...errorFields(thrown) });
      return null;
    }
  }

  /** Not while a run of the flow goes on or waits. */
  private async startRun({ flow: { id: flowId, workspaceId } }: Reader): Promise<boolean> {
    const isStarted = await this.app.db.transaction(async (db) => {
      await lockTurn({ db, flowId });
      const { running, next } = await findTurn({ db, workspaceId, flowId });
      if (running || next) return false;
      await insertRunAndEvent(db, { workspaceId, flowId, mode: "live", trigger: "schedule", requestedBy: "system" });
      return true;
    });
    if (isStarted) this.app.wakeRelay();
    return isStarted;
  }
}
