import { atPlace, errorText, placeOf } from "@/engine/mapping/error-texts";
import { AppError, type ErrorInfo, toErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

/** JSONata's own codes: what ran out of time or room. */
const TIMEOUT = "D1012";
const TOO_DEEP = "D1011";

/** What JSONata throws: plain objects or errors with these. */
type JsonataFailure = { code: string; position?: number; token?: string; message?: string; value?: unknown; index?: number };

function isJsonataFailure(thrown: unknown): thrown is JsonataFailure {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    /^[STDU]\d{4}$/.test(thrown.code)
  );
}

/**
 * What is kept of an expression that failed on a record: JSONata's code, where in the text, and what to do about it.
 * `text` is the expression.
 */
export function evaluationError(thrown: unknown, text: string): ErrorInfo {
  if (isJsonataFailure(thrown)) {
    const code = thrown.code === TIMEOUT ? "mapping.expression_timeout" : "mapping.expression_failed";
    const category = thrown.code === TIMEOUT ? "config" : "data";
    return withAdvice(
      { code, category, message: thrown.message ?? thrown.code, details: detailsOf(thrown) },
      wordsOf(thrown),
      text,
    );
  }
  if (thrown instanceof AppError) {
    const info = toErrorInfo(thrown);
    return withAdvice({ ...info, details: { ...info.details, ...positionOf(thrown) } }, info.advice, text);
  }
  // The only limits of JavaScript that an expression meets: its stack, and the length of a text.
  const isTooDeep = thrown instanceof RangeError && /call stack/i.test(thrown.message);
  const message = isTooDeep ? "the expression calls itself too many times" : messageOf(thrown);
  const words = isTooDeep ? errorText(TOO_DEEP, {}) : thrown instanceof RangeError ? TOO_LONG : undefined;
  return withAdvice({ code: "mapping.expression_failed", category: "data", message, details: positionOf(thrown) }, words, text);
}

const TOO_LONG: LocalizedText = {
  en: "The expression makes a text or a list that is too long: shorten it, or filter sooner.",
  fr: "L’expression produit un texte ou une liste trop longs\u202f: raccourcissez, ou filtrez plus tôt.",
};

/** What is kept of an expression that does not parse. `position` counts characters from the start. */
export function syntaxError(thrown: unknown, text: string): ErrorInfo {
  const isKnown = isJsonataFailure(thrown);
  const info = {
    code: "mapping.expression_invalid" as const,
    category: "config" as const,
    message: messageOf(thrown),
    details: isKnown ? detailsOf(thrown) : {},
  };
  return withAdvice(info, isKnown ? wordsOf(thrown) : undefined, text);
}

/** An expression that took more than its time, or ended its worker. */
export function overrunError(timeoutMs: number): ErrorInfo {
  const advice = errorText(TIMEOUT, {});
  return {
    code: "mapping.expression_timeout",
    category: "config",
    message: `the expression took more than ${timeoutMs} ms on one record`,
    details: { timeoutMs },
    ...(advice ? { advice } : {}),
  };
}

function withAdvice(info: ErrorInfo, words: LocalizedText | undefined, text: string): ErrorInfo {
  if (words === undefined) return info;
  const { position, token } = info.details;
  const isPlaced = typeof position === "number";
  const place = isPlaced ? placeOf(text, position, typeof token === "string" ? token : "") : undefined;
  return { ...info, advice: place ? atPlace(words, place) : words };
}

function wordsOf({ code, token, value, index, message = "" }: JsonataFailure): LocalizedText | undefined {
  const expected = /Expected "(.+?)"/.exec(message)?.[1];
  return errorText(code, {
    message,
    ...(typeof token === "string" ? { token } : {}),
    ...(expected === undefined ? {} : { expected }),
    ...(value === undefined ? {} : { value: shortened(value) }),
    ...(index === undefined ? {} : { index: String(index) }),
  });
}

function shortened(value: unknown): string {
  const text = typeof value === "object" && value !== null ? "…" : JSON.stringify(value);
  return text === undefined ? "…" : text.slice(0, 80);
}

function detailsOf(failure: JsonataFailure): JsonObject {
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
