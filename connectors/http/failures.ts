import { errors } from "undici";
import type { HttpRequest, HttpResponse } from "@/connectors/contract";
import type { Redact } from "@/connectors/http/redact";
import { AppError, type ErrorCategory, type ErrorCode } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/** Statuses that say "not now": sent again when that is harmless. */
export const RETRIED_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const EXCERPT = 2_000;

const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, ErrorCategory]>> = {
  400: ["connector.bad_request", "data"],
  401: ["connector.unauthorized", "auth"],
  403: ["connector.forbidden", "auth"],
  404: ["connector.not_found", "data"],
  408: ["connector.timeout", "transient"],
  410: ["connector.not_found", "data"],
  429: ["connector.rate_limited", "rateLimit"],
  501: ["connector.unsupported", "config"],
  502: ["connector.unavailable", "transient"],
  503: ["connector.unavailable", "transient"],
  504: ["connector.unavailable", "transient"],
};

export function isIdempotent(request: HttpRequest): boolean {
  return request.idempotent ?? (request.method === "GET" || request.method === "HEAD" || request.method === "PUT");
}

/** The path of a request as it may be shown: query included, secrets starred. */
export function shownPath(request: HttpRequest, redact: Redact): string {
  const query = Object.entries(request.query ?? {}).filter(([, value]) => value !== undefined);
  const text = query.map(([name, value]) => `${name}=${value}`).join("&");
  return redact(text === "" ? request.path : `${request.path}?${text}`);
}

function detailsOf(request: HttpRequest, redact: Redact): JsonObject {
  return { method: request.method, path: shownPath(request, redact) };
}

/** Milliseconds asked for by a `Retry-After` header, in seconds or as a date. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers["retry-after"];
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** A status nobody expected, as an error that says who must act. `details.reply` holds the start of the answer. */
export function statusError(request: HttpRequest, response: HttpResponse, redact: Redact): AppError {
  const { status } = response;
  const reply = redact(response.text().slice(0, EXCERPT));
  const gateway = status === 502 || status === 503 || status === 504;
  if (gateway && !isIdempotent(request)) return uncertain(request, redact, { status, reply });
  const fallback: readonly [ErrorCode, ErrorCategory] =
    status >= 500 ? ["connector.unavailable", "transient"] : ["connector.rejected", "data"];
  const [code, category] = BY_STATUS[status] ?? fallback;
  return new AppError({
    code,
    category,
    message: `${request.method} ${shownPath(request, redact)} answered ${status}`,
    details: { ...detailsOf(request, redact), status, reply },
    retryAfterMs: retryAfterMs(response.headers, Date.now()),
  });
}

/** A success status whose body is of a kind nobody can read: a maintenance page, a PHP warning, a login form. */
export function contentError(request: HttpRequest, response: HttpResponse, redact: Redact): AppError {
  const type = response.headers["content-type"] ?? "none";
  return new AppError({
    code: "connector.bad_response",
    category: "transient",
    message: `${request.method} ${shownPath(request, redact)} answered ${response.status} with content type ${type}`,
    details: {
      ...detailsOf(request, redact),
      status: response.status,
      contentType: type,
      reply: redact(response.text().slice(0, EXCERPT)),
    },
  });
}

export function redirectError(request: HttpRequest, location: string, redact: Redact): AppError {
  const shown = redact(location);
  return new AppError({
    code: "connector.bad_response",
    category: "config",
    message: `${request.method} ${shownPath(request, redact)} is redirected to ${shown}`,
    details: { ...detailsOf(request, redact), location: shown, reason: "redirect" },
    advice: {
      en: `The system redirects to ${shown}. Put its definitive address in the connection (https, with or without www).`,
      fr: `Le système redirige vers ${shown}. Indiquez son adresse définitive dans la connexion (https, avec ou sans www).`,
    },
  });
}

/** The request left and no usable answer came back: it may have been carried out. */
export function uncertain(request: HttpRequest, redact: Redact, details: JsonObject, cause?: unknown): AppError {
  return new AppError({
    code: "connector.uncertain",
    category: "transient",
    message: `${request.method} ${shownPath(request, redact)} was sent, its answer was lost`,
    details: { ...detailsOf(request, redact), ...details },
    cause,
  });
}

/** Could the request that failed so have been carried out all the same? Then ask before sending it again. */
export function mayHaveHappened(error: AppError): boolean {
  return error.code === "connector.uncertain" || error.code === "connector.bad_response" || error.code === "run.cancelled";
}

const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

type NetworkFailure = { readonly error: AppError; readonly resend: boolean };

/** What a thrown network error means: the typed error, and whether sending again can do no harm. */
export function networkFailure(request: HttpRequest, thrown: unknown, redact: Redact): NetworkFailure {
  if (thrown instanceof AppError && (isIdempotent(request) || thrown.category === "config")) {
    return { error: thrown, resend: thrown.retryable };
  }
  const code = errorCode(thrown);
  const neverSent = NEVER_SENT.has(code);
  if (!neverSent && !isIdempotent(request)) {
    return { error: uncertain(request, redact, { cause: code }, thrown), resend: false };
  }
  const timedOut = thrown instanceof errors.HeadersTimeoutError || thrown instanceof errors.BodyTimeoutError;
  const error = new AppError({
    code: timedOut || code === "UND_ERR_CONNECT_TIMEOUT" ? "connector.timeout" : "connector.unavailable",
    category: "transient",
    message: `${request.method} ${shownPath(request, redact)} failed: ${code}`,
    details: { ...detailsOf(request, redact), cause: code },
    cause: thrown,
  });
  return { error, resend: true };
}

function errorCode(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return errorCode(thrown.errors[0]);
  if (thrown instanceof Error && "code" in thrown && typeof thrown.code === "string") return thrown.code;
  return thrown instanceof Error ? thrown.name : "unknown";
}
