import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { JsonObject } from "@/lib/core/json";
import { createFaultSwitch, type FaultInput, type FaultSettings } from "./faults";

/** A request as the double of a system sees it. */
export interface SandboxRequest {
  readonly method: string;
  /** Path only, still percent-encoded. */
  readonly path: string;
  /** Text after `?`, still percent-encoded; empty when there is none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface SandboxReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface SandboxStats {
  total: number;
  /** Requests counted as `GET products`, as `label` of the options names them. */
  byKind: Record<string, number>;
  byMethod: Record<string, number>;
  byStatus: Record<string, number>;
  faults: Record<string, number>;
}

/** The switches of a sandbox: the same over HTTP under `/__sandbox/…` and in process. */
export interface SandboxControl {
  faults(input: FaultInput): FaultSettings;
  stats(): SandboxStats;
  resetStats(): void;
  /** Back to the demo data. */
  reset(): void;
  /** More records of the demo's kind: `{orders: 2000}`; answers how many were made. */
  generate(counts: JsonObject): JsonObject;
}

export interface SandboxServerOptions {
  readonly port?: number;
  /** Synchronous, so that one request is one transaction. */
  readonly handle: (request: SandboxRequest) => SandboxReply;
  /** Makes what the request changed durable; called before the reply is sent. */
  readonly commit: () => void;
  /** Name under which the request is counted. */
  readonly label: (request: SandboxRequest) => string;
  readonly reset: () => void;
  readonly generate: (counts: JsonObject) => JsonObject;
  /** Body of a refused request, in the system's own form. */
  readonly refusal?: (status: number, request: SandboxRequest) => SandboxReply;
}

export interface SandboxServer {
  readonly url: string;
  readonly port: number;
  readonly control: SandboxControl;
  close(): Promise<void>;
}

/** Serves the double on loopback; port 0 or absent takes a free one. */
export async function startServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const faults = createFaultSwitch();
  let stats = emptyStats();
  const control: SandboxControl = {
    faults: (input) => faults.set(input),
    stats: () => structuredClone(stats),
    resetStats: () => {
      stats = emptyStats();
    },
    reset: () => {
      options.reset();
      options.commit();
    },
    generate: (counts) => {
      const made = options.generate(counts);
      options.commit();
      return made;
    },
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request.path.startsWith("/__sandbox/"))
      return send(
        outgoing,
        answerControl(request, control, () => faults.settings),
      );
    const fault = faults.decide(request);
    count(stats.byKind, `${request.method} ${options.label(request)}`);
    count(stats.byMethod, request.method);
    stats.total += 1;
    if (fault) count(stats.faults, fault);
    if (faults.settings.latencyMs > 0) await wait(faults.settings.latencyMs);
    if (fault === "drop") return void outgoing.destroy();
    const isDone = fault === undefined || fault === "lostReply" || fault === "hang";
    const refused = fault && !isDone ? refuse(Number(fault), request, options, faults.settings) : undefined;
    const reply = refused ?? options.handle(request);
    options.commit();
    if (fault === "lostReply") return void outgoing.destroy();
    if (fault === "hang") return;
    count(stats.byStatus, String(reply.status));
    send(outgoing, reply, request.method === "HEAD");
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (outgoing.headersSent) outgoing.destroy();
      else send(outgoing, { status: 500, headers: { "x-sandbox-error": "1", "content-type": "text/plain" }, body: message });
    });
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    control,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(status: number, request: SandboxRequest, options: SandboxServerOptions, settings: FaultSettings): SandboxReply {
  const reply = options.refusal?.(status, request) ?? {
    status,
    headers: { "content-type": "text/plain" },
    body: `Error ${status}`,
  };
  const retryAfter: Record<string, string> = status === 500 ? {} : { "retry-after": String(settings.retryAfterSeconds) };
  return { ...reply, headers: { ...reply.headers, ...retryAfter } };
}

function answerControl(request: SandboxRequest, control: SandboxControl, settings: () => FaultSettings): SandboxReply {
  const action = request.path.slice("/__sandbox/".length);
  const input: JsonObject = request.body.length > 0 ? (JSON.parse(request.body.toString("utf8")) as JsonObject) : {};
  const json = (body: unknown): SandboxReply => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (action === "stats" && request.method === "DELETE") {
    control.resetStats();
    return json({});
  }
  if (action === "stats") return json(control.stats());
  if (action === "faults" && request.method === "GET") return json(settings());
  if (action === "faults" && request.method === "DELETE") return json(control.faults({}));
  if (action === "faults") return json(control.faults(input));
  if (action === "reset" && request.method === "POST") {
    control.reset();
    return json({});
  }
  if (action === "generate" && request.method === "POST") return json(control.generate(input));
  return { status: 404, headers: { "content-type": "text/plain" }, body: `No sandbox action ${request.method} ${action}` };
}

async function readRequest(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const target = incoming.url ?? "/";
  const mark = target.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: incoming.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers,
    body: Buffer.concat(chunks),
  };
}

function send(outgoing: ServerResponse, reply: SandboxReply, headOnly = false): void {
  const body = typeof reply.body === "string" ? Buffer.from(reply.body, "utf8") : reply.body;
  const bodyless = reply.status === 304 || reply.status === 204;
  outgoing.writeHead(reply.status, bodyless ? reply.headers : { "content-length": String(body.length), ...reply.headers });
  outgoing.end(headOnly || bodyless ? undefined : body);
}

function emptyStats(): SandboxStats {
  return { total: 0, byKind: {}, byMethod: {}, byStatus: {}, faults: {} };
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
