import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Connector, ConnectorContext, FindRequest, HttpRequest, WriteOutcome } from "@/connectors/contract";
import { dolibarr } from "@/connectors/dolibarr/index";
import { type DolibarrSandbox, type SandboxOptions, startSandbox } from "@/connectors/dolibarr/sandbox/index";
import { openWorkbench, type Workbench } from "@/connectors/testing/bench";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** As the engine sees it: any connector, any config. */
export const connector: Connector = dolibarr;

export interface Trial extends Workbench {
  readonly sandbox: DolibarrSandbox;
  /** Every request the connector made, in order. */
  readonly sent: readonly HttpRequest[];
  write(stream: string, data: JsonObject, options?: { ref?: string; targetId?: string }): Promise<WriteOutcome>;
  create(stream: string, data: JsonObject, ref?: string): Promise<string>;
  act(action: string, targetId: string, params?: JsonObject): Promise<WriteOutcome>;
  find(stream: string, by: FindRequest["by"], values: JsonObject, ref?: string): Promise<readonly JsonObject[]>;
  raw(path: string): Promise<JsonObject>;
}

let serial = 0;

/** The connector in front of a fresh sandbox, with the requests it sends on record. */
export async function startTrial(options: SandboxOptions & { config?: JsonObject } = {}): Promise<Trial> {
  const { config, ...sandboxOptions } = options;
  const sandbox = await startSandbox(sandboxOptions);
  const started = { config: { url: sandbox.url, ...config }, secrets: { apiKey: sandbox.key }, close: () => sandbox.close() };
  const bench = openWorkbench(connector, started);
  const sent: HttpRequest[] = [];
  const http = {
    request: (request: HttpRequest) => {
      sent.push(request);
      return bench.ctx.http.request(request);
    },
  };
  const ctx: ConnectorContext = { ...bench.ctx, http };
  const write: Trial["write"] = async (stream, data, { ref, targetId } = {}) => {
    serial += 1;
    const name = ref ?? `trial:${serial}`;
    const record = { key: name, externalRef: name, data, idempotencyKey: name, ...(targetId ? { targetId } : {}) };
    const [outcome] = await connector.write(ctx, { stream, records: [record] });
    if (!outcome) throw new Error("no outcome");
    return outcome;
  };
  return {
    ...bench,
    ctx,
    sandbox,
    sent,
    write,
    create: async (stream, data, ref) => idOf(await write(stream, data, { ref })),
    act: async (action, targetId, params = {}) => {
      const found = connector.actions[action];
      if (!found) throw new Error(`no action ${action}`);
      return found.run(ctx, { targetId, externalRef: "", params, idempotencyKey: "" });
    },
    find: async (stream, by, values, ref = "") => {
      const [found] = await connector.find(ctx, { stream, by, candidates: [{ key: "k", externalRef: ref, values }] });
      return (found?.matches ?? []).map((match) => ({ id: match.id, ref: match.ref ?? "" }));
    },
    raw: async (path) => {
      const headers = { DOLAPIKEY: sandbox.key };
      const answer = await bench.ctx.http.request({ method: "GET", path: `/api/index.php${path}`, headers, accept: ["json"] });
      const body = answer.json();
      return isJsonObject(body) ? body : { list: body };
    },
  };
}

export function idOf(outcome: WriteOutcome): string {
  if (outcome.outcome !== "failed") return outcome.id;
  throw new Error(JSON.stringify(outcome.error));
}

/** What Dolibarr got as body of a request. */
export function bodyOf(request: HttpRequest | undefined): JsonObject {
  const body: unknown = JSON.parse(String(request?.body ?? "{}"));
  return isJsonObject(body) ? body : {};
}

export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

/** The connector in front of a server that gives recorded answers, one after the other, the last one for ever. */
export async function startReplay(replies: readonly Reply[]): Promise<Workbench & { close(): Promise<void>; count(): number }> {
  let count = 0;
  const server = createServer((_, response) => {
    const reply = replies[Math.min(count, replies.length - 1)];
    count += 1;
    const headers: Record<string, string> =
      reply?.status === 304 ? {} : { "content-type": reply?.type ?? "application/json; charset=utf-8" };
    response.writeHead(reply?.status ?? 500, headers).end(reply?.status === 304 ? undefined : reply?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const started = { config: { url: `http://127.0.0.1:${port}` }, secrets: { apiKey: "recorded-key" }, close };
  return { ...openWorkbench(connector, started), close, count: () => count };
}
