import type { Connector, ConnectorContext, ReadPage, ReadRequest, SourceRecord } from "@/connectors/contract";
import { createHttpClient } from "@/connectors/http";
import { AppError } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/** A system to try a connector against, usually its sandbox. */
export interface Started {
  readonly config: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  close(): Promise<void>;
  /** Cuts the connection of the next write after it was carried out. */
  loseNextReply?(): void;
}

/** A context over real HTTP on loopback that keeps what was logged and counts what was sent. */
export interface Workbench {
  readonly ctx: ConnectorContext;
  readonly logged: string[];
  requests(): number;
}

export function openWorkbench(connector: Connector, started: Started, signal = new AbortController().signal): Workbench {
  const logged: string[] = [];
  const line = (event: string, fields?: JsonObject) => void logged.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const log = { debug: line, info: line, warn: line, error: line };
  const config = connector.spec.config.parse(started.config);
  let requests = 0;
  const http = createHttpClient({
    baseUrl: String(config.url ?? ""),
    secrets: Object.values(started.secrets),
    limits: connector.spec.limits,
    allowPrivate: true,
    log,
    signal,
    onRequest: () => {
      requests += 1;
    },
  });
  return {
    ctx: { config, secrets: started.secrets, http, log, signal, now: () => new Date() },
    logged,
    requests: () => requests,
  };
}

const MOST_PAGES = 500;

/** Every page of a stream, in order. Throws when it does not end. */
export async function readPages(
  connector: Connector,
  ctx: ConnectorContext,
  request: Omit<ReadRequest, "cursor">,
): Promise<ReadPage[]> {
  const pages: ReadPage[] = [];
  let cursor: Json | null = null;
  do {
    const page: ReadPage = await connector.read(ctx, { ...request, cursor });
    pages.push(page);
    cursor = page.nextCursor;
    if (pages.length > MOST_PAGES) throw new Error(`${request.stream} has more than ${MOST_PAGES} pages`);
  } while (cursor !== null);
  return pages;
}

export function recordsOf(pages: readonly ReadPage[]): SourceRecord[] {
  return pages.flatMap((page) => [...page.records]);
}

/** The AppError a promise ends with; an error of the test when it ends otherwise. */
export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const ended = await promise.then(
    () => new Error("it succeeded"),
    (error: unknown) => error,
  );
  if (ended instanceof AppError) return ended;
  throw new Error(`expected an AppError: ${String(ended)}`);
}
