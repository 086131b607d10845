import { createHmac } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { POST as hook } from "@/app/api/hooks/[endpointId]/route";
import { GET as readConnectionRoute } from "@/app/api/v1/connections/[id]/route";
import { POST as createConnectionRoute, GET as listConnectionsRoute } from "@/app/api/v1/connections/route";
import { CONTRACTS } from "@/app/api/v1/contracts";
import { PUT as saveDraftRoute } from "@/app/api/v1/flows/[id]/draft/route";
import { POST as createEndpointRoute } from "@/app/api/v1/flows/[id]/endpoints/route";
import { POST as publishRoute } from "@/app/api/v1/flows/[id]/publish/route";
import { GET as readFlowRoute } from "@/app/api/v1/flows/[id]/route";
import { POST as startRunRoute } from "@/app/api/v1/flows/[id]/runs/route";
import { POST as createFlowRoute } from "@/app/api/v1/flows/route";
import { openApiDocument } from "@/app/api/v1/openapi.json/document";
import { POST as cancelRoute } from "@/app/api/v1/runs/[id]/cancel/route";
import { GET as readRunRoute } from "@/app/api/v1/runs/[id]/route";
import { GET as listRunsRoute } from "@/app/api/v1/runs/route";
import type { Role } from "@/db/schema/workspaces";
import type { Access } from "@/lib/server/access";
import { SESSION_COOKIE } from "@/lib/server/auth";
import type { Route } from "@/lib/server/define-route";
import { createTestApp, type TestApp } from "@/lib/server/testing";
import { createToken } from "@/lib/server/tokens";

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
  const engine = { served: null, relay: () => undefined, stop: async () => undefined };
  globalThis.passerelleRunning = Promise.resolve({ app: test.app, engine, stop: async () => undefined });
});
afterAll(async () => {
  globalThis.passerelleRunning = undefined;
  await test.close();
});

type Reply = { status: number; type: string | null; body: Record<string, unknown> };
type Options = { body?: unknown; params?: Record<string, string>; query?: string; headers?: Record<string, string> };

async function call(route: Route, headers: Record<string, string>, options: Options = {}): Promise<Reply> {
  const { method } = route.contract;
  const init = {
    method,
    headers: { ...headers, ...options.headers },
    body: options.body === undefined ? null : JSON.stringify(options.body),
  };
  const request = new Request(`http://passerelle.test/api/v1/x${options.query ?? ""}`, init);
  const response = await route(request, { params: Promise.resolve(options.params ?? {}) });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    body: z.record(z.string(), z.unknown()).parse(JSON.parse(text || "{}")),
  };
}

async function newCaller(role: Role = "owner"): Promise<{ access: Access; headers: Record<string, string> }> {
  const access = await test.newAccess("owner");
  const { token } = await createToken(test.app, access, { name: "test", role });
  return { access, headers: { authorization: `Bearer ${token}` } };
}

const CONNECTION = {
  connector: "dolibarr",
  name: "ERP",
  config: { url: "https://erp.example.com" },
  secrets: { apiKey: "VERY-SECRET-KEY" },
};
const webhookFlow = (name = "Calls") => ({
  schemaVersion: 1,
  name,
  nodes: [
    { id: "t", kind: "trigger-webhook", version: 1, config: { stream: "orders", records: "$", key: "id" } },
    { id: "s", kind: "stop", version: 1, config: { mode: "ignore", message: "'seen'" } },
  ],
  edges: [{ id: "e", source: "t", sourceHandle: "out", target: "s", targetHandle: "in" }],
  settings: { pageSize: 100 },
  layout: { positions: {} },
});

async function newFlow(headers: Record<string, string>): Promise<string> {
  const { status, body } = await call(createFlowRoute, headers, { body: webhookFlow() });
  expect(status).toBe(201);
  return z.string().parse(body.id);
}

async function newPublishedFlow(headers: Record<string, string>): Promise<string> {
  const id = await newFlow(headers);
  const reply = await call(publishRoute, headers, { params: { id } });
  expect(reply.body).toMatchObject({ number: 1, changed: true });
  return id;
}

describe("OpenAPI document", () => {
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
  const folder = import.meta.dirname;

  function routeFiles(below = ""): string[] {
    return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? routeFiles(join(below, entry.name)) : entry.name === "route.ts" ? [below] : [],
    );
  }

  it("describes every route file and nothing else", async () => {
    const served: string[] = [];
    for (const file of routeFiles().filter((path) => path !== "openapi.json")) {
      const module: Record<string, unknown> = await import(join(folder, file, "route.ts"));
      const path = `/${file.replace(/\[(\w+)\]/g, "{$1}")}`;
      for (const method of methods) {
        const route = module[method];
        if (typeof route !== "function") continue;
        const { contract } = route as Route;
        expect(`${contract.method} ${contract.path}`).toBe(`${method} ${path}`);
        served.push(`${method} ${path}`);
      }
    }
    expect(served.sort()).toEqual(CONTRACTS.map((contract) => `${contract.method} ${contract.path}`).sort());
  });

  it("has the calls of the design, each with its schemas", () => {
    const document = openApiDocument(CONTRACTS, "http://localhost:3000");
    const paths = z.record(z.string(), z.record(z.string(), z.unknown())).parse(document.paths);
    for (const path of [
      "/connections/{id}/check",
      "/templates",
      "/integrations",
      "/tables/{id}/auto-match",
      "/flows/{id}/runs",
    ]) {
      expect(Object.keys(paths)).toContain(path);
    }
    expect(paths["/flows/{id}/runs"]?.post).toMatchObject({
      operationId: "startRun",
      requestBody: {
        content: { "application/json": { schema: { type: "object", properties: { mode: { enum: ["live", "dry"] } } } } },
      },
      responses: { "201": { content: { "application/json": { schema: { properties: { id: { type: "string" } } } } } } },
    });
    expect(new Set(CONTRACTS.map((contract) => contract.id)).size).toBe(CONTRACTS.length);
  });
});

describe("access", () => {
  it("is refused without a token, as problem+json", async () => {
    const reply = await call(listConnectionsRoute, {});
    expect(reply).toMatchObject({ status: 401, type: "application/problem+json", body: { status: 401, code: "auth.required" } });
    expect((await call(listConnectionsRoute, { authorization: "Bearer nonsense" })).status).toBe(401);
  });

  it("is refused to a role that may not", async () => {
    const { headers } = await newCaller("viewer");
    expect((await call(listConnectionsRoute, headers)).status).toBe(200);
    const reply = await call(createConnectionRoute, headers, { body: CONNECTION });
    expect(reply).toMatchObject({ status: 403, body: { code: "auth.denied", details: { permission: "connection.write" } } });
  });

  it("by a session is refused to another site, and lost when the session is ended", async () => {
    const access = await test.newAccess();
    const secret = test.app.secrets.derive("sessions");
    const cookie = `${SESSION_COOKIE}=${await encode({ token: { sub: access.userId, sessionVersion: 1 }, secret })}`;
    const here = { cookie, host: "passerelle.test", origin: "http://passerelle.test" };
    expect((await call(listConnectionsRoute, { cookie })).status).toBe(200);
    expect((await call(createConnectionRoute, here, { body: CONNECTION })).status).toBe(201);
    expect((await call(createConnectionRoute, { ...here, origin: "https://evil.example" }, { body: CONNECTION })).status).toBe(
      401,
    );
    await test.store.sql`update users set session_version = 2 where id = ${access.userId}`;
    expect((await call(listConnectionsRoute, { cookie })).status).toBe(401);
  });

  it("does not reach into another workspace: its ids are not found", async () => {
    const one = await newCaller();
    const other = await newCaller();
    const connection = z.string().parse((await call(createConnectionRoute, one.headers, { body: CONNECTION })).body.id);
    const flow = await newPublishedFlow(one.headers);
    const run = z.string().parse((await call(startRunRoute, one.headers, { params: { id: flow } })).body.id);
    for (const [route, id] of [
      [readConnectionRoute, connection],
      [readFlowRoute, flow],
      [publishRoute, flow],
      [startRunRoute, flow],
      [readRunRoute, run],
      [cancelRoute, run],
    ] as const) {
      expect((await call(route, one.headers, { params: { id } })).status).toBeLessThan(300);
      expect((await call(route, other.headers, { params: { id } })).status).toBe(404);
    }
    expect((await call(listConnectionsRoute, other.headers)).body.data).toEqual([]);
  });
});

describe("input", () => {
  it("that does not fit is refused with the place of each problem", async () => {
    const { headers } = await newCaller();
    const reply = await call(createConnectionRoute, headers, { body: { connector: "dolibarr", name: "", extra: 1 } });
    expect(reply).toMatchObject({ status: 400, type: "application/problem+json", body: { code: "request.invalid" } });
    expect(JSON.stringify(reply.body.details)).toContain("body.name");
    const unknown = await call(createConnectionRoute, headers, { body: { ...CONNECTION, connector: "nothing" } });
    expect(unknown.body).toMatchObject({ code: "connector.unsupported" });
    const secrets = await call(createConnectionRoute, headers, { body: { ...CONNECTION, secrets: { other: "x" } } });
    expect(secrets.body.details).toEqual({
      issues: [
        { path: "secrets.other", message: "unknown" },
        { path: "secrets.apiKey", message: "required" },
      ],
    });
  });
});

describe("secrets", () => {
  it("are stored encrypted and never answered", async () => {
    const { headers } = await newCaller();
    const id = z.string().parse((await call(createConnectionRoute, headers, { body: CONNECTION })).body.id);
    const reply = await call(readConnectionRoute, headers, { params: { id } });
    expect(reply.body).toMatchObject({ id, secrets: ["apiKey"], config: { url: "https://erp.example.com" } });
    expect(JSON.stringify([reply.body, (await call(listConnectionsRoute, headers)).body])).not.toContain("VERY-SECRET");
    const [row] = await test.store.sql`select * from connections where id = ${id}`;
    expect(Buffer.from(row?.secrets).toString("latin1")).not.toContain("VERY-SECRET");
    const [kept] = await test.store.sql`select string_agg(params::text, '') as text from audit_events`;
    expect(kept?.text).not.toContain("VERY-SECRET");
  });
});

describe("flows", () => {
  it("keep the draft of whoever saved first", async () => {
    const { headers } = await newCaller();
    const id = await newFlow(headers);
    const save = (name: string) =>
      call(saveDraftRoute, headers, { params: { id }, body: { document: webhookFlow(name), revision: 1 } });
    expect(await save("first")).toMatchObject({ status: 200, body: { revision: 2, problems: [] } });
    expect(await save("second")).toMatchObject({ status: 409, body: { code: "flow.stale_draft" } });
  });

  it("are published as immutable versions; the same content is none, moving a box neither", async () => {
    const { headers } = await newCaller();
    const id = await newPublishedFlow(headers);
    const publish = async () => (await call(publishRoute, headers, { params: { id } })).body;
    const moved = { ...webhookFlow(), layout: { positions: { t: { x: 10, y: 20 } } } };
    await call(saveDraftRoute, headers, { params: { id }, body: moved });
    expect(await publish()).toMatchObject({ number: 1, changed: false });
    await call(saveDraftRoute, headers, { params: { id }, body: webhookFlow("renamed") });
    expect((await call(readFlowRoute, headers, { params: { id } })).body).toMatchObject({
      modified: true,
      version: { number: 1 },
    });
    expect(await publish()).toMatchObject({ number: 2, changed: true });
  });

  it("that cannot run are not published: the problems say why", async () => {
    const { headers } = await newCaller();
    const id = await newFlow(headers);
    await call(saveDraftRoute, headers, { params: { id }, body: { ...webhookFlow(), nodes: [], edges: [] } });
    const reply = await call(publishRoute, headers, { params: { id } });
    expect(reply).toMatchObject({ status: 422, body: { code: "flow.invalid" } });
    expect(await call(startRunRoute, headers, { params: { id } })).toMatchObject({
      status: 422,
      body: { code: "flow.not_published" },
    });
  });
});

describe("runs", () => {
  it("are listed newest first, page by page, without gap or repetition", async () => {
    const { headers } = await newCaller();
    const id = await newPublishedFlow(headers);
    const made: unknown[] = [];
    for (let n = 0; n < 5; n += 1) made.push((await call(startRunRoute, headers, { params: { id } })).body.id);
    const seen: unknown[] = [];
    let cursor: unknown = "";
    while (typeof cursor === "string") {
      const page = (await call(listRunsRoute, headers, { query: `?limit=2${cursor && `&cursor=${cursor}`}` })).body;
      seen.push(
        ...z
          .array(z.object({ id: z.string() }))
          .parse(page.data)
          .map((run) => run.id),
      );
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(made.reverse());
    expect((await call(listRunsRoute, headers, { query: "?cursor=bm90IG9uZQ" })).body).toMatchObject({ code: "request.invalid" });
  });

  it("answer status, counts and requests as described, and can be cancelled", async () => {
    const { headers } = await newCaller();
    const id = z
      .string()
      .parse((await call(startRunRoute, headers, { params: { id: await newPublishedFlow(headers) } })).body.id);
    expect((await call(readRunRoute, headers, { params: { id } })).body).toMatchObject({
      status: "queued",
      counts: { total: 0, created: 0, updated: 0, unchanged: 0, ignored: 0, failed: 0 },
      requests: { source: 0, target: 0 },
      startedAt: null,
      endedAt: null,
    });
    expect((await call(cancelRoute, headers, { params: { id } })).body).toEqual({ status: "cancelled" });
  });
});

describe("inbound webhooks", () => {
  async function newEndpoint() {
    const { headers } = await newCaller();
    const flow = await newPublishedFlow(headers);
    const reply = await call(createEndpointRoute, headers, { params: { id: flow }, body: {} });
    return { ...z.object({ id: z.string(), secret: z.string() }).parse(reply.body), headers };
  }

  async function deliver(id: string, secret: string, options: { body?: string; at?: number; delivery?: string } = {}) {
    const body = options.body ?? '{"id":"7"}';
    const time = String(options.at ?? Math.floor(Date.now() / 1000));
    const v1 = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
    const headers: Record<string, string> = { "x-passerelle-signature": `t=${time},v1=${v1}` };
    if (options.delivery) headers["x-passerelle-delivery"] = options.delivery;
    const request = new Request(`http://passerelle.test/api/hooks/${id}`, { method: "POST", body, headers });
    const response = await hook(request, { params: Promise.resolve({ endpointId: id }) });
    return { status: response.status, body: await response.json() };
  }

  it("start one run per event, however often it is delivered", async () => {
    const { id, secret, headers } = await newEndpoint();
    expect(await deliver(id, secret)).toEqual({ status: 202, body: { accepted: 1, repeated: 0 } });
    expect(await deliver(id, secret)).toEqual({ status: 202, body: { accepted: 0, repeated: 1 } });
    expect(await deliver(id, secret, { delivery: "another" })).toMatchObject({ body: { accepted: 1 } });
    const runs = z.array(z.unknown()).parse((await call(listRunsRoute, headers)).body.data);
    expect(runs).toHaveLength(2);
    expect(runs[0]).toMatchObject({ trigger: "webhook", status: "queued" });
    const [{ sent } = {}] = await test.store
      .sql`select count(*)::int as sent from outbox where payload ->> 'runId' in (select run_id from inbound_events where endpoint_id = ${id})`;
    expect(sent).toBe(2);
  });

  it("are refused when unsigned, signed by another, or old", async () => {
    const { id, secret } = await newEndpoint();
    expect(await deliver(id, "wrong")).toMatchObject({ status: 401, body: { code: "webhook.bad_signature" } });
    expect(await deliver(id, secret, { at: Math.floor(Date.now() / 1000) - 3600 })).toMatchObject({
      status: 401,
      body: { code: "webhook.replayed" },
    });
    expect(await deliver("end_unknown", secret)).toMatchObject({ status: 404 });
    const [{ kept } = {}] = await test.store.sql`select count(*)::int as kept from inbound_events where endpoint_id = ${id}`;
    expect(kept).toBe(0);
  });
});
