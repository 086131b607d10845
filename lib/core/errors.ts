import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

/**
 * Who must act: `config` the person who drew the flow, `auth` who owns the connection, `data` who owns the record,
 * `rateLimit` and `transient` nobody (we retry), `conflict` who edits, `system` us, `cancelled` nobody.
 */
export type ErrorCategory =
  | "config"
  | "auth"
  | "data"
  | "rateLimit"
  | "transient"
  | "conflict"
  | "notFound"
  | "forbidden"
  | "system"
  | "cancelled";

/** `area.reason`, closed; the text of each in every language is `errors.<code>` of `messages/`. */
export type ErrorCode =
  | "connector.unauthorized"
  | "connector.forbidden"
  | "connector.rate_limited"
  | "connector.unavailable"
  | "connector.timeout"
  | "connector.bad_response"
  | "connector.bad_request"
  | "connector.not_found"
  | "connector.rejected"
  | "connector.private_address"
  | "connector.unsupported"
  | "connector.uncertain"
  | "mapping.expression_failed"
  | "mapping.expression_invalid"
  | "mapping.expression_timeout"
  | "mapping.table_unmapped"
  | "mapping.table_unknown"
  | "mapping.bad_result"
  | "flow.invalid"
  | "flow.not_found"
  | "flow.not_published"
  | "flow.stale_draft"
  | "flow.already_running"
  | "flow.no_records"
  | "flow.no_failed_records"
  | "record.stopped"
  | "record.ambiguous"
  | "record.missing_dependency"
  | "record.too_large"
  | "record.total_differs"
  | "run.cancelled"
  | "run.threshold"
  | "run.stuck"
  | "run.not_found"
  | "reconcile.no_order"
  | "reconcile.order_taken"
  | "reconcile.several_orders"
  | "reconcile.not_linkable"
  | "simulation.outdated"
  | "simulation.nothing_to_run"
  | "simulation.not_published"
  | "auth.required"
  | "auth.denied"
  | "auth.limited"
  | "auth.bad_credentials"
  | "request.invalid"
  | "request.not_found"
  | "request.conflict"
  | "request.too_large"
  | "webhook.bad_signature"
  | "webhook.replayed"
  | "store.unavailable"
  | "system.unexpected";

export type AppErrorOptions = {
  code: ErrorCode;
  category: ErrorCategory;
  /** English, for logs and developers; users read the translated text of `code` with `details` filled in. */
  message: string;
  details?: JsonObject;
  /** Advice in the words of the plug-in that failed, when it knows better than the general text. */
  advice?: LocalizedText;
  retryAfterMs?: number;
  cause?: unknown;
};

/** The one error class: typed, with its cause, mapped once at the edge and logged once. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly category: ErrorCategory;
  readonly details: JsonObject;
  readonly advice: LocalizedText | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(options: AppErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = options.code;
    this.category = options.category;
    this.details = options.details ?? {};
    this.advice = options.advice;
    this.retryAfterMs = options.retryAfterMs;
  }

  get retryable(): boolean {
    return this.category === "rateLimit" || this.category === "transient";
  }
}

/** Anything thrown, as an AppError; what we did not foresee is ours (`system.unexpected`). */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError({ code: "system.unexpected", category: "system", message, cause: thrown });
}

/** What is kept of an error with a record, a page or a run: plain JSON, no stack, no secret. */
export type ErrorInfo = {
  code: ErrorCode;
  category: ErrorCategory;
  message: string;
  details: JsonObject;
  advice?: LocalizedText;
};

export function toErrorInfo(thrown: unknown): ErrorInfo {
  const { code, category, message, details, advice } = toAppError(thrown);
  return { code, category, message, details, ...(advice ? { advice } : {}) };
}
