import { NonRetriableError, RetryAfterError } from "inngest";
import { AppError, type ErrorCategory, type ErrorCode, type ErrorInfo, toAppError, toErrorInfo } from "@/lib/core/errors";

/** Tries at a fault of our own before the run fails; a bug is seldom cured by waiting. */
const OWN_ATTEMPTS = 2;
/** Postgres or its connection is away: worth waiting for. */
const STORE_AWAY = /^(ECONN|CONNECTION_|CONNECT_TIMEOUT|EPIPE|57P0|08)/;

/** Anything thrown in a step, with a store that is away told apart from a bug. */
export function stepError(thrown: unknown): AppError {
  const error = toAppError(thrown);
  if (error.code !== "system.unexpected" || !isStoreAway(thrown)) return error;
  return new AppError({ code: "store.unavailable", category: "transient", message: error.message, cause: thrown });
}

function isStoreAway(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && typeof error.code === "string" && STORE_AWAY.test(error.code)) return true;
  }
  return false;
}

export function willRetry(error: AppError, attempt: number, maxAttempts: number): boolean {
  if (attempt + 1 >= maxAttempts) return false;
  return error.retryable || (error.category === "system" && attempt + 1 < OWN_ATTEMPTS);
}

/** In Inngest's words: when to try again, or not at all. Carries the code, never details. */
export function toInngestError(error: AppError, retries: boolean): Error {
  const message = `${error.code} (${error.category}): ${error.message}`;
  if (!retries) return new NonRetriableError(message, { cause: error });
  if (error.retryAfterMs !== undefined) return new RetryAfterError(message, error.retryAfterMs, { cause: error });
  return new Error(message, { cause: error });
}

const TOLD = /^([a-zA-Z]+\.[a-z_]+) \(([a-zA-Z]+)\): ([\s\S]*)$/;

/** What Inngest gives back of an error is its message: ours is read from it again. */
export function fromInngestError(error: Error): ErrorInfo {
  const [, code, category, message] = TOLD.exec(error.message) ?? [];
  if (!code || !category) return toErrorInfo(error);
  return { code: code as ErrorCode, category: category as ErrorCategory, message: message ?? "", details: {} };
}

/** A step whose errors are told to Inngest as they should be: tried again, later, or not at all. */
export async function guardStep<T>(input: { attempt: number; maxAttempts: number }, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (thrown) {
    const error = stepError(thrown);
    throw toInngestError(error, willRetry(error, input.attempt, input.maxAttempts));
  }
}
