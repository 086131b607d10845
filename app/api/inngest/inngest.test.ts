import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET, POST, PUT } from "@/app/api/inngest/route";
import { KEYS, type SignedServer, sign, startSignedServer } from "@/engine/executor/testing/signed-server";
import { requestCancel } from "@/lib/server/flow-services/requests";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { createTestApp } from "@/lib/server/testing";

const HANDLERS = { GET, POST, PUT };

/** Issue 3, point 10: the flows run by a server that calls `/api/inngest`, over HTTP with signatures. */
describe("/api/inngest", () => {
  let server: SignedServer;
  let world: FlowWorld;
  let http: Server;
  let serveUrl: string;

  beforeAll(async () => {
    server = await startSignedServer();
    world = await openFlowWorld({
      INNGEST_BASE_URL: server.url,
      INNGEST_EVENT_KEY: KEYS.event,
      INNGEST_SIGNING_KEY: KEYS.signing,
    });
    const { app, engine } = world;
    globalThis.passerelleRunning = Promise.resolve({ app, engine, stop: async () => undefined });
    http = createServer((incoming, outgoing) => {
      void (async () => {
        const method = incoming.method === "PUT" || incoming.method === "POST" ? incoming.method : "GET";
        const headers = new Headers(
          Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
        );
        const body = method === "GET" ? null : await buffer(incoming);
        const request = new NextRequest(new URL(incoming.url ?? "/", serveUrl), { method, headers, body });
        const answer = await HANDLERS[method](request, undefined);
        outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
      })();
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", () => resolve()));
    serveUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/inngest`;
    await server.drive({ sql: world.app.sql, serveUrl });
  });
  afterAll(async () => {
    await server.close();
    await new Promise<void>((resolve) => http.close(() => resolve()) && http.closeAllConnections());
    await world.close();
    globalThis.passerelleRunning = undefined;
  });

  const call = (body: string, headers: Record<string, string> = {}, query = "?fnId=passerelle-flow-run&stepId=step") =>
    fetch(`${serveUrl}${query}`, { method: "POST", body, headers });

  it("runs a template's flow from event to end; nothing is written at its second run", async () => {
    const first = await world.run("customers");
    expect(first).toMatchObject({ status: "succeeded", failed: 0 });
    expect(first.created).toBeGreaterThan(0);
    const again = await world.run("customers", { since: "2000-01-01T00:00:00Z" });
    expect(again).toMatchObject({ status: "succeeded", created: 0, updated: 0, unchanged: first.total });
    const posts = server.calls.filter(({ method }) => method === "POST");
    // Twice: run, chunk, run again, of which the last may still be under way. Pages are checkpointed.
    expect(posts.length).toBeGreaterThanOrEqual(5);
    expect(posts.every(({ signed, status }) => signed && (status === 200 || status === 206))).toBe(true);
    expect(server.refused).toEqual([]);
  });

  it("stops a run that is cancelled", async () => {
    await fetch(`${world.sandboxes.prestashop.url}/__sandbox/faults`, {
      method: "PUT",
      body: JSON.stringify({ latencyMs: 300 }),
    });
    const running = world.run("products");
    const { workspaceId } = world.access;
    const [{ id: runId } = { id: "" }] = await untilRow(
      () => world.app.sql<{ id: string }[]>`select id from runs where status = 'running'`,
    );
    await requestCancel(world.app, { workspaceId, runId });
    expect(await running).toMatchObject({ id: runId, status: "cancelled" });
    await fetch(`${world.sandboxes.prestashop.url}/__sandbox/faults`, { method: "PUT", body: JSON.stringify({ latencyMs: 0 }) });
  });

  it("refuses calls that are unsigned, signed by another key, or old", async () => {
    const body = JSON.stringify({ event: { name: "x" }, events: [], steps: {}, ctx: {}, version: -1 });
    expect((await call(body)).status).toBe(401);
    expect((await call(body, { "x-inngest-signature": sign(body, { key: "signkey-test-00" }) })).status).toBe(401);
    const old = sign(body, { at: Date.now() - 3_600_000 });
    expect((await call(body, { "x-inngest-signature": old })).status).toBe(401);
    const signature = sign(body);
    expect((await call(body.replace("x", "y"), { "x-inngest-signature": signature })).status).toBe(401);
  });

  it("registers nothing for whoever does not sign", async () => {
    expect((await fetch(serveUrl, { method: "PUT" })).status).toBe(401);
    const body = JSON.stringify({ url: serveUrl });
    const inBand = { "x-inngest-sync-kind": "in_band" };
    expect((await fetch(serveUrl, { method: "PUT", body, headers: inBand })).status).toBe(401);
    const signed = await fetch(serveUrl, { method: "PUT", body, headers: { ...inBand, "x-inngest-signature": sign(body) } });
    expect(signed.status).toBe(200);
    const { functions } = (await signed.json()) as { functions: { id: string }[] };
    expect(functions.map(({ id }) => id)).toContain("passerelle-flow-run");
  });

  it("tells a stranger nothing; answers a signed probe", async () => {
    expect(await (await fetch(serveUrl)).json()).toEqual({ message: "Unauthorized" });
    expect((await call("{}", {}, "?probe=trust")).status).toBe(401);
    expect((await call("{}", { "x-inngest-signature": sign("{}") }, "?probe=trust")).status).toBe(200);
  });
});

describe("/api/inngest with the embedded executor", () => {
  it("is not there: it would take unsigned calls", async () => {
    const engine = { served: null, relay: () => undefined, stop: async () => undefined };
    const test = await createTestApp();
    globalThis.passerelleRunning = Promise.resolve({ app: test.app, engine, stop: async () => undefined });
    for (const method of ["GET", "POST", "PUT"] as const) {
      const answer = await HANDLERS[method](new NextRequest("http://passerelle.test/api/inngest", { method }), undefined);
      expect(answer.status).toBe(404);
    }
    globalThis.passerelleRunning = undefined;
    await test.close();
  });
});

async function untilRow<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  for (;;) {
    const rows = await read();
    if (rows.length > 0) return rows;
  }
}
