import type { ListenMeta, Sql } from "postgres";
import type { Logger } from "@/connectors/contract";
import { ownBackoffMs } from "./backoff";
import { type ServeHandler, syncFunctions } from "./call";
import { fireCrons, nextCron, registerCrons } from "./crons";
import { type DriveContext, defaultBackoff, drive } from "./drive";
import { createGateway } from "./gateway";
import { ingest } from "./ingest";
import { type Job, SyncAnswerSchema } from "./protocol";
import { claim, heartbeat, nextDue, releaseAll, retryLater } from "./queue";
import { Registry } from "./registry";
import { pruneEnded } from "./retention";
import { WAKE_CHANNEL } from "./sql";
import { saveSteps } from "./steps";
import { startWorker, type WorkerLife } from "./workers";

export type ExecutorOptions = {
  /** A plain postgres.js pool (not one given to drizzle, which replaces its codecs). */
  sql: Sql;
  log: Logger;
  /** Opens a lasting connection to the same store; `onLost` is called when its session ends. */
  session: (onLost: () => void) => Sql;
  /** Jobs at the same time in this process. */
  parallel?: number;
  leaseMs?: number;
  /** Fallback when a notification is lost, and the beat of crons and lost leases. */
  pollMs?: number;
  /** How long ended runs are kept, at least a day. */
  keepMs?: number;
  maxExpiries?: number;
  backoff?: (attempt: number) => number;
};

/**
 * Drives Inngest functions in this process, durably, on Postgres, through the SDK's public API only. Several
 * processes may do so on one store; none of them leads.
 *
 *     const executor = new Executor({ sql, log });
 *     const client = new Inngest({ id, isDev: true, baseUrl: EMBEDDED_URL, fetch: executor.fetch });
 *     await executor.start(serve({ client, functions }));   // serve of "inngest/edge"
 */
export class Executor {
  readonly fetch: typeof fetch;
  private readonly registry = new Registry();
  private readonly running = new Map<string, { job: Job; done: Promise<void> }>();
  private readonly settings: Required<Omit<ExecutorOptions, "sql" | "log">>;
  private readonly sql: Sql;
  private readonly log: Logger;
  private worker: WorkerLife | undefined;
  private context: DriveContext | undefined;
  private listening: ListenMeta | undefined;
  private loops: Promise<void>[] = [];
  private stopping = false;
  private wakeCount = 0;
  private readonly sleepers = new Set<() => void>();

  constructor({ sql, log, ...options }: ExecutorOptions) {
    this.sql = sql;
    this.log = log;
    this.settings = {
      parallel: 10,
      leaseMs: 30_000,
      pollMs: 1_000,
      keepMs: 3 * 86_400_000,
      maxExpiries: 10,
      backoff: defaultBackoff,
      ...options,
    };
    this.fetch = createGateway({
      ingest: async (events) => {
        await sql.begin((tx) => ingest(this.registry, tx, events));
        this.wake();
      },
      checkpoint: ({ jobId, generation, ops }) => this.checkpoint(jobId, generation, ops),
    });
  }

  /** Registers the functions and begins to work. Throws when one of them uses what is not supported. */
  async start(handler: ServeHandler): Promise<void> {
    this.registry.load(SyncAnswerSchema.parse(await syncFunctions(handler)).functions);
    await registerCrons(this.sql, this.registry, new Date());
    this.worker = await startWorker({ sql: this.sql, log: this.log, session: this.settings.session });
    const { leaseMs, backoff, maxExpiries } = this.settings;
    this.context = { sql: this.sql, registry: this.registry, handler, log: this.log, leaseMs, backoff, maxExpiries };
    this.listening = await this.sql.listen(WAKE_CHANNEL, () => this.wake());
    this.loops = [this.claimLoop(), this.beatLoop(this.settings.leaseMs / 3, () => this.beat()), this.careLoop()];
  }

  /** Does this run of a function go on, in whichever process? */
  async isAlive(runId: string): Promise<boolean> {
    const open = await this.sql`select 1 from exec_runs where id = ${runId} and ended_at is null`;
    return open.count > 0;
  }

  /** Stops claiming, waits for what is under way at most `graceMs`, then gives the rest back to other processes. */
  async stop(graceMs = 5_000): Promise<void> {
    if (!this.worker) return;
    this.stopping = true;
    this.wake();
    await this.listening?.unlisten();
    for (const wakeSleeper of this.sleepers) wakeSleeper();
    // What the last claim brought must be among the leases that are given back.
    await Promise.all(this.loops);
    const under = Promise.allSettled([...this.running.values()].map((entry) => entry.done));
    await Promise.race([under, this.pause(graceMs, { wakes: false })]);
    await releaseAll(this.sql, this.worker.id);
    await this.worker.end();
  }

  private async checkpoint(jobId: string, generation: number, ops: Parameters<typeof saveSteps>[0]["ops"]): Promise<boolean> {
    const entry = this.running.get(jobId);
    if (!entry || entry.job.generation !== generation) return false;
    const saved = await saveSteps({ sql: this.sql, job: entry.job, ops, leaseMs: this.settings.leaseMs });
    if (saved) entry.job.attempt = 0;
    return saved;
  }

  private async claimLoop(): Promise<void> {
    while (!this.stopping) {
      const seen = this.wakeCount;
      const claimed = await this.guarded("executor.claim_failed", () => this.claimSome());
      if (claimed) continue;
      const waitMs = await this.untilDue();
      // A wake that came while we were asking must not be slept over.
      if (seen === this.wakeCount) await this.pause(waitMs);
    }
  }

  /** True when there may be more to claim at once. */
  private async claimSome(): Promise<boolean> {
    const free = this.settings.parallel - this.running.size;
    if (free <= 0 || !this.worker) return false;
    const jobs = await claim(this.sql, { worker: this.worker.id, leaseMs: this.settings.leaseMs }, free);
    for (const job of jobs) this.begin(job);
    return jobs.length === free && this.running.size < this.settings.parallel;
  }

  private begin(job: Job): void {
    const entry = { job, done: this.work(job) };
    this.running.set(job.id, entry);
    void entry.done.then(() => {
      // A lease that ran out while this process stood still may have come back to it: that call is still under way.
      if (this.running.get(job.id) === entry) this.running.delete(job.id);
      this.wake();
    });
  }

  private async work(job: Job): Promise<void> {
    const { context } = this;
    if (!context) return;
    try {
      await drive(context, job);
    } catch (thrown) {
      this.log.error("executor.job_failed", { job: job.id, message: thrown instanceof Error ? thrown.message : String(thrown) });
      await this.giveBack(job);
    }
  }

  /** After a fault of our own; while the store is away the lease is kept, else the job would wait for its end. */
  private async giveBack(job: Job): Promise<void> {
    const givenBack = () => retryLater(this.sql, job, ownBackoffMs(job.attempt)).then(() => true);
    while (!(await this.guarded("executor.retry_failed", givenBack)) && !this.stopping);
  }

  private async untilDue(): Promise<number> {
    if (this.running.size >= this.settings.parallel) return this.settings.pollMs;
    const due = await this.guarded("executor.claim_failed", () => nextDue(this.sql));
    if (!due) return this.settings.pollMs;
    return Math.max(1, Math.min(due.getTime() - Date.now() + 1, this.settings.pollMs));
  }

  private async beat(): Promise<void> {
    if (!this.worker) return;
    await this.worker.keep();
    await heartbeat(this.sql, [...this.running.keys()], { worker: this.worker.id, leaseMs: this.settings.leaseMs });
  }

  /** Crons, leases of the dead, and what is old: every process does all of it, in turn with the others. */
  private async careLoop(): Promise<void> {
    while (!this.stopping) {
      await this.guarded("executor.care_failed", async () => {
        await this.worker?.reapDead();
        await fireCrons(this.sql, this.registry, new Date());
        await pruneEnded(this.sql, this.settings.keepMs);
      });
      const next = await this.guarded("executor.care_failed", () => nextCron(this.sql));
      const untilCron = next ? next.getTime() - Date.now() + 1 : this.settings.pollMs;
      await this.pause(Math.max(1, Math.min(untilCron, this.settings.pollMs)), { wakes: false });
    }
  }

  private async beatLoop(everyMs: number, beat: () => Promise<void>): Promise<void> {
    while (!this.stopping) {
      await this.pause(everyMs, { wakes: false });
      if (!this.stopping) await this.guarded("executor.beat_failed", beat);
    }
  }

  /** The store may be away for a while: loops go on and say so. */
  private async guarded<T>(event: string, action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (thrown) {
      this.log.error(event, { message: thrown instanceof Error ? thrown.message : String(thrown) });
      await this.pause(200, { wakes: false });
      return undefined;
    }
  }

  private wake(): void {
    this.wakeCount += 1;
    this.wakeUp?.();
  }

  private wakeUp: (() => void) | undefined;

  private pause(ms: number, { wakes }: { wakes: boolean } = { wakes: true }): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(), ms);
      const end = () => {
        clearTimeout(timer);
        this.sleepers.delete(end);
        if (wakes) this.wakeUp = undefined;
        resolve();
      };
      this.sleepers.add(end);
      if (wakes) this.wakeUp = end;
    });
  }
}

/** `baseUrl` of a client whose `fetch` is this executor's; nothing listens there. */
export const EMBEDDED_URL = "http://embedded";
