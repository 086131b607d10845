import { AppError, type ErrorInfo, toErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/** JSONata's own codes: what ran out of time or room. */
const TIMEOUT = "D1012";

/** What JSONata throws: plain objects or errors with these. */
type JsonataFailure = { code: string; position?: number; token?: string; message?: string };

function isJsonataFailure(thrown: unknown): thrown is JsonataFailure {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    /^[STDU]\d{4}$/.test(thrown.code)
  );
}

/** What is kept of an expression that failed on a record: JSONata's code, and where in the text. */
export function evaluationError(thrown: unknown): ErrorInfo {
  if (isJsonataFailure(thrown)) {
    const code = thrown.code === TIMEOUT ? "mapping.expression_timeout" : "mapping.expression_failed";
    const category = thrown.code === TIMEOUT ? "config" : "data";
    return { code, category, message: thrown.message ?? thrown.code, details: placeOf(thrown) };
  }
  if (thrown instanceof AppError) {
    const info = toErrorInfo(thrown);
    return { ...info, details: { ...info.details, ...positionOf(thrown) } };
  }
  const message = thrown instanceof RangeError ? "the expression calls itself too many times" : messageOf(thrown);
  return { code: "mapping.expression_failed", category: "data", message, details: positionOf(thrown) };
}

/** What is kept of an expression that does not parse. `position` counts characters from the start. */
export function syntaxError(thrown: unknown): ErrorInfo {
  const details = isJsonataFailure(thrown) ? placeOf(thrown) : {};
  return { code: "mapping.expression_invalid", category: "config", message: messageOf(thrown), details };
}

function placeOf(failure: JsonataFailure): JsonObject {
  return { code: failure.code, ...positionOf(failure), ...(typeof failure.token === "string" ? { token: failure.token } : {}) };
}

/** JSONata marks what a function threw with the place of the call. */
function positionOf(thrown: unknown): JsonObject {
  const isPlaced = typeof thrown === "object" && thrown !== null && "position" in thrown;
  return isPlaced && typeof thrown.position === "number" ? { position: thrown.position } : {};
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string")
    return thrown.message;
  return String(thrown);
}
