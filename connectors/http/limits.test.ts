import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { closeServers, failure, GET, json, LIMITS, POST, startServer } from "@/connectors/testing/http-server";
import { AppError } from "@/lib/core/errors";

afterEach(closeServers);

describe("time-outs and cancelling", () => {
  it("a GET that gets no answer in time is connector.timeout", async () => {
    const { client, count } = await startServer(() => undefined);
    expect(await failure(client.request({ ...GET, timeoutMs: 30 }))).toMatchObject({ code: "connector.timeout" });
    expect(count()).toBe(4);
  });

  it("a body that stops coming is connector.timeout", async () => {
    const { client } = await startServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{");
    });
    expect((await failure(client.request({ ...GET, timeoutMs: 30 }))).code).toBe("connector.timeout");
  });

  it("a POST that gets no answer in time is uncertain", async () => {
    const { client } = await startServer(() => undefined);
    expect((await failure(client.request({ ...POST, timeoutMs: 30 }))).code).toBe("connector.uncertain");
  });

  it("aborting ends a request in flight with run.cancelled", async () => {
    const controller = new AbortController();
    const { client } = await startServer(() => controller.abort(), { signal: controller.signal });
    expect(await failure(client.request(GET))).toMatchObject({ code: "run.cancelled", category: "cancelled" });
  });

  it("an aborted client sends nothing", async () => {
    const { client, count } = await startServer((_, response) => json(response, 200, {}), { signal: AbortSignal.abort() });
    expect((await failure(client.request(GET))).code).toBe("run.cancelled");
    expect(count()).toBe(0);
  });
});

describe("pace", () => {
  it("spends the burst, then one request per interval", async () => {
    const { client, slept } = await startServer((_, response) => json(response, 200, {}), {
      limits: { ...LIMITS, requestsPerSecond: 10, burst: 2 },
    });
    for (let n = 0; n < 4; n += 1) await client.request(GET);
    expect(slept.map(Math.round)).toEqual([100, 100]);
  });

  it("never has more requests under way than the connector allows", async () => {
    let running = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const { client } = await startServer(
      (_, response) => {
        running += 1;
        most = Math.max(most, running);
        waiting.push(() => {
          running -= 1;
          json(response, 200, {});
        });
        setImmediate(() => waiting.shift()?.());
      },
      { limits: { ...LIMITS, parallelReads: 2, parallelWrites: 1 } },
    );
    await Promise.all(Array.from({ length: 12 }, () => client.request(GET)));
    expect(most).toBeLessThanOrEqual(2);
    most = 0;
    await Promise.all(Array.from({ length: 6 }, () => client.request(POST)));
    expect(most).toBe(1);
  });

  it("asks the shared pace before every sending and counts every sending", async () => {
    const seen: string[] = [];
    let paced = 0;
    const { client } = await startServer((_, response, n) => json(response, n === 1 ? 503 : 200, {}), {
      pace: {
        note: () => undefined,
        acquire: async () => {
          paced += 1;
        },
      },
      onRequest: ({ method, path, attempt }) => seen.push(`${method} ${path} ${attempt}`),
    });
    await client.request(GET);
    expect(paced).toBe(2);
    expect(seen).toEqual(["GET /things 1", "GET /things 2"]);
  });
});

describe("answers", () => {
  it.each([
    [400, "connector.bad_request", "data"],
    [401, "connector.unauthorized", "auth"],
    [403, "connector.forbidden", "auth"],
    [404, "connector.not_found", "data"],
    [409, "connector.rejected", "data"],
    [422, "connector.rejected", "data"],
    [500, "connector.unavailable", "transient"],
    [501, "connector.unsupported", "config"],
  ])("%i is %s", async (status, code, category) => {
    const { client } = await startServer((_, response) => json(response, status, { why: "because" }));
    const error = await failure(client.request(GET));
    expect(error).toMatchObject({ code, category, details: { status } });
    expect(error.details.reply).toContain("because");
  });

  it("returns an expected status instead of throwing", async () => {
    const { client } = await startServer((_, response) => response.writeHead(304).end());
    expect((await client.request({ ...POST, expect: [304] })).status).toBe(304);
  });

  it("a 200 with a page of HTML is connector.bad_response", async () => {
    const { client } = await startServer((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Maintenance</h1>"),
    );
    expect(await failure(client.request(GET))).toMatchObject({
      code: "connector.bad_response",
      details: { contentType: "text/html" },
    });
  });

  it("an empty 200 only counts where empty is accepted", async () => {
    const { client } = await startServer((_, response) => response.writeHead(200).end());
    expect((await failure(client.request(GET))).code).toBe("connector.bad_response");
    expect((await client.request({ ...GET, accept: ["json", "empty"] })).body.byteLength).toBe(0);
  });

  it("a body announced as JSON that is none is connector.bad_response when parsed", async () => {
    const { client } = await startServer((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end("<b>Warning"),
    );
    const response = await client.request(GET);
    expect(() => response.json()).toThrow(AppError);
  });

  it("reads a compressed answer", async () => {
    const { client } = await startServer((_, response) =>
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync(JSON.stringify({ long: "x".repeat(1000) }))),
    );
    expect((await client.request(GET)).text()).toHaveLength(1011);
  });

  it("refuses an answer above the size cap, even one that only grows when decompressed", async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    const { client } = await startServer((_, response) =>
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(bomb),
    );
    expect(await failure(client.request(GET))).toMatchObject({
      code: "connector.bad_response",
      details: { reason: "too_large" },
    });
  });
});

describe("secrets", () => {
  it("no secret is in a log line, an error message or its details", async () => {
    const basic = Buffer.from("WSKEY123456:").toString("base64");
    const { client, lines } = await startServer(
      (request, response) => json(response, 400, { seen: request.headers.authorization, key: "DOLIKEY987654" }),
      { headers: { authorization: `Basic ${basic}` }, secrets: ["DOLIKEY987654"] },
    );
    const error = await failure(client.request({ ...GET, query: { ws_key: "WSKEY123456", api_key: "short", name: "x" } }));
    const shown = JSON.stringify([lines, error.message, error.details]);
    for (const secret of ["WSKEY123456", "DOLIKEY987654", basic, "short"]) expect(shown).not.toContain(secret);
    expect(shown).toContain("name=x");
  });
});
