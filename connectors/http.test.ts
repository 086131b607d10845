import { afterEach, describe, expect, it } from "vitest";
import { isPrivateAddress } from "@/connectors/http/private-address";
import { closeServers, failure, GET, type Handler, json, POST, startServer } from "@/connectors/testing/http-server";

afterEach(closeServers);

describe("base address", () => {
  it("sends path, query and headers below the pinned base address", async () => {
    let seen = "";
    const { client } = await startServer(
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
      const { client, count } = await startServer((_, response) => json(response, 200, {}));
      expect((await failure(client.request({ ...GET, path }))).code).toBe("connector.bad_request");
      expect(count()).toBe(0);
    },
  );

  it.each(["ftp://example.com", "not an address", "https://user:pass@example.com"])(
    "refuses %s as a base address",
    async (baseUrl) => {
      const error = await failure(startServer((_, response) => json(response, 200, {}), { baseUrl }));
      expect(error.category).toBe("config");
    },
  );

  it("follows a redirect of the same origin", async () => {
    const { client } = await startServer((request, response, n) => {
      if (n === 1) response.writeHead(302, { location: "/moved" }).end();
      else json(response, 200, { path: request.url ?? "" });
    });
    expect((await client.request(GET)).json()).toEqual({ path: "/moved" });
  });

  it("treats a redirect to another host as an error that names it", async () => {
    const { client, count } = await startServer((_, response) =>
      response.writeHead(301, { location: "https://www.example.com/x" }).end(),
    );
    const error = await failure(client.request(GET));
    expect(error).toMatchObject({ code: "connector.bad_response", category: "config" });
    expect(error.advice?.fr).toContain("https://www.example.com/x");
    expect(count()).toBe(1);
  });

  it("never follows a redirect that would turn a POST into a GET", async () => {
    const { client, count } = await startServer((_, response) => response.writeHead(302, { location: "/moved" }).end());
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
    const error = await failure(startServer((_, response) => json(response, 200, {}), { allowPrivate: false }));
    expect(error.code).toBe("connector.private_address");
  });

  it("refuses a name that resolves to loopback at connect time, so no name can be rebound after a check", async () => {
    const { client, count } = await startServer((_, response) => json(response, 200, {}), {
      allowPrivate: false,
      host: "localhost",
    });
    expect((await failure(client.request(GET))).code).toBe("connector.private_address");
    expect((await failure(client.request(POST))).code).toBe("connector.private_address");
    expect(count()).toBe(0);
  });
});

describe("retries", () => {
  it.each([429, 502, 503, 504])("sends a GET again after %i, with a growing delay", async (status) => {
    const { client, count, slept, lines } = await startServer((_, response, n) => json(response, n < 3 ? status : 200, { n }));
    expect((await client.request(GET)).json()).toEqual({ n: 3 });
    expect(count()).toBe(3);
    expect(slept).toEqual([375, 750]);
    expect(lines.filter((line) => line.startsWith("http.retry"))).toHaveLength(2);
  });

  it("waits as long as Retry-After says", async () => {
    const { client, slept } = await startServer((_, response, n) =>
      n === 1 ? json(response, 429, {}, { "retry-after": "7" }) : json(response, 200, {}),
    );
    await client.request(GET);
    expect(slept).toEqual([7000]);
  });

  it("leaves a Retry-After of minutes to the caller", async () => {
    const { client, count } = await startServer((_, response) => json(response, 429, {}, { "retry-after": "300" }));
    const error = await failure(client.request(GET));
    expect(error).toMatchObject({ code: "connector.rate_limited", category: "rateLimit", retryAfterMs: 300_000 });
    expect(count()).toBe(1);
  });

  it("gives up after four sendings", async () => {
    const { client, count } = await startServer((_, response) => json(response, 503, {}));
    expect(await failure(client.request(GET))).toMatchObject({ code: "connector.unavailable", category: "transient" });
    expect(count()).toBe(4);
  });

  it("sends a POST again after 429 (it was refused) but not after 503", async () => {
    const refused = await startServer((_, response, n) => json(response, n === 1 ? 429 : 200, {}));
    await refused.client.request(POST);
    expect(refused.count()).toBe(2);
    const broken = await startServer((_, response) => json(response, 503, {}));
    expect((await failure(broken.client.request(POST))).code).toBe("connector.uncertain");
    expect(broken.count()).toBe(1);
  });

  it("sends a GET, or a POST declared idempotent, again after a dropped connection", async () => {
    const drop: Handler = (request, response, n) => (n === 1 ? request.socket.destroy() : json(response, 200, { n }));
    const reading = await startServer(drop);
    expect((await reading.client.request(GET)).json()).toEqual({ n: 2 });
    const writing = await startServer(drop);
    expect((await writing.client.request({ ...POST, idempotent: true })).json()).toEqual({ n: 2 });
  });

  it("a POST whose reply is lost is uncertain and not sent again", async () => {
    const { client, count } = await startServer((request) => request.socket.destroy());
    expect(await failure(client.request(POST))).toMatchObject({ code: "connector.uncertain", category: "transient" });
    expect(count()).toBe(1);
  });

  it("a POST whose answer is cut in the middle is uncertain", async () => {
    const { client } = await startServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"id":', () => response.destroy());
    });
    expect((await failure(client.request(POST))).code).toBe("connector.uncertain");
  });

  it("a POST that was refused a connection is sent again, then unavailable, never uncertain", async () => {
    const { client, slept } = await startServer((_, response) => json(response, 200, {}), { baseUrl: "http://127.0.0.1:1" });
    expect((await failure(client.request(POST))).code).toBe("connector.unavailable");
    expect(slept).toHaveLength(3);
  });
});
