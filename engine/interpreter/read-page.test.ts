import { describe, expect, it } from "vitest";
import type { SourceRecord } from "@/connectors/contract";
import { planFlow } from "@/engine/interpreter/plan";
import { type ReadPageInput, readPage } from "@/engine/interpreter/read-page";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext } from "@/engine/testing/memory-ports";
import type { JsonObject } from "@/lib/core/json";

const DATES = ["2026-03-01", "2026-03-10", "2026-03-20", "2026-03-31"];
const RECORDS = DATES.map((day): SourceRecord => {
  return { key: day, label: day, data: { updatedAt: `${day}T12:00:00Z` } };
});

/** What a read node of `orders` reads, and what it asks the source for. */
function setUp(config: JsonObject = {}, { tellsDates = true }: { tellsDates?: boolean } = {}) {
  const memory = createMemoryConnector({ records: { orders: RECORDS } });
  const shop = { ...memory, changeField: async () => (tellsDates ? "updatedAt" : undefined) };
  const ctx = createMemoryContext({ connectors: { "role:shop": shop } });
  const [start, orders = makeNode("orders", "read")] = START;
  const read = { ...orders, config: { ...orders.config, since: "watermark", ...config } };
  const plan = planFlow(makeFlow([start ?? read, read], ["start>orders"]));
  const [driver] = plan.drivers;
  if (driver === undefined) throw new Error("the test flow has no driver");
  const run = async (input: Partial<ReadPageInput>) => {
    const page = await readPage({ plan, driver, cursor: null, since: null, ctx, ...input });
    return { ...page, keys: page.items.map(({ key }) => key) };
  };
  const asked = () => memory.calls.map(({ request }) => (request as { since: unknown }).since);
  return { run, asked };
}

describe("readPage", () => {
  it("replays a period: what changed from its first instant on, and before its end", async () => {
    const { run } = setUp();
    const { keys } = await run({ since: "2026-03-10T00:00:00Z", until: "2026-03-31T12:00:00Z" });
    expect(keys).toEqual(["2026-03-10", "2026-03-20"]);
  });

  it("compares instants, not texts: the end of a period may have another offset than the source", async () => {
    const { run } = setUp();
    expect((await run({ until: "2026-03-20T13:00:00+02:00" })).keys).toEqual(["2026-03-01", "2026-03-10"]);
    expect((await run({ until: "2026-03-20T13:00:00-02:00" })).keys).toEqual(["2026-03-01", "2026-03-10", "2026-03-20"]);
  });

  it("leaves no record out of a period whose source does not say when it changed", async () => {
    const { run } = setUp({}, { tellsDates: false });
    expect((await run({ until: "2026-03-10T00:00:00Z" })).keys).toEqual(DATES);
  });

  it("GEN-02 reads days before the watermark again where dates of changes do not tell everything", async () => {
    const { run, asked } = setUp({ rereadDays: 15 });
    const { keys, watermark } = await run({ since: "2026-03-31T12:00:00Z" });
    expect(asked()).toEqual(["2026-03-16T12:00:00.000Z"]);
    expect(keys).toEqual(["2026-03-20", "2026-03-31"]);
    // The window slides with the watermark, which reading back does not set back.
    expect(watermark).toBe("2026-03-31T12:00:00Z");
  });

  it("leaves a watermark that is no date as it is, whatever the days", async () => {
    const { run, asked } = setUp({ rereadDays: 15 });
    await run({ since: "4711" });
    expect(asked()).toEqual(["4711"]);
  });

  it("reads everything the first time, days or not", async () => {
    const { run, asked } = setUp({ rereadDays: 15 });
    expect((await run({})).keys).toEqual(DATES);
    expect(asked()).toEqual([null]);
  });
});
