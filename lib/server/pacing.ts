import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectorLimits } from "@/connectors/contract";
import type { Answered, Pace } from "@/connectors/http";
import { blockRequests, leaseRequests } from "@/db/queries/pacing";
import type { App } from "@/lib/server/app";
import { errorFields } from "@/lib/server/log";

type Connection = { readonly workspaceId: string; readonly connectionId: string; readonly limits: ConnectorLimits };

/** Requests leased at once: about a second's worth, so that pacing costs a query a second and none per request. */
const LEASE_SECONDS = 1;
/** Share of the bucket that bulk runs leave to people and webhooks. */
const RESERVED = 0.2;
const LONGEST_WAIT_MS = 2_000;
const DEFAULT_PAUSE_MS = 1_000;

/** The shared bucket of a connection, seen from one process: requests are leased in chunks. */
class SharedPace {
  private tokens = 0;
  private leasedAt = 0;
  private leasing: Promise<void> | undefined;
  private spentMs = 0;
  private answers = 0;

  constructor(
    private readonly app: App,
    private readonly connection: Connection,
    private readonly reserve: number,
  ) {}

  async acquire(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      // Unused requests are not hoarded: others wait for them.
      if (this.tokens >= 1 && Date.now() - this.leasedAt < 2_000 * LEASE_SECONDS) {
        this.tokens -= 1;
        return;
      }
      this.leasing ??= this.lease(signal).finally(() => {
        this.leasing = undefined;
      });
      await this.leasing;
    }
  }

  note({ ms, status, retryAfterMs }: Answered): void {
    this.spentMs += ms;
    this.answers += 1;
    if (status !== 429 && (status !== 503 || retryAfterMs === undefined)) return;
    this.tokens = 0;
    const { sql, log } = this.app;
    const { connectionId, limits } = this.connection;
    const forMs = retryAfterMs ?? DEFAULT_PAUSE_MS;
    blockRequests({ sql, connectionId, most: { rate: limits.requestsPerSecond }, forMs }).catch((error: unknown) =>
      log.warn("pace.not_told", errorFields(error)),
    );
  }

  private async lease(signal: AbortSignal): Promise<void> {
    const { limits, workspaceId, connectionId } = this.connection;
    const { requestsPerSecond: rate, burst } = limits;
    const wanted = Math.max(1, Math.min(burst, Math.ceil(rate * LEASE_SECONDS)));
    const latelyMs = this.answers === 0 ? null : this.spentMs / this.answers;
    this.spentMs = 0;
    this.answers = 0;
    try {
      const { sql } = this.app;
      const most = { rate, burst };
      const reserve = Math.min(burst - 1, burst * this.reserve);
      const { taken, waitMs } = await leaseRequests({ sql, workspaceId, connectionId, most, wanted, reserve, latelyMs });
      this.tokens = taken;
      this.leasedAt = Date.now();
      if (taken < 1) await sleep(Math.min(LONGEST_WAIT_MS, Math.max(5, waitMs)), undefined, { signal });
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      // Without the store nobody knows what others send: this process keeps to its own limits.
      this.app.log.warn("pace.unknown", errorFields(thrown));
      this.tokens = wanted;
      this.leasedAt = Date.now();
    }
  }
}

/** By store and connection: runs of one process share their leases. */
const paces = new WeakMap<App["sql"], Map<string, SharedPace>>();

/** Paces requests to a connection among all processes; bulk runs leave room for those in a hurry. */
export function paceOf(app: App, connection: Connection, isBulk: boolean): Pace {
  const known = paces.get(app.sql) ?? new Map<string, SharedPace>();
  paces.set(app.sql, known);
  const name = `${connection.connectionId} ${isBulk}`;
  const pace = known.get(name) ?? new SharedPace(app, connection, isBulk ? RESERVED : 0);
  known.set(name, pace);
  return pace;
}
