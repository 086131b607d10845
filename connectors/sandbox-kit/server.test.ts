import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SandboxServer, startServer } from "./server";
import { openStore } from "./store";

describe("sandbox server", () => {
  const store = openStore();
  let server: SandboxServer;
  beforeEach(async () => {
    store.reset();
    server = await startServer({
      handle: (request) => {
        if (request.method === "POST") store.table("rows").insert({ body: request.body.toString("utf8") });
        return { status: 200, headers: { "content-type": "text/plain" }, body: `${request.path}?${request.query}` };
      },
      commit: () => store.commit(),
      label: (request) => request.path.split("/")[1] ?? "",
      reset: () => store.reset(),
      generate: (counts) => ({ made: counts }),
    });
  });
  afterEach(() => server.close());

  const call = (path: string, method = "GET", body?: unknown) =>
    fetch(server.url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

  it("answers and counts requests by method and resource", async () => {
    expect(await (await call("/products/1?a=[b]")).text()).toBe("/products/1?a=[b]");
    await call("/products", "POST", {});
    const stats = await (await call("/__sandbox/stats")).json();
    expect(stats).toMatchObject({ total: 2, byKind: { "GET products": 1, "POST products": 1 }, byStatus: { "200": 2 } });
  });

  it("refuses the next requests with 429 and Retry-After, then works again", async () => {
    await call("/__sandbox/faults", "PUT", { next: [{ fault: "429", count: 2 }], retryAfterSeconds: 3 });
    const first = await call("/products");
    expect([first.status, first.headers.get("retry-after")]).toEqual([429, "3"]);
    expect((await call("/products")).status).toBe(429);
    expect((await call("/products")).status).toBe(200);
  });

  it("drops the connection before the work is done", async () => {
    server.control.faults({ next: [{ fault: "drop", method: "POST" }] });
    expect((await call("/rows")).status).toBe(200);
    await expect(call("/rows", "POST", {})).rejects.toThrow();
    expect(store.table("rows").size).toBe(0);
  });

  it("loses the reply after the work is done and kept", async () => {
    server.control.faults({ next: [{ fault: "lostReply", path: "rows" }] });
    await expect(call("/rows", "POST", {})).rejects.toThrow();
    expect(store.table("rows").size).toBe(1);
  });

  it("does the work and never answers", async () => {
    server.control.faults({ next: [{ fault: "hang", path: "rows" }] });
    const patience = new AbortController();
    const asked = fetch(`${server.url}/rows`, { method: "POST", body: "{}", signal: patience.signal });
    asked.catch(() => undefined);
    while (store.table("rows").size === 0) await call("/products");
    expect(server.control.stats().faults).toEqual({ hang: 1 });
    patience.abort();
    await expect(asked).rejects.toThrow();
  });

  it("draws faults at a repeatable rate", async () => {
    const run = async () => {
      server.control.faults({ rate: { "503": 0.3 }, seed: 7 });
      const statuses: number[] = [];
      for (let turn = 0; turn < 30; turn += 1) statuses.push((await call("/x")).status);
      return statuses;
    };
    const first = await run();
    expect(first.filter((status) => status === 503).length).toBeGreaterThan(3);
    expect(await run()).toEqual(first);
  });

  it("resets and generates over HTTP", async () => {
    await call("/rows", "POST", {});
    await call("/__sandbox/reset", "POST");
    expect(store.table("rows").size).toBe(0);
    expect(await (await call("/__sandbox/generate", "POST", { orders: 3 })).json()).toEqual({ made: { orders: 3 } });
  });
});
