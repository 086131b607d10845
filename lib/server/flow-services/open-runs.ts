import { findVersion } from "@/db/queries/flows";
import { findRunWrites } from "@/db/queries/links";
import { findRunOfEvent, listStopped, type RunRow, touchRuns } from "@/db/queries/runs";
import { FlowDocumentSchema } from "@/engine/document/schema";
import type { PageAhead } from "@/engine/functions/ports";
import { type Driver, type Plan, planFlow } from "@/engine/interpreter/plan";
import type { BoundConnector, Evaluator, NodeContext, PlannedWrite, RunTable } from "@/engine/interpreter/ports";
import { createEvaluator } from "@/engine/mapping/evaluator";
import { AppError } from "@/lib/core/errors";
import type { App } from "@/lib/server/app";
import { bindConnection } from "@/lib/server/bound-connector";
import { type Frozen, parseFrozen } from "@/lib/server/flow-services/frozen";
import type { KeyLocks } from "@/lib/server/flow-services/key-locks";
import { createLinkStore, type RunWrites } from "@/lib/server/flow-services/link-store";
import { createReconcilePort } from "@/lib/server/reconcile/port";

const WATCH_MS = 1_000;
/** Each page tells of itself; a person who stops a run does not feel this. */
const NOTICE_MS = 100;
/** A run says at least this often that somebody works on it, however long its page is. */
const TOUCH_MS = 20_000;
/** Pages may go on in another process: what this one keeps for a run is dropped when it was not asked for. */
const IDLE_MS = 10 * 60_000;

/** A run as this process works on it: everything a page needs, loaded once. */
export class OpenRun {
  readonly abort = new AbortController();
  readonly links: NodeContext["links"];
  readonly tables: ReadonlyMap<string, RunTable>;
  readonly ahead: PageAhead = { page: undefined };
  usedAt = Date.now();
  /** Connections whose systems take one write at a time, whichever flow it comes from. */
  private readonly gated = new Set<string>();
  private readonly bound = new Map<string, Promise<BoundConnector>>();
  private readonly counted = new Map<string, number>();
  private readonly evaluator: Evaluator & { close(): void };
  private readonly reconcile: NodeContext["reconcile"];

  constructor(
    private readonly app: App,
    locks: KeyLocks,
    readonly run: RunRow,
    readonly plan: Plan,
    readonly frozen: Frozen,
    private writesBefore: RunWrites,
  ) {
    this.links = createLinkStore({
      sql: app.sql,
      locks,
      workspaceId: run.workspaceId,
      runId: run.id,
      writesBefore: () => this.writesBefore,
      gateOf: (connectionId) => (this.gated.has(connectionId) ? `write:${connectionId}` : undefined),
      signal: this.abort.signal,
    });
    this.tables = new Map(frozen.tables.map((table) => [table.key, table]));
    this.evaluator = createEvaluator({ tables: this.tables });
    this.reconcile = createReconcilePort(app, run);
  }

  get owner(): string {
    return this.run.integrationId ?? this.run.flowId;
  }

  /** A page is done again: what it had written when it was cut short is its own. */
  async remember(): Promise<void> {
    this.writesBefore = await findRunWrites({ sql: this.app.sql, runId: this.run.id });
  }

  /** `role:shop` or a connection's own id, as an id. */
  connectionId(ref: string): string {
    if (!ref.startsWith("role:")) return ref;
    const id = this.frozen.connections[ref.slice("role:".length)];
    if (id) return id;
    throw new AppError({
      code: "flow.invalid",
      category: "config",
      message: `No connection plays ${ref}`,
      details: { ref },
    });
  }

  /** One binding per connection and run. */
  connector(ref: string): Promise<BoundConnector> {
    const connectionId = this.connectionId(ref);
    const known = this.bound.get(connectionId);
    if (known) return known;
    const { workspaceId } = this.run;
    const binding = bindConnection(this.app, {
      workspaceId,
      connectionId,
      signal: this.abort.signal,
      isBulk: this.run.trigger === "schedule",
    }).then((bound) => {
      if (bound.parallelWrites === 1) this.gated.add(connectionId);
      return bound;
    });
    this.bound.set(connectionId, binding);
    binding.catch(() => this.bound.delete(connectionId));
    return binding;
  }

  context(driver: Driver, planned: Map<string, PlannedWrite[]>): NodeContext {
    const { run, app } = this;
    return {
      mode: run.mode,
      runId: run.id,
      owner: this.owner,
      settings: this.frozen.settings,
      trigger: run.input,
      startedAt: (run.startedAt ?? run.createdAt).toISOString(),
      connector: (ref) => this.connector(ref),
      evaluator: this.evaluator,
      table: (key) => this.tables.get(key),
      links: this.links,
      sourceStream: driver.sourceStream,
      signal: this.abort.signal,
      plan: (item, write) => planned.set(item.key, [...(planned.get(item.key) ?? []), write]),
      now: app.clock,
      ...(this.reconcile ? { reconcile: this.reconcile } : {}),
    };
  }

  /** Requests sent since the last time this was asked: to the driver's own system, and to all others. */
  async takeRequests(driver: Driver): Promise<{ source: number; target: number }> {
    const sourceId = driver.connection === undefined ? undefined : this.connectionId(driver.connection);
    const sums = { source: 0, target: 0 };
    for (const [connectionId, binding] of this.bound) {
      const now = (await binding).requests();
      sums[connectionId === sourceId ? "source" : "target"] += now - (this.counted.get(connectionId) ?? 0);
      this.counted.set(connectionId, now);
    }
    return sums;
  }

  /** Ends what is under way too: a run may be told to be over before anybody heard that it was stopped. */
  close(): void {
    this.abort.abort();
    // A flow that is paused, or a run that failed: what was begun ahead is done when it goes on.
    this.ahead.page?.run?.stop();
    this.evaluator.close();
  }
}

/** The runs this process works on. Watches whether a person stops one, and ends its requests then. */
export class OpenRuns {
  private readonly open = new Map<string, Promise<OpenRun>>();
  /** Pages under way, by run. */
  private readonly working = new Map<string, number>();
  /** Of which something was told that was not looked at yet. */
  private readonly told = new Set<string>();
  private looking: NodeJS.Timeout | undefined;
  private touchedAt = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly app: App,
    private readonly locks: KeyLocks,
  ) {}

  /** While a page is worked on its run is known to live. */
  async during<T>(runId: string, work: () => Promise<T>): Promise<T> {
    this.working.set(runId, (this.working.get(runId) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (this.working.get(runId) ?? 1) - 1;
      if (left > 0) this.working.set(runId, left);
      else this.working.delete(runId);
    }
  }

  /** `attempt`: what is kept of an earlier one, with its version and settings, is not of use. */
  async get(runId: string, attempt?: number): Promise<OpenRun> {
    const known = this.open.get(runId);
    if (known === undefined) return this.begin(runId);
    const opened = await known;
    if (attempt === undefined || opened.run.attempt >= attempt) return opened;
    if (this.open.get(runId) === known) await this.drop(runId);
    return this.get(runId, attempt);
  }

  private begin(runId: string): Promise<OpenRun> {
    const loading = this.load(runId);
    this.open.set(runId, loading);
    loading.catch(() => this.open.delete(runId));
    this.timer ??= setInterval(() => void this.watch(), WATCH_MS).unref();
    return loading;
  }

  async drop(runId: string): Promise<void> {
    const entry = this.open.get(runId);
    this.open.delete(runId);
    (await entry?.catch(() => undefined))?.close();
    if (this.open.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Ends the requests of runs that were stopped; called at every notice of them, and every second. */
  private async watch(runIds: readonly string[] = [...this.open.keys()]): Promise<void> {
    try {
      const stopped = await listStopped({ db: this.app.db, runIds });
      for (const runId of stopped) await this.drop(runId);
      await this.dropIdle();
      await this.touch();
    } catch (thrown) {
      this.app.log.warn("run.watch_failed", { message: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  }

  /** Something changed about a run; only those of this process are looked at, once for all that is told in a moment. */
  noticed(runId: string): void {
    if (!this.open.has(runId)) return;
    this.told.add(runId);
    this.looking ??= setTimeout(() => {
      this.looking = undefined;
      const runIds = [...this.told].filter((id) => this.open.has(id));
      this.told.clear();
      if (runIds.length > 0) void this.watch(runIds);
    }, NOTICE_MS).unref();
  }

  /** Stops what is under way: the process ends, or has lost its locks, and the pages are done again by whoever has them. */
  async cut(): Promise<void> {
    for (const runId of [...this.open.keys()]) await this.drop(runId);
  }

  private async touch(): Promise<void> {
    if (this.working.size === 0 || Date.now() - this.touchedAt < TOUCH_MS) return;
    this.touchedAt = Date.now();
    await touchRuns({ db: this.app.db, runIds: [...this.working.keys()], at: this.app.clock() });
  }

  private async dropIdle(): Promise<void> {
    for (const [runId, entry] of this.open) {
      // However long its page takes.
      if (this.working.has(runId)) continue;
      const opened = await entry.catch(() => undefined);
      if (opened && Date.now() - opened.usedAt > IDLE_MS) await this.drop(runId);
    }
  }

  private async load(runId: string): Promise<OpenRun> {
    const { db } = this.app;
    const run = await findRunOfEvent({ db, runId });
    if (!run) throw new AppError({ code: "run.not_found", category: "notFound", message: `No run ${runId}` });
    const version = await findVersion({ db, workspaceId: run.workspaceId, versionId: run.versionId });
    if (!version) throw new AppError({ code: "flow.not_published", category: "config", message: "The version is gone" });
    const plan = planFlow(FlowDocumentSchema.parse(version.document));
    const frozen = parseFrozen(run.frozen);
    const pageSize = frozen.pageSize ?? plan.settings.pageSize;
    // Of a process that died inside a page.
    const writes = await findRunWrites({ sql: this.app.sql, runId });
    return new OpenRun(this.app, this.locks, run, { ...plan, settings: { ...plan.settings, pageSize } }, frozen, writes);
  }
}
