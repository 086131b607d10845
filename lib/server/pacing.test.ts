import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConnectorLimits } from "@/connectors/contract";
import { openStore } from "@/db/client";
import { insertConnection } from "@/db/queries/connections";
import { blockRequests, leaseRequests } from "@/db/queries/pacing";
import { newId } from "@/lib/core/ids";
import { paceOf } from "@/lib/server/pacing";
import { createTestApp, type TestApp } from "@/lib/server/testing";

describe("pacing of a connection", () => {
  let test: TestApp;
  let workspaceId: string;
  beforeAll(async () => {
    test = await createTestApp();
    ({ workspaceId } = await test.newAccess());
  });
  afterAll(() => test.close());
  const { signal } = new AbortController();

  async function newConnection(): Promise<string> {
    const id = newId("con");
    const values = { id, workspaceId, connector: "dolibarr", name: "ERP", config: {}, sandbox: "dolibarr" };
    await insertConnection({ db: test.app.db, values });
    return id;
  }
  const lease = (connectionId: string, more: { reserve?: number; latelyMs?: number; wanted?: number } = {}) => {
    const { sql } = test.app;
    const most = { rate: 0.001, burst: 10 };
    return leaseRequests({ sql, workspaceId, connectionId, most, wanted: 6, reserve: 0, latelyMs: null, ...more });
  };

  it("gives two processes together no more than the connector allows", async () => {
    const connectionId = await newConnection();
    const limits: ConnectorLimits = { parallelReads: 1, parallelWrites: 1, requestsPerSecond: 0.001, burst: 10, pageSize: 1 };
    const pace = paceOf(test.app, { workspaceId, connectionId, limits }, false);
    for (let turn = 0; turn < 10; turn += 1) await pace.acquire(signal);
    const other = openStore({ url: test.store.url, max: 2 });
    const most = { rate: 0.001, burst: 10 };
    const ask = { sql: other.sql, workspaceId, connectionId, most, wanted: 5, reserve: 0, latelyMs: null };
    const second = await leaseRequests(ask);
    expect(second.taken).toBe(0);
    await other.close();
  });

  it("lets interactive runs pass where bulk ones find nothing left", async () => {
    const connectionId = await newConnection();
    expect((await lease(connectionId, { wanted: 10, reserve: 2 })).taken).toBe(8);
    const bulk = await lease(connectionId, { reserve: 2 });
    expect(bulk.taken).toBe(0);
    expect(bulk.waitMs).toBeGreaterThan(0);
    expect((await lease(connectionId)).taken).toBe(2);
  });

  it("holds everyone back for as long as the system asked, then halves the rate", async () => {
    const connectionId = await newConnection();
    const { sql } = test.app;
    await lease(connectionId, { wanted: 1 });
    await blockRequests({ sql, connectionId, most: { rate: 0.001 }, forMs: 60_000 });
    const held = await lease(connectionId);
    expect(held.taken).toBe(0);
    expect(held.waitMs).toBeGreaterThan(50_000);
    const [row] = await sql<{ rate: number }[]>`select rate from connection_pace where connection_id = ${connectionId}`;
    expect(row?.rate).toBeCloseTo(0.0005, 6);
  });

  it("slows down while answers take much longer than usual, and recovers", async () => {
    const connectionId = await newConnection();
    const rate = async () =>
      (await test.app.sql<{ rate: number }[]>`select rate from connection_pace where connection_id = ${connectionId}`)[0]?.rate ??
      0;
    await lease(connectionId, { wanted: 0 });
    for (let turn = 0; turn < 3; turn += 1) await lease(connectionId, { wanted: 0, latelyMs: 100 });
    expect(await rate()).toBeCloseTo(0.001, 6);
    await lease(connectionId, { wanted: 0, latelyMs: 2_000 });
    const slowed = await rate();
    expect(slowed).toBeLessThan(0.001);
    await lease(connectionId, { wanted: 0, latelyMs: 100 });
    expect(await rate()).toBeGreaterThan(slowed);
  });

  it("asks the store once for a second's requests, not once for each", async () => {
    const connectionId = await newConnection();
    const limits: ConnectorLimits = { parallelReads: 9, parallelWrites: 9, requestsPerSecond: 50, burst: 50, pageSize: 1 };
    const pace = paceOf(test.app, { workspaceId, connectionId, limits }, false);
    for (let turn = 0; turn < 40; turn += 1) await pace.acquire(signal);
    const [row] = await test.app.sql<
      { tokens: number }[]
    >`select tokens from connection_pace where connection_id = ${connectionId}`;
    expect(row?.tokens).toBe(0);
  });
});
