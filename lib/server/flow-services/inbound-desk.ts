import { findVersion } from "@/db/queries/flows";
import { giveToRun, INBOUND_CHANNEL, type InboundEvent, listUnattended, lockWaiting, takeEvents } from "@/db/queries/inbound";
import { lockTurn } from "@/db/queries/runs";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { planFlow } from "@/engine/interpreter/plan";
import type { App } from "@/lib/server/app";
import { insertRunAndEvent } from "@/lib/server/flow-services/requests";
import { errorFields } from "@/lib/server/log";

/** A run stays for events that may still come when others have just come. */
const LINGER_MS = 500;
const BUSY_MS = 1_000;
/** A page asked for events this lately: the run goes on here and will take what comes. */
const ATTENDED_MS = 5_000;
const BATCH = 200;

type FlowRow = Awaited<ReturnType<typeof listUnattended>>[number];
type Seen = { lastAt: number; previousAt: number; attendedAt: number; wakes: Set<() => void> };

/**
 * Where events of webhooks wait for runs, seen from one process. Events that come while a run of their flow goes on make
 * its next pages; else a run is asked for. A flow that reads from a system does each event in a run of its own, whose
 * reads depend on it.
 */
export class InboundDesk {
  private readonly seen = new Map<string, Seen>();
  private readonly calling = new Map<string, { again: boolean }>();
  private readonly pageable = new Map<string, boolean>();
  private unlisten: (() => Promise<void>) | undefined;

  constructor(private readonly app: App) {}

  async open(): Promise<void> {
    const { unlisten } = await this.app.sql.listen(INBOUND_CHANNEL, (flowId) => this.noticed(flowId));
    this.unlisten = unlisten;
    await this.sweep();
  }

  async close(): Promise<void> {
    await this.unlisten?.();
    for (const { wakes } of this.seen.values()) for (const wake of wakes) wake();
  }

  /** Asks for runs wherever events wait and nobody takes them. Answers how many flows that were. */
  async sweep(): Promise<number> {
    const waiting = await listUnattended({ db: this.app.db });
    for (const flow of waiting) await this.call(flow.id);
    return waiting.length;
  }

  /** The same for one flow, once at a time: called when events come, and when a run that took them has ended. */
  async call(flowId: string): Promise<void> {
    const under = this.calling.get(flowId);
    if (under) {
      under.again = true;
      return;
    }
    const turn = { again: false };
    this.calling.set(flowId, turn);
    try {
      do {
        turn.again = false;
        const [flow] = await listUnattended({ db: this.app.db, flowId });
        if (flow) await this.attend(flow);
      } while (turn.again);
    } catch (thrown) {
      // The events are stored: the minute's sweep asks again.
      this.app.log.error("inbound.call_failed", { flowId, ...errorFields(thrown) });
    } finally {
      this.calling.delete(flowId);
    }
  }

  /** The run ended: events that came too late for it need another. */
  async left(flowId: string): Promise<void> {
    const seen = this.seen.get(flowId);
    if (seen) seen.attendedAt = 0;
    await this.call(flowId);
  }

  /** The next events of a run; while others have just come it is waited for more before there are none. */
  async take(input: {
    workspaceId: string;
    flowId: string;
    runId: string;
    limit: number;
    signal: AbortSignal;
  }): Promise<{ events: InboundEvent[]; isBusy: boolean }> {
    const seen = this.seenOf(input.flowId);
    const until = Date.now() + LINGER_MS;
    for (;;) {
      seen.attendedAt = Date.now();
      const woken = this.nextNotice(seen, until - Date.now(), input.signal);
      const events = await takeEvents({ db: this.app.db, ...input });
      const isBusy = seen.lastAt - seen.previousAt < BUSY_MS && Date.now() - seen.lastAt < BUSY_MS;
      if (events.length > 0 || !isBusy || Date.now() >= until || input.signal.aborted) {
        woken.cancel();
        return { events, isBusy };
      }
      await woken.promise;
    }
  }

  private noticed(flowId: string): void {
    const seen = this.seenOf(flowId);
    seen.previousAt = seen.lastAt;
    seen.lastAt = Date.now();
    for (const wake of seen.wakes) wake();
    if (Date.now() - seen.attendedAt > ATTENDED_MS) void this.call(flowId);
  }

  private seenOf(flowId: string): Seen {
    const known = this.seen.get(flowId) ?? { lastAt: 0, previousAt: 0, attendedAt: 0, wakes: new Set() };
    this.seen.set(flowId, known);
    return known;
  }

  private nextNotice({ wakes }: Seen, ms: number, signal: AbortSignal): { promise: Promise<void>; cancel: () => void } {
    let cancel: () => void = () => undefined;
    const promise = new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        wakes.delete(end);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, ms));
      wakes.add(end);
      signal.addEventListener("abort", end);
      cancel = end;
    });
    return { promise, cancel };
  }

  private async attend(flow: FlowRow): Promise<void> {
    const { id: flowId, workspaceId } = flow;
    const asked = { workspaceId, flowId, mode: "live", trigger: "webhook", requestedBy: "system" } as const;
    const isPageable = await this.isPageable(flow);
    for (let more = true; more; ) {
      more = await this.app.db.transaction(async (db) => {
        await lockTurn({ db, flowId });
        // Another process may have asked meanwhile.
        if ((await listUnattended({ db, flowId })).length === 0) return false;
        if (isPageable) {
          await insertRunAndEvent(db, { ...asked, takesEvents: true });
          return false;
        }
        const waiting = await lockWaiting({ db, workspaceId, flowId, limit: BATCH });
        for (const { id: eventId, endpointId, payload } of waiting) {
          const runId = await insertRunAndEvent(db, { ...asked, requestedBy: endpointId, input: payload });
          await giveToRun({ db, workspaceId, eventId, runId });
        }
        return waiting.length === BATCH;
      });
    }
    this.app.wakeRelay();
  }

  /** Everything the flow handles comes with the events themselves. */
  private async isPageable({ workspaceId, publishedVersionId: versionId }: FlowRow): Promise<boolean> {
    if (versionId === null) return false;
    const known = this.pageable.get(versionId);
    if (known !== undefined) return known;
    const version = await findVersion({ db: this.app.db, workspaceId, versionId });
    const isPageable = version
      ? planFlow(FlowDocumentSchema.parse(version.document)).drivers.every(({ kind }) => kind === "trigger")
      : false;
    this.pageable.set(versionId, isPageable);
    return isPageable;
  }
}
