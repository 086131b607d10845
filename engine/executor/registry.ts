import { nextOccurrence } from "./cron";
import { checkExpression, isTrue, keyOf, numberOf } from "./expressions";
import {
  type ConcurrencyLimit,
  EVENT_INVOKED,
  EVENT_TIMER,
  type FunctionConfig,
  FunctionConfigSchema,
  InternalSchema,
  type StoredEvent,
} from "./protocol";

/** Options of a function that this executor does not carry out: better refused at start-up than silently ignored. */
const UNSUPPORTED = ["batchEvents", "rateLimit", "throttle", "debounce", "singleton", "timeouts"] as const;
/** What an Inngest server does when a function says nothing. */
const DEFAULT_RETRIES = 4;
const MAX_PRIORITY_SECONDS = 600;

export class UnsupportedFunctionError extends Error {
  constructor(functionId: string, what: string) {
    super(`Function "${functionId}": ${what} is not supported by the embedded executor; use a real Inngest server for it.`);
    this.name = "UnsupportedFunctionError";
  }
}

export type Cancellation = { event: string; expression: string | null };

/** One function as registered, with everything about it that depends on an event. */
export class RegisteredFunction {
  readonly id: string;
  readonly maxAttempts: number;
  readonly crons: readonly string[];
  readonly cancellations: readonly Cancellation[];
  private readonly config: FunctionConfig;
  private readonly limits: readonly ConcurrencyLimit[];

  constructor(config: FunctionConfig) {
    this.config = config;
    this.id = config.id;
    this.maxAttempts = (config.steps.step?.retries?.attempts ?? DEFAULT_RETRIES) + 1;
    this.crons = config.triggers.flatMap((trigger) => (trigger.cron ? [trigger.cron] : []));
    this.cancellations = (config.cancel ?? []).map((entry) => ({ event: entry.event, expression: entry.if ?? null }));
    const limits = config.concurrency;
    if (limits === undefined) this.limits = [];
    else if (typeof limits === "number") this.limits = [{ limit: limits }];
    else this.limits = Array.isArray(limits) ? limits : [limits];
  }

  /** Names of the events this function listens to, cancellations included. */
  listensTo(name: string): boolean {
    return (
      this.config.triggers.some((trigger) => trigger.event === name) ||
      this.cancellations.some((cancellation) => cancellation.event === name)
    );
  }

  startedBy(event: StoredEvent): boolean {
    if (event.name === EVENT_INVOKED || event.name === EVENT_TIMER) {
      const internal = InternalSchema.safeParse(event.data);
      return internal.success && internal.data._inngest.fn_id === this.id;
    }
    return this.config.triggers.some(
      (trigger) => trigger.event === event.name && (!trigger.expression || isTrue(trigger.expression, { event })),
    );
  }

  /** A second run with the same key is refused. */
  dedupeKey(event: StoredEvent): string {
    const key = this.config.idempotency ? keyOf(this.config.idempotency, { event }) : event.id;
    return `${this.id}|${key}`;
  }

  concurrency(event: StoredEvent): { keys: string[]; limits: number[] } {
    const keys: string[] = [];
    const limits: number[] = [];
    for (const { key, limit, scope } of this.limits) {
      const value = key ? keyOf(key, { event }) : "";
      keys.push(scope === undefined || scope === "fn" ? `${this.id}|${key ?? ""}|${value}` : `${scope}|${key ?? ""}|${value}`);
      limits.push(limit);
    }
    return { keys, limits };
  }

  priority(event: StoredEvent): number {
    const run = this.config.priority?.run;
    if (!run) return 0;
    return Math.max(-MAX_PRIORITY_SECONDS, Math.min(MAX_PRIORITY_SECONDS, numberOf(run, { event })));
  }
}

export class Registry {
  private readonly functions = new Map<string, RegisteredFunction>();

  /** Replaces all functions by those of a sync answer; throws on the first option that cannot be honoured. */
  load(configs: readonly unknown[]): void {
    this.functions.clear();
    for (const raw of configs) {
      const config = checkedConfig(raw);
      this.functions.set(config.id, new RegisteredFunction(config));
    }
  }

  get(id: string): RegisteredFunction | undefined {
    return this.functions.get(id);
  }

  all(): readonly RegisteredFunction[] {
    return [...this.functions.values()];
  }

  isHeard(eventName: string): boolean {
    return this.all().some((entry) => entry.listensTo(eventName));
  }
}

function checkedConfig(raw: unknown): FunctionConfig {
  const config = FunctionConfigSchema.parse(raw);
  for (const option of UNSUPPORTED) {
    if (config[option] !== undefined) throw new UnsupportedFunctionError(config.id, option);
  }
  if (config.triggers.some((trigger) => trigger.jitter)) throw new UnsupportedFunctionError(config.id, "jitter of a cron");
  if (config.cancel?.some((entry) => entry.timeout)) throw new UnsupportedFunctionError(config.id, "timeout of cancelOn");
  for (const trigger of config.triggers) {
    if (trigger.cron) nextOccurrence(trigger.cron, new Date());
    if (trigger.expression) checkExpression(trigger.expression);
  }
  for (const entry of config.cancel ?? []) if (entry.if) checkExpression(entry.if);
  if (config.idempotency) checkExpression(config.idempotency);
  if (config.priority?.run) checkExpression(config.priority.run);
  return config;
}
