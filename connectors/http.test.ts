import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { ConnectorLimits, HttpRequest } from "@/connectors/contract";
import { createHttpClient, type HttpClientOptions, type HttpTime } from "@/connectors/http";
import { isPrivateAddress } from "@/connectors/http/private-address";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

const LIMITS: ConnectorLimits = { parallelReads: 4, parallelWrites: 1, requestsPerSecond: 1000, burst: 1000, pageSize: 100 };
const GET: HttpRequest = { method: "GET", path: "/things", accept: ["json"] };
const POST: HttpRequest = { method: "POST", path: "/things", accept: ["json"], body: "{}" };

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
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

async function start(handler: Handler, overrides: Partial<HttpClientOptions> & { basePath?: string; host?: string } = {}) {
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

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw new Error(`expected an AppError, got ${String(thrown)}`);
}

describe("base address", () => {
  it("sends path, query and headers below the pinned base address", async () => {
    let seen = "";
    const { client } = await start(
      (request, response) => {
        seen = `${request.method} ${request.url} ${request.headers["x-api"]}`;
        json(response, 200, { ok: true });
      },
      { basePath: "/shop/", headers: { "x-api": "v" } },
    );
    const response = await client.request({ ...GET, query: { limit: 2, name: "a b&c", none: undefined } });
    expect(response.json()).toEqual({ ok: true });
    expect(seen).toBe("GET /shop/things?limit=2&name=a+b%26c v");
  });

  it.each(["http://other.example/x", "/../admin", "\\\\other\\x"])(
    "refuses the path %s that leaves the base address",
    async (path) => {
      const { client, count } = await start((_, response) => json(response, 200, {}));
      expect((await failure(client.request({ ...GET, path }))).code).toBe("connector.bad_request");
      expect(count()).toBe(0);
    },
  );

  it.each(["ftp://example.com", "not an address", "https://user:pass@example.com"])(
    "refuses %s as a base address",
    async (baseUrl) => {
      const error = await failure(start((_, response) => json(response, 200, {}), { baseUrl }));
      expect(error.category).toBe("config");
    },
  );

  it("follows a redirect of the same origin", async () => {
    const { client } = await start((request, response, n) => {
      if (n === 1) response.writeHead(302, { location: "/moved" }).end();
      else json(response, 200, { path: request.url ?? "" });
    });
    expect((await client.request(GET)).json()).toEqual({ path: "/moved" });
  });

  it("treats a redirect to another host as an error that names it", async () => {
    const { client, count } = await start((_, response) =>
      response.writeHead(301, { location: "https://www.example.com/x" }).end(),
    );
    const error = await failure(client.request(GET));
    expect(error).toMatchObject({ code: "connector.bad_response", category: "config" });
    expect(error.advice?.fr).toContain("https://www.example.com/x");
    expect(count()).toBe(1);
  });

  it("never follows a redirect that would turn a POST into a GET", async () => {
    const { client, count } = await start((_, response) => response.writeHead(302, { location: "/moved" }).end());
    expect((await failure(client.request(POST))).category).toBe("config");
    expect(count()).toBe(1);
  });
});

describe("private addresses", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::a00:1",
  ])("%s is private", (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is public", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it("refuses a literal loopback address before anything is sent", async () => {
    const error = await failure(start((_, response) => json(response, 200, {}), { allowPrivate: false }));
    expect(error.code).toBe("connector.private_address");
  });

  it("refuses a name that resolves to loopback at connect time, so no name can be rebound after a check", async () => {
    const { client, count } = await start((_, response) => json(response, 200, {}), { allowPrivate: false, host: "localhost" });
    expect((await failure(client.request(GET))).code).toBe("connector.private_address");
    expect((await failure(client.request(POST))).code).toBe("connector.private_address");
    expect(count()).toBe(0);
  });
});

describe("retries", () => {
  it.each([429, 502, 503, 504])("sends a GET again after %i, with a growing delay", async (status) => {
    const { client, count, slept, lines } = await start((_, response, n) => json(response, n < 3 ? status : 200, { n }));
    expect((await client.request(GET)).json()).toEqual({ n: 3 });
    expect(count()).toBe(3);
    expect(slept).toEqual([375, 750]);
    expect(lines.filter((line) => line.startsWith("http.retry"))).toHaveLength(2);
  });

  it("waits as long as Retry-After says", async () => {
    const { client, slept } = await start((_, response, n) =>
      n === 1 ? json(response, 429, {}, { "retry-after": "7" }) : json(response, 200, {}),
    );
    await client.request(GET);
    expect(slept).toEqual([7000]);
  });

  it("leaves a Retry-After of minutes to the caller", async () => {
    const { client, count } = await start((_, response) => json(response, 429, {}, { "retry-after": "300" }));
    const error = await failure(client.request(GET));
    expect(error).toMatchObject({ code: "connector.rate_limited", category: "rateLimit", retryAfterMs: 300_000 });
    expect(count()).toBe(1);
  });

  it("gives up after four sendings", async () => {
    const { client, count } = await start((_, response) => json(response, 503, {}));
    expect(await failure(client.request(GET))).toMatchObject({ code: "connector.unavailable", category: "transient" });
    expect(count()).toBe(4);
  });

  it("sends a POST again after 429 (it was refused) but not after 503", async () => {
    const refused = await start((_, response, n) => json(response, n === 1 ? 429 : 200, {}));
    await refused.client.request(POST);
    expect(refused.count()).toBe(2);
    const broken = await start((_, response) => json(response, 503, {}));
    expect((await failure(broken.client.request(POST))).code).toBe("connector.uncertain");
    expect(broken.count()).toBe(1);
  });

  it("sends a GET, or a POST declared idempotent, again after a dropped connection", async () => {
    const drop: Handler = (request, response, n) => (n === 1 ? request.socket.destroy() : json(response, 200, { n }));
    const reading = await start(drop);
    expect((await reading.client.request(GET)).json()).toEqual({ n: 2 });
    const writing = await start(drop);
    expect((await writing.client.request({ ...POST, idempotent: true })).json()).toEqual({ n: 2 });
  });

  it("a POST whose reply is lost is uncertain and not sent again", async () => {
    const { client, count } = await start((request) => request.socket.destroy());
    expect(await failure(client.request(POST))).toMatchObject({ code: "connector.uncertain", category: "transient" });
    expect(count()).toBe(1);
  });

  it("a POST whose answer is cut in the middle is uncertain", async () => {
    const { client } = await start((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"id":', () => response.destroy());
    });
    expect((await failure(client.request(POST))).code).toBe("connector.uncertain");
  });

  it("a POST that was refused a connection is sent again, then unavailable, never uncertain", async () => {
    const { client, slept } = await start((_, response) => json(response, 200, {}), { baseUrl: "http://127.0.0.1:1" });
    expect((await failure(client.request(POST))).code).toBe("connector.unavailable");
    expect(slept).toHaveLength(3);
  });
});

describe("time-outs and cancelling", () => {
  it("a GET that gets no answer in time is connector.timeout", async () => {
    const { client, count } = await start(() => undefined);
    expect(await failure(client.request({ ...GET, timeoutMs: 30 }))).toMatchObject({ code: "connector.timeout" });
    expect(count()).toBe(4);
  });

  it("a body that stops coming is connector.timeout", async () => {
    const { client } = await start((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{");
    });
    expect((await failure(client.request({ ...GET, timeoutMs: 30 }))).code).toBe("connector.timeout");
  });

  it("a POST that gets no answer in time is uncertain", async () => {
    const { client } = await start(() => undefined);
    expect((await failure(client.request({ ...POST, timeoutMs: 30 }))).code).toBe("connector.uncertain");
  });

  it("aborting ends a request in flight with run.cancelled", async () => {
    const controller = new AbortController();
    const { client } = await start(() => controller.abort(), { signal: controller.signal });
    expect(await failure(client.request(GET))).toMatchObject({ code: "run.cancelled", category: "cancelled" });
  });

  it("an aborted client sends nothing", async () => {
    const { client, count } = await start((_, response) => json(response, 200, {}), { signal: AbortSignal.abort() });
    expect((await failure(client.request(GET))).code).toBe("run.cancelled");
    expect(count()).toBe(0);
  });
});

describe("pace", () => {
  it("spends the burst, then one request per interval", async () => {
    const { client, slept } = await start((_, response) => json(response, 200, {}), {
      limits: { ...LIMITS, requestsPerSecond: 10, burst: 2 },
    });
    for (let n = 0; n < 4; n += 1) await client.request(GET);
    expect(slept.map(Math.round)).toEqual([100, 100]);
  });

  it("never has more requests under way than the connector allows", async () => {
    let running = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const { client } = await start(
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
    const { client } = await start((_, response, n) => json(response, n === 1 ? 503 : 200, {}), {
      pace: {
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
    const { client } = await start((_, response) => json(response, status, { why: "because" }));
    const error = await failure(client.request(GET));
    expect(error).toMatchObject({ code, category, details: { status } });
    expect(error.details.reply).toContain("because");
  });

  it("returns an expected status instead of throwing", async () => {
    const { client } = await start((_, response) => response.writeHead(304).end());
    expect((await client.request({ ...POST, expect: [304] })).status).toBe(304);
  });

  it("a 200 with a page of HTML is connector.bad_response", async () => {
    const { client } = await start((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Maintenance</h1>"),
    );
    expect(await failure(client.request(GET))).toMatchObject({
      code: "connector.bad_response",
      details: { contentType: "text/html" },
    });
  });

  it("an empty 200 only counts where empty is accepted", async () => {
    const { client } = await start((_, response) => response.writeHead(200).end());
    expect((await failure(client.request(GET))).code).toBe("connector.bad_response");
    expect((await client.request({ ...GET, accept: ["json", "empty"] })).body.byteLength).toBe(0);
  });

  it("a body announced as JSON that is none is connector.bad_response when parsed", async () => {
    const { client } = await start((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end("<b>Warning"),
    );
    const response = await client.request(GET);
    expect(() => response.json()).toThrow(AppError);
  });

  it("reads a compressed answer", async () => {
    const { client } = await start((_, response) =>
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync(JSON.stringify({ long: "x".repeat(1000) }))),
    );
    expect((await client.request(GET)).text()).toHaveLength(1011);
  });

  it("refuses an answer above the size cap, even one that only grows when decompressed", async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    const { client } = await start((_, response) =>
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
    const { client, lines } = await start(
      (request, response) => json(response, 400, { seen: request.headers.authorization, key: "DOLIKEY987654" }),
      { headers: { authorization: `Basic ${basic}` }, secrets: ["DOLIKEY987654"] },
    );
    const error = await failure(client.request({ ...GET, query: { ws_key: "WSKEY123456", api_key: "short", name: "x" } }));
    const shown = JSON.stringify([lines, error.message, error.details]);
    for (const secret of ["WSKEY123456", "DOLIKEY987654", basic, "short"]) expect(shown).not.toContain(secret);
    expect(shown).toContain("name=x");
  });
});
