import type { ConnectorLimits } from "@/connectors/contract";

/** Paces requests beyond one process (a shared bucket in the store); waits until one more request may leave. */
export interface Pace {
  acquire(signal: AbortSignal): Promise<void>;
  /** Told of every answer, so that it can learn what the system bears. */
  note(answer: Answered): void;
}

export interface Answered {
  readonly ms: number;
  readonly status: number;
  readonly retryAfterMs: number | undefined;
}

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Time as the limiter and the retries see it; tests hold it still. */
export interface HttpTime {
  readonly now: () => number;
  readonly sleep: Sleep;
  /** In [0, 1): jitter of the back-off. */
  readonly random: () => number;
}

export const systemTime: HttpTime = {
  now: () => performance.now(),
  random: Math.random,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      signal.addEventListener("abort", onAbort, { once: true });
    }),
};

type Waiter = { readonly start: () => void; readonly signal: AbortSignal };

/** At most `size` at a time, first come first served. */
class Slots {
  #free: number;
  readonly #queue: Waiter[] = [];

  constructor(size: number) {
    this.#free = Math.max(1, size);
  }

  take(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        const at = this.#queue.indexOf(waiter);
        if (at >= 0) this.#queue.splice(at, 1);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        signal,
        start: () => {
          signal.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.#queue.push(waiter);
    });
  }

  give(): void {
    const next = this.#queue.shift();
    if (next) next.start();
    else this.#free += 1;
  }
}

/** Parallel slots for reads and for writes, and one token bucket for both; one per base address in a process. */
export class Limiter {
  readonly #reads: Slots;
  readonly #writes: Slots;
  readonly #rate: number;
  readonly #burst: number;
  readonly #time: HttpTime;
  #tokens: number;
  #at: number;

  constructor(limits: ConnectorLimits, time: HttpTime) {
    this.#reads = new Slots(limits.parallelReads);
    this.#writes = new Slots(limits.parallelWrites);
    this.#rate = limits.requestsPerSecond;
    this.#burst = Math.max(1, limits.burst);
    this.#time = time;
    this.#tokens = this.#burst;
    this.#at = time.now();
  }

  /** Runs `task` in a slot of its kind once a token is there. */
  async run<T>(kind: "read" | "write", signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const slots = kind === "read" ? this.#reads : this.#writes;
    await slots.take(signal);
    try {
      const wait = this.#takeToken();
      if (wait > 0) await this.#time.sleep(wait, signal);
      return await task();
    } finally {
      slots.give();
    }
  }

  /** Takes a token, possibly from the future; answers how long to wait for it, in milliseconds. */
  #takeToken(): number {
    const now = this.#time.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#rate) * 1000;
  }
}

const limiters = new Map<string, Limiter>();

/** The limiter of a base address, shared by every client of this process that calls it. */
export function sharedLimiter(key: string, limits: ConnectorLimits): Limiter {
  const full = `${key} ${limits.parallelReads} ${limits.parallelWrites} ${limits.requestsPerSecond} ${limits.burst}`;
  const known = limiters.get(full);
  if (known) return known;
  const limiter = new Limiter(limits, systemTime);
  limiters.set(full, limiter);
  return limiter;
}
