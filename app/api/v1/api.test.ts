import { readdirSync } from "node:fs";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTestApi, type TestApi, webhookFlow } from "@/app/api/testing";
import { GET as readConnectionRoute } from "@/app/api/v1/connections/[id]/route";
import { POST as createConnectionRoute, GET as listConnectionsRoute } from "@/app/api/v1/connections/route";
import { GET as listConnectorsRoute } from "@/app/api/v1/connectors/route";
import { CONTRACTS } from "@/app/api/v1/contracts";
import { PUT as saveDraftRoute } from "@/app/api/v1/flows/[id]/draft/route";
import { POST as publishRoute } from "@/app/api/v1/flows/[id]/publish/route";
import { GET as readFlowRoute } from "@/app/api/v1/flows/[id]/route";
import { POST as startRunRoute } from "@/app/api/v1/flows/[id]/runs/route";
import { openApiDocument } from "@/app/api/v1/openapi.json/document";
import { POST as cancelRoute } from "@/app/api/v1/runs/[id]/cancel/route";
import { GET as readRunRoute } from "@/app/api/v1/runs/[id]/route";
import { GET as listRunsRoute } from "@/app/api/v1/runs/route";
import { SESSION_COOKIE } from "@/lib/server/auth";
import type { Route } from "@/lib/server/define-route";

let test: TestApi;
beforeAll(async () => {
  test = await createTestApi();
});
afterAll(() => test.close());

const CONNECTION = {
  connector: "dolibarr",
  name: "ERP",
  config: { url: "https://erp.example.com" },
  secrets: { apiKey: "VERY-SECRET-KEY" },
};

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
    const reply = await test.call(listConnectionsRoute, {});
    expect(reply).toMatchObject({ status: 401, type: "application/problem+json", body: { status: 401, code: "auth.required" } });
    expect((await test.call(listConnectionsRoute, { authorization: "Bearer nonsense" })).status).toBe(401);
  });

  it("is refused to a role that may not", async () => {
    const { headers } = await test.newCaller("viewer");
    expect((await test.call(listConnectionsRoute, headers)).status).toBe(200);
    const reply = await test.call(createConnectionRoute, headers, { body: CONNECTION });
    expect(reply).toMatchObject({ status: 403, body: { code: "auth.denied", details: { permission: "connection.write" } } });
  });

  it("by a session is refused to another site, and lost when the session is ended", async () => {
    const access = await test.newAccess();
    const secret = test.app.secrets.derive("sessions");
    const cookie = `${SESSION_COOKIE}=${await encode({ token: { sub: access.userId, sessionVersion: 1 }, secret })}`;
    const here = { cookie, host: "passerelle.test", origin: "http://passerelle.test" };
    expect((await test.call(listConnectionsRoute, { cookie })).status).toBe(200);
    expect((await test.call(createConnectionRoute, here, { body: CONNECTION })).status).toBe(201);
    expect(
      (await test.call(createConnectionRoute, { ...here, origin: "https://evil.example" }, { body: CONNECTION })).status,
    ).toBe(401);
    await test.store.sql`update users set session_version = 2 where id = ${access.userId}`;
    expect((await test.call(listConnectionsRoute, { cookie })).status).toBe(401);
  });

  it("does not reach into another workspace: its ids are not found", async () => {
    const one = await test.newCaller();
    const other = await test.newCaller();
    const connection = z.string().parse((await test.call(createConnectionRoute, one.headers, { body: CONNECTION })).body.id);
    const flow = await test.newPublishedFlow(one.headers);
    const run = z.string().parse((await test.call(startRunRoute, one.headers, { params: { id: flow } })).body.id);
    for (const [route, id] of [
      [readConnectionRoute, connection],
      [readFlowRoute, flow],
      [publishRoute, flow],
      [startRunRoute, flow],
      [readRunRoute, run],
      [cancelRoute, run],
    ] as const) {
      expect((await test.call(route, one.headers, { params: { id } })).status).toBeLessThan(300);
      expect((await test.call(route, other.headers, { params: { id } })).status).toBe(404);
    }
    expect((await test.call(listConnectionsRoute, other.headers)).body.data).toEqual([]);
  });
});

describe("input", () => {
  it("that does not fit is refused with the place of each problem", async () => {
    const { headers } = await test.newCaller();
    const reply = await test.call(createConnectionRoute, headers, { body: { connector: "dolibarr", name: "", extra: 1 } });
    expect(reply).toMatchObject({ status: 400, type: "application/problem+json", body: { code: "request.invalid" } });
    expect(JSON.stringify(reply.body.details)).toContain("body.name");
    const unknown = await test.call(createConnectionRoute, headers, { body: { ...CONNECTION, connector: "nothing" } });
    expect(unknown.body).toMatchObject({ code: "connector.unsupported" });
    const secrets = await test.call(createConnectionRoute, headers, { body: { ...CONNECTION, secrets: { other: "x" } } });
    expect(secrets.body.details).toEqual({
      issues: [
        { path: "secrets.other", message: "unknown" },
        { path: "secrets.apiKey", message: "required" },
      ],
    });
  });

  it("says of each connector what its connections ask for, and names it when it is missing", async () => {
    const { headers } = await test.newCaller();
    const connectors = z
      .array(
        z.object({
          id: z.string(),
          configSchema: z.object({ properties: z.record(z.string(), z.unknown()) }),
          config: z.array(z.object({ name: z.string(), required: z.boolean() })),
          secrets: z.array(z.object({ name: z.string() })),
        }),
      )
      .parse((await test.call(listConnectorsRoute, headers)).body.data);
    const dolibarr = connectors.find((connector) => connector.id === "dolibarr");
    expect(dolibarr?.secrets.map((field) => field.name)).toEqual(["apiKey"]);
    expect(dolibarr?.config.filter((field) => field.required).map((field) => field.name)).toEqual(["url"]);
    for (const { config, configSchema } of connectors) {
      for (const field of config) expect(Object.keys(configSchema.properties)).toContain(field.name);
    }
    const reply = await test.call(createConnectionRoute, headers, { body: { ...CONNECTION, secrets: { key: "x" } } });
    expect(JSON.stringify(reply.body)).toContain("apiKey");
  });
});

describe("secrets", () => {
  it("GEN-08 are stored encrypted and never answered", async () => {
    const { headers } = await test.newCaller();
    const id = z.string().parse((await test.call(createConnectionRoute, headers, { body: CONNECTION })).body.id);
    const reply = await test.call(readConnectionRoute, headers, { params: { id } });
    expect(reply.body).toMatchObject({ id, secrets: ["apiKey"], config: { url: "https://erp.example.com" } });
    expect(JSON.stringify([reply.body, (await test.call(listConnectionsRoute, headers)).body])).not.toContain("VERY-SECRET");
    const [row] = await test.store.sql`select * from connections where id = ${id}`;
    expect(Buffer.from(row?.secrets).toString("latin1")).not.toContain("VERY-SECRET");
    const [kept] = await test.store.sql`select string_agg(params::text, '') as text from audit_events`;
    expect(kept?.text).not.toContain("VERY-SECRET");
  });
});

describe("flows", () => {
  it("keep the draft of whoever saved first", async () => {
    const { headers } = await test.newCaller();
    const id = await test.newFlow(headers);
    const save = (name: string) =>
      test.call(saveDraftRoute, headers, { params: { id }, body: { document: webhookFlow(name), revision: 1 } });
    expect(await save("first")).toMatchObject({ status: 200, body: { revision: 2, problems: [] } });
    expect(await save("second")).toMatchObject({ status: 409, body: { code: "flow.stale_draft" } });
  });

  it("are published as immutable versions; the same content is none, moving a box neither", async () => {
    const { headers } = await test.newCaller();
    const id = await test.newPublishedFlow(headers);
    const publish = async () => (await test.call(publishRoute, headers, { params: { id } })).body;
    const moved = { ...webhookFlow(), layout: { positions: { t: { x: 10, y: 20 } } } };
    await test.call(saveDraftRoute, headers, { params: { id }, body: moved });
    expect(await publish()).toMatchObject({ number: 1, changed: false });
    await test.call(saveDraftRoute, headers, { params: { id }, body: webhookFlow("renamed") });
    expect((await test.call(readFlowRoute, headers, { params: { id } })).body).toMatchObject({
      modified: true,
      version: { number: 1 },
    });
    expect(await publish()).toMatchObject({ number: 2, changed: true });
  });

  it("that cannot run are not published: the problems say why", async () => {
    const { headers } = await test.newCaller();
    const id = await test.newFlow(headers);
    await test.call(saveDraftRoute, headers, { params: { id }, body: { ...webhookFlow(), nodes: [], edges: [] } });
    const reply = await test.call(publishRoute, headers, { params: { id } });
    expect(reply).toMatchObject({ status: 422, body: { code: "flow.invalid" } });
    expect(await test.call(startRunRoute, headers, { params: { id } })).toMatchObject({
      status: 422,
      body: { code: "flow.not_published" },
    });
  });
});

describe("runs", () => {
  it("are listed newest first, page by page, without gap or repetition", async () => {
    const { headers } = await test.newCaller();
    const id = await test.newPublishedFlow(headers);
    const made: unknown[] = [];
    for (let n = 0; n < 5; n += 1) made.push((await test.call(startRunRoute, headers, { params: { id } })).body.id);
    const seen: unknown[] = [];
    let cursor: unknown = "";
    while (typeof cursor === "string") {
      const page = (await test.call(listRunsRoute, headers, { query: `?limit=2${cursor && `&cursor=${cursor}`}` })).body;
      seen.push(
        ...z
          .array(z.object({ id: z.string() }))
          .parse(page.data)
          .map((run) => run.id),
      );
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(made.reverse());
    expect((await test.call(listRunsRoute, headers, { query: "?cursor=bm90IG9uZQ" })).body).toMatchObject({
      code: "request.invalid",
    });
  });

  it("answer status, counts and requests as described, and can be cancelled", async () => {
    const { headers } = await test.newCaller();
    const id = z
      .string()
      .parse((await test.call(startRunRoute, headers, { params: { id: await test.newPublishedFlow(headers) } })).body.id);
    expect((await test.call(readRunRoute, headers, { params: { id } })).body).toMatchObject({
      status: "queued",
      counts: { total: 0, created: 0, updated: 0, unchanged: 0, ignored: 0, failed: 0 },
      requests: { source: 0, target: 0 },
      startedAt: null,
      endedAt: null,
    });
    expect((await test.call(cancelRoute, headers, { params: { id } })).body).toEqual({ status: "cancelled" });
  });
});
