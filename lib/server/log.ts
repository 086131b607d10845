import pino, { type DestinationStream } from "pino";
import type { Logger } from "@/connectors/contract";
import type { JsonObject } from "@/lib/core/json";

export interface AppLogger extends Logger {
  /** A logger whose lines all carry `fields`: workspaceId, flowId, runId, connectionId… */
  with(fields: JsonObject): AppLogger;
}

/** Names under which a secret might travel, at any of the first levels. */
const SECRET_NAMES = [
  "password",
  "passwordHash",
  "secret",
  "secrets",
  "token",
  "apiKey",
  "key_value",
  "authorization",
  "cookie",
  "DOLAPIKEY",
];
const REDACTED = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);

/** JSON lines with dot event names (`run.started`); the only logger of the server. */
export function createLog({ level, to }: { level: string; to?: DestinationStream }): AppLogger {
  const options = {
    level,
    base: undefined,
    messageKey: "event",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: "***" },
  };
  return wrap(to ? pino(options, to) : pino(options));
}

function wrap(logger: pino.Logger): AppLogger {
  return {
    debug: (event, fields) => logger.debug(fields ?? {}, event),
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
    with: (fields) => wrap(logger.child(fields)),
  };
}

/** An error for a log line: message and stack of it and of its causes, nothing of its payload. */
export function errorFields(thrown: unknown): JsonObject {
  const chain: JsonObject[] = [];
  for (let error = thrown; error instanceof Error && chain.length < 4; error = error.cause) {
    chain.push({ name: error.name, message: error.message, stack: error.stack ?? "" });
  }
  return { errors: chain.length > 0 ? chain : [{ message: String(thrown) }] };
}
