import type { Json, JsonObject } from "@/lib/core/json";

export interface ConnectorContext<Config extends JsonObject = JsonObject> {
  readonly config: Config;
  readonly secrets: Readonly<Record<string, string>>;
  readonly http: HttpClient;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

export interface Logger {
  debug(event: string, fields?: JsonObject): void;
  info(event: string, fields?: JsonObject): void;
  warn(event: string, fields?: JsonObject): void;
  error(event: string, fields?: JsonObject): void;
}

/** The only way out of the process. Relative paths are resolved against the pinned base address. */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Content types that count as an answer; any other 2xx is `connector.bad_response`. */
  readonly accept: readonly ("json" | "xml" | "binary" | "empty" | "text")[];
  /** Statuses returned to the caller instead of thrown (404 for "is it there?", 304 for "already done"). */
  readonly expect?: readonly number[];
  readonly timeoutMs?: number;
  /** A request that may be sent twice without harm; only such ones are retried after a lost reply. Default: GET, HEAD, PUT. */
  readonly idempotent?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  text(): string;
  /** Parsed body; throws `connector.bad_response` if it is not JSON. */
  json(): Json;
}
