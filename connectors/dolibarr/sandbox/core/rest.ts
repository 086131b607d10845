import type { Json, JsonObject } from "@/lib/core/json";
import type { User, World } from "./world";

/** One call, decoded: what a handler works on. */
export interface Call {
  readonly world: World;
  readonly user: User;
  readonly method: string;
  /** Path variables, percent-decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Decoded request body; empty when there was none or it was not an object. */
  readonly body: JsonObject;
  /** True when the client sent a JSON body, even an empty one. */
  readonly hasBody: boolean;
}

type Handler = (call: Call) => Json;

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** `products/{id}/stock`; `{id}` and other names ending in `id` take whole numbers only. */
  readonly path: string;
  readonly handle: Handler;
  /** Right a plain user needs; absent = every user. */
  readonly right?: string;
  /** Text after `Forbidden: ` when the right is lacking. */
  readonly denial?: string;
  /** Only administrators. */
  readonly admin?: boolean;
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

/** An error answer in Dolibarr's form; `details` are the numbered keys where the real cause of a failed write is. */
export class RestError extends Error {
  constructor(
    readonly status: number,
    detail = "",
    readonly details: readonly Json[] = [],
    readonly stage: "setup" | "route" | "negotiate" | "authenticate" | "validate" | "call" = "call",
  ) {
    super(detail === "" ? (REASONS[status] ?? "Error") : `${REASONS[status] ?? "Error"}: ${detail}`);
  }
}

/** 304: the action had nothing to do. */
export class NothingToDo extends Error {}

/** An answer that is not JSON: the firewall's refusal, a page of the web application. */
export class TextAnswer extends Error {
  constructor(
    readonly status: number,
    readonly text: string,
  ) {
    super(text);
  }
}

/** What Dolibarr shows, with status 202, when PHP or the database fails under it. */
export function technicalError(status = 202): TextAnswer {
  return new TextAnswer(
    status,
    "This website or feature is currently temporarily not available or failed after a technical error.<br><br>" +
      "This may be due to a maintenance operation.",
  );
}

export function success(message: string): Json {
  return { success: { code: 200, message } };
}

export function notFound(what: string): RestError {
  return new RestError(404, `${what} not found`);
}
