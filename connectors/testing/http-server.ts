import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ConnectorLimits, HttpRequest } from "@/connectors/contract";
import { createHttpClient, type HttpClientOptions, type HttpTime } from "@/connectors/http";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

export const LIMITS: ConnectorLimits = {
  parallelReads: 4,
  parallelWrites: 1,
  requestsPerSecond: 1000,
  burst: 1000,
  pageSize: 100,
};
export const GET: HttpRequest = { method: "GET", path: "/things", accept: ["json"] };
export const POST: HttpRequest = { method: "POST", path: "/things", accept: ["json"], body: "{}" };

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;
const closers: (() => Promise<void>)[] = [];
export async function closeServers(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** Time that passes only by sleeping. */
function fakeTime(): HttpTime & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = 0;
  const sleep = async (ms: number) => {
    slept.push(ms);
    now += ms;
  };
  return { slept, now: () => now, sleep, random: () => 0.5 };
}

export async function startServer(
  handler: Handler,
  overrides: Partial<HttpClientOptions> & { basePath?: string; host?: string } = {},
) {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    handler(request, response, count);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const { port } = server.address() as AddressInfo;
  const lines: string[] = [];
  const write = (event: string, fields?: JsonObject) => lines.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const time = fakeTime();
  const { basePath = "", host = "127.0.0.1", ...options } = overrides;
  const client = createHttpClient({
    baseUrl: `http://${host}:${port}${basePath}`,
    limits: LIMITS,
    allowPrivate: true,
    log: { debug: write, info: write, warn: write, error: write },
    signal: new AbortController().signal,
    time,
    ...options,
  });
  return { client, lines, slept: time.slept, port, count: () => count };
}

export async function failure(promise: Promise<unknown>): Promise<AppError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw new Error(`expected an AppError, got ${String(thrown)}`);
}
