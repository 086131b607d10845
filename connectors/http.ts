import { setMaxListeners } from "node:events";
import { Agent, type Dispatcher, request as send } from "undici";
import type { ConnectorLimits, HttpClient, HttpRequest, HttpResponse, Logger } from "@/connectors/contract";
import {
  contentError,
  isIdempotent,
  networkFailure,
  RETRIED_STATUSES,
  redirectError,
  shownPath,
  statusError,
} from "@/connectors/http/failures";
import { type HttpTime, Limiter, type Pace, sharedLimiter, systemTime } from "@/connectors/http/limiter";
import { assertPublicHost, publicLookup } from "@/connectors/http/private-address";
import { createRedact, type Redact } from "@/connectors/http/redact";
import { isAccepted, readBody, toResponse } from "@/connectors/http/response";
import { AppError } from "@/lib/core/errors";

export { mayHaveHappened } from "@/connectors/http/failures";
export type { Answered, HttpTime, Pace } from "@/connectors/http/limiter";

export interface HttpClientOptions {
  /** Pinned: every request goes to this origin, below this path. */
  readonly baseUrl: string;
  /** Sent with every request; values of other than harmless header names count as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** More values that no log line and no error may show. */
  readonly secrets?: readonly string[];
  readonly limits: ConnectorLimits;
  /** May the base address be loopback or private? Off but for sandboxes and installations that say so. */
  readonly allowPrivate: boolean;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly pace?: Pace;
  /** Milliseconds an answer may take at the most, whatever the request says. */
  readonly patienceMs?: number | undefined;
  /** Called once per request that left, retries included. */
  readonly onRequest?: (request: SentRequest) => void;
  /** Called once per request that left, when its answer was read or will not come. */
  readonly onAnswer?: (answer: AnsweredRequest) => void;
  /** Test seam. */
  readonly time?: HttpTime;
}

export interface AnsweredRequest extends SentRequest {
  /** 0: there was no answer. */
  readonly status: number;
  readonly ms: number;
}

interface SentRequest {
  readonly method: HttpRequest["method"];
  readonly path: string;
  /** 1 for the first sending. */
  readonly attempt: number;
}

const ATTEMPTS = 4;
const REDIRECTS = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

// Idle sockets are dropped before common servers (5 s) drop them: a reused dead socket would lose a non-idempotent reply.
const agentOptions = { keepAliveTimeout: 3_000, keepAliveMaxTimeout: 30_000, keepAliveTimeoutThreshold: 1_500 };
const publicAgent = new Agent({ ...agentOptions, connect: { timeout: CONNECT_TIMEOUT_MS, lookup: publicLookup } });
const anyAgent = new Agent({ ...agentOptions, connect: { timeout: CONNECT_TIMEOUT_MS } });

type Client = {
  readonly base: URL;
  readonly options: HttpClientOptions;
  readonly agent: Dispatcher;
  readonly limiter: Limiter;
  readonly redact: Redact;
  readonly time: HttpTime;
};

/**
 * The one door to other systems: pinned base address, no private address unless allowed, time-outs, pacing, retries
 * with back-off, size cap, redaction. Throws AppError `connector.*`, or `run.cancelled` when `signal` aborts.
 * A request that is not idempotent and loses its reply throws `connector.uncertain`.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = parseBase(options.baseUrl);
  if (!options.allowPrivate) assertPublicHost(base.hostname);
  setMaxListeners(0, options.signal);
  const client: Client = {
    base,
    options,
    agent: options.allowPrivate ? anyAgent : publicAgent,
    limiter: options.time ? new Limiter(options.limits, options.time) : sharedLimiter(base.href, options.limits),
    redact: createRedact(options.secrets ?? [], options.headers ?? {}),
    time: options.time ?? systemTime,
  };
  return { request: (request) => sendWithRetries(client, request) };
}

function parseBase(baseUrl: string): URL {
  const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const isHttp = base?.protocol === "http:" || base?.protocol === "https:";
  if (base && isHttp && base.username === "" && base.password === "") return base;
  throw new AppError({
    code: "connector.bad_request",
    category: "config",
    message: "The base address must be an http or https address without credentials",
  });
}

async function sendWithRetries(client: Client, request: HttpRequest): Promise<HttpResponse> {
  const url = targetUrl(client.base, request);
  for (let attempt = 1; ; attempt += 1) {
    const result = await sendOnce(client, { request, url, attempt });
    if ("response" in result) return result.response;
    const delay = attempt < ATTEMPTS && result.resend ? delayBefore(attempt, result.error, client.time) : undefined;
    if (delay === undefined) throw result.error;
    const { code } = result.error;
    const path = shownPath(request, client.redact);
    client.options.log.warn("http.retry", { method: request.method, path, attempt, code, delayMs: Math.round(delay) });
    await guardAbort(client, () => client.time.sleep(delay, client.options.signal));
  }
}

/** Full jitter below a doubling ceiling; a longer `Retry-After` than we care to wait for is left to the caller. */
function delayBefore(attempt: number, error: AppError, time: HttpTime): number | undefined {
  if (error.retryAfterMs !== undefined) return error.retryAfterMs <= LONGEST_DELAY_MS ? error.retryAfterMs : undefined;
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return ceiling / 2 + (time.random() * ceiling) / 2;
}

type Sending = { readonly request: HttpRequest; readonly url: URL; readonly attempt: number };
type Sent = { readonly response: HttpResponse } | { readonly error: AppError; readonly resend: boolean };

async function sendOnce(client: Client, sending: Sending): Promise<Sent> {
  const { request } = sending;
  const kind = request.method === "GET" || request.method === "HEAD" ? "read" : "write";
  const { signal, pace } = client.options;
  return guardAbort(client, () =>
    client.limiter.run(kind, signal, async (): Promise<Sent> => {
      if (pace) await pace.acquire(signal);
      try {
        return judge(client, request, await exchange(client, sending, REDIRECTS));
      } catch (thrown) {
        if (signal.aborted) throw thrown;
        return networkFailure(request, thrown, client.redact);
      }
    }),
  );
}

function judge(client: Client, request: HttpRequest, response: HttpResponse): Sent {
  const { status } = response;
  if (request.expect?.includes(status)) return { response };
  if (status < 200 || status >= 300) {
    const resend = RETRIED_STATUSES.has(status) && (status === 429 || isIdempotent(request));
    return { error: statusError(request, response, client.redact), resend };
  }
  if (isAccepted(response, request.accept, request.method)) return { response };
  return { error: contentError(request, response, client.redact), resend: false };
}

async function exchange(client: Client, { request, url, attempt }: Sending, redirects: number): Promise<HttpResponse> {
  const { options } = client;
  const timeout = Math.min(request.timeoutMs ?? TIMEOUT_MS, options.patienceMs ?? Number.POSITIVE_INFINITY);
  options.onRequest?.({ method: request.method, path: request.path, attempt });
  const started = client.time.now();
  const path = shownPath(request, client.redact);
  const answered = (status: number) => {
    const ms = Math.round(client.time.now() - started);
    options.onAnswer?.({ method: request.method, path: path.split("?")[0] ?? "", attempt, status, ms });
    return ms;
  };
  const { reply, body, headers } = await receive(client, { request, url, attempt }, timeout).catch((thrown: unknown) => {
    answered(0);
    throw thrown;
  });
  const ms = answered(reply.statusCode);
  const retryAfter = Number(headers["retry-after"]);
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1_000 : undefined;
  options.pace?.note({ ms, status: reply.statusCode, retryAfterMs });
  options.log.debug("http.request", { method: request.method, path, status: reply.statusCode, ms, attempt });
  const isRedirect = REDIRECT_STATUSES.has(reply.statusCode) && !request.expect?.includes(reply.statusCode);
  if (!isRedirect) return toResponse(reply.statusCode, headers, body);
  const next = redirectTarget({ request, url, attempt }, { status: reply.statusCode, location: headers.location });
  if (!next || redirects === 0) throw redirectError(request, headers.location ?? "", client.redact);
  return exchange(client, { request, url: next, attempt }, redirects - 1);
}

async function receive({ options, agent }: Client, { request, url }: Sending, timeout: number) {
  const reply = await send(url, {
    dispatcher: agent,
    method: request.method,
    headers: { "accept-encoding": "gzip, br", ...options.headers, ...request.headers },
    body: request.body ?? null,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    signal: options.signal,
  });
  const headers = flatHeaders(reply.headers);
  return { reply, headers, body: await readBody(reply.body, headers["content-encoding"]) };
}

/** Only same-origin redirects that keep the method are followed: keys never travel to another host. */
function redirectTarget({ request, url }: Sending, { status, location }: { status: number; location?: string }): URL | undefined {
  if (location === undefined || !URL.canParse(location, url)) return undefined;
  const next = new URL(location, url);
  const keepsMethod = status === 307 || status === 308 || request.method === "GET" || request.method === "HEAD";
  return next.origin === url.origin && keepsMethod ? next : undefined;
}

function targetUrl(base: URL, request: HttpRequest): URL {
  const [path = "", inlineQuery] = request.path.split("?", 2);
  const leavesBase = path.includes("://") || path.includes("\\") || path.split("/").includes("..");
  if (leavesBase) {
    throw new AppError({
      code: "connector.bad_request",
      category: "system",
      message: "A request path must stay below the base address",
    });
  }
  const url = new URL(base.origin);
  url.pathname = `${base.pathname.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
  for (const [name, value] of new URLSearchParams(inlineQuery)) url.searchParams.append(name, value);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

async function guardAbort<T>(client: Client, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (thrown) {
    if (!client.options.signal.aborted) throw thrown;
    throw new AppError({ code: "run.cancelled", category: "cancelled", message: "The request was cancelled", cause: thrown });
  }
}
