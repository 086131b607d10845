import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CountRequest } from "@/connectors/contract";
import { connector, startTrial, type Trial } from "@/connectors/dolibarr/testing/trial";

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
  trial.sandbox.control.generate({ products: 230, thirdparties: 120 });
});
afterAll(() => trial.sandbox.close());

async function readIn(request: CountRequest): Promise<number> {
  return (await connector.read(trial.ctx, { ...request, cursor: null, pageSize: 1_000 })).records.length;
}

describe("counting what a read would bring", () => {
  it.each([
    ["told by the list itself", { stream: "products", since: null }],
    ["found by asking, where an empty list is a 404", { stream: "thirdparties", since: null }],
    ["with a condition", { stream: "products", since: null, where: [{ field: "status", op: "in", values: ["1"] }] }],
    ["since a time", { stream: "products", since: "2026-01-01T00:00:00Z" }],
    ["by key", { stream: "products", since: null, keys: ["1", "2"] }],
  ] satisfies [string, CountRequest][])("agrees with reading: %s", async (_what, request) => {
    expect(await connector.count?.(trial.ctx, request)).toBe(await readIn(request));
  });

  it("one request where the list tells", async () => {
    const before = trial.sent.length;
    await connector.count?.(trial.ctx, { stream: "products", since: null });
    expect(trial.sent.length - before).toBe(1);
  });
});
