import { createHash, createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Sql } from "postgres";
import { openSession } from "@/db/client";
import { isJsonObject } from "@/lib/core/json";
import { JsonSchema } from "@/lib/core/json-schema";
import type { ServeHandler } from "../call";
import { Executor } from "../executor";
import { silentLog } from "./harness";

/**
 * An Inngest server as far as an application can tell: over HTTP it takes events and checkpoints, each with its key, and
 * calls the application with signed requests. Inside it is the embedded executor, so that one protocol is driven both
 * ways. What a real server answers is tested by `inngest.test.ts` where there is one.
 */
export type SignedServer = {
  url: string;
  /** Calls it made, by method. */
  calls: { method: string; status: number; signed: boolean }[];
  /** Requests it refused for their key. */
  refused: string[];
  /** Registers the functions served there and begins to run them. */
  drive(input: { sql: Sql; serveUrl: string }): Promise<void>;
  close(): Promise<void>;
};

export const KEYS = { signing: "signkey-test-12ab34cd56ef7890", event: "an-event-key" };

export async function startSignedServer(): Promise<SignedServer> {
  const calls: SignedServer["calls"] = [];
  const refused: string[] = [];
  let executor: Executor | undefined;
  const http = createServer((incoming, outgoing) => {
    void (async () => {
      const path = incoming.url ?? "/";
      if (!mayPass(path, incoming.headers.authorization)) {
        refused.push(path);
        return outgoing.writeHead(401).end();
      }
      const seed = incoming.headers["x-inngest-event-id-seed"];
      const answer = await executor?.fetch(`http://executor${path}`, {
        method: incoming.method ?? "POST",
        body: await buffer(incoming),
        headers: { "content-type": "application/json", ...(seed ? { "x-inngest-event-id-seed": String(seed) } : {}) },
      });
      return outgoing.writeHead(answer?.status ?? 503).end(await answer?.text());
    })();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", () => resolve()));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    calls,
    refused,
    drive: async ({ sql, serveUrl }) => {
      executor = new Executor({
        sql,
        session: (onLost) => openSession(sql, onLost),
        log: silentLog,
        pollMs: 200,
        backoff: () => 1,
      });
      await executor.start(overHttp(serveUrl, calls));
    },
    close: async () => {
      await executor?.stop();
      await new Promise<void>((resolve) => http.close(() => resolve()) && http.closeAllConnections());
    },
  };
}

function overHttp(serveUrl: string, calls: SignedServer["calls"]): ServeHandler {
  return async (request) => {
    const body = await request.text();
    const headers = new Headers(request.headers);
    headers.delete("host");
    headers.delete("x-inngest-server-kind");
    headers.set("x-inngest-signature", sign(body));
    const answer = await fetch(`${serveUrl}${new URL(request.url).search}`, { method: request.method, headers, body });
    calls.push({ method: request.method, status: answer.status, signed: answer.headers.has("x-inngest-signature") });
    return answer;
  };
}

function mayPass(path: string, authorization: string | undefined): boolean {
  if (path.startsWith("/e/")) return path === `/e/${KEYS.event}`;
  const secret = Buffer.from(KEYS.signing.replace(/^signkey-\w+-/, ""), "hex");
  return authorization === `Bearer signkey-test-${createHash("sha256").update(secret).digest("hex")}`;
}

/** `t=<seconds>&s=<HMAC-SHA256 of the canonical body and the time>`, by the key without its prefix. */
export function sign(body: string, { key = KEYS.signing, at = Date.now() }: { key?: string; at?: number } = {}): string {
  const time = Math.floor(at / 1_000);
  const text = canonical(JsonSchema.parse(JSON.parse(body)));
  const mac = createHmac("sha256", key.replace(/^signkey-\w+-/, ""))
    .update(`${text}${time}`)
    .digest("hex");
  return `t=${time}&s=${mac}`;
}

/** RFC 8785, for what JSON.parse gives: numbers and texts are written by JSON.stringify as it demands. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value).sort();
  return `{${entries.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}
