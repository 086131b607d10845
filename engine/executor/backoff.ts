const TABLE_SECONDS = [15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200];
const JITTER_MS = 30_000;
const RETRY_AFTER_MIN_MS = 1_000;
const RETRY_AFTER_MAX_MS = 24 * 3_600_000;

/** Milliseconds before the next attempt, as an Inngest server waits (`pkg/backoff/backoff.go`). `attempt` is 0-based. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const seconds = TABLE_SECONDS[Math.min(attempt, TABLE_SECONDS.length - 1)] ?? 15;
  return seconds * 1_000 + Math.floor(random() * JITTER_MS);
}

/** `Retry-After` in seconds or as a date, clipped to 1 s … 24 h as the server does; null = no usable header. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null || header === "") return null;
  const ms = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  if (Number.isNaN(ms)) return null;
  return Math.min(Math.max(ms, RETRY_AFTER_MIN_MS), RETRY_AFTER_MAX_MS);
}

const OWN_LONGEST_MS = 15_000;

/** The same after a fault of our own (a deadlock, a store that was away), which has nothing to do with the function. */
export function ownBackoffMs(attempt: number): number {
  return Math.min(OWN_LONGEST_MS, 250 * 2 ** Math.min(attempt, 10));
}
