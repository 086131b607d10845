import { describe, expect, it } from "vitest";
import { planFlow } from "@/engine/interpreter/plan";
import { readPage } from "@/engine/interpreter/read-page";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import type { JsonObject } from "@/lib/core/json";

describeNode("read", { config: { connection: "role:shop", stream: "orders" }, items: [makeItem("1", { ref: "A" })] });

const RECORDS = Array.from({ length: 5 }, (_, index) => ({
  key: String(index + 1),
  label: `Order ${index + 1}`,
  data: { id: index + 1, state: index % 2 === 0 ? "2" : "3", updatedAt: `2026-01-0${index + 1}` },
}));

function setUp(config: JsonObject = {}, settings: JsonObject = {}, trigger: JsonObject = {}) {
  const shop = createMemoryConnector({ records: { orders: RECORDS }, pageSize: 2 });
  const ctx = createMemoryContext({ connectors: { "role:shop": shop }, settings, trigger });
  const read = makeNode("orders", "read", { connection: "role:shop", stream: "orders", ...config });
  const plan = planFlow(makeFlow([START[0] ?? read, read], ["start>orders"]));
  const [driver] = plan.drivers;
  if (driver === undefined) throw new Error("the test flow has no driver");
  return {
    shop,
    read: (input: Partial<Parameters<typeof readPage>[0]> = {}) =>
      readPage({ plan, driver, cursor: null, since: null, ctx, ...input }),
  };
}

function keys(page: Awaited<ReturnType<typeof readPage>>): string[] {
  return page.items.map((item) => item.key);
}

describe("readPage", () => {
  it("reads page after page, no larger than the connector takes", async () => {
    const { read } = setUp();
    const first = await read();
    expect([keys(first), first.nextCursor]).toEqual([["1", "2"], 2]);
    const last = await read({ cursor: 4 });
    expect([keys(last), last.nextCursor, last.watermark]).toEqual([["5"], null, "2026-01-05"]);
  });

  it("starts at the watermark it is given, else at the date of the node", async () => {
    const { read, shop } = setUp({ from: "$settings.start" }, { start: "2026-01-04" });
    expect(keys(await read({ since: "2026-01-05" }))).toEqual(["5"]);
    expect(keys(await read())).toEqual(["4", "5"]);
    expect(shop.calls.map(({ request }) => request)).toMatchObject([{ since: "2026-01-05" }, { since: "2026-01-04" }]);
  });

  it("keeps no watermark for a read of everything, of some keys, or that stopped at a limit", async () => {
    expect((await setUp({ since: "all" }).read({ cursor: 4 })).watermark).toBeNull();
    expect((await setUp().read({ keys: ["3"] })).watermark).toBeNull();
    const limited = await setUp().read({ limit: 1 });
    expect([keys(limited), limited.nextCursor, limited.watermark]).toEqual([["1"], null, null]);
  });

  it("selects by values of the settings; nothing leaves the condition out, an empty list reads nothing", async () => {
    const where = [{ field: "state", op: "in", value: "$settings.states" }];
    expect(keys(await setUp({ where }, { states: ["3"] }).read())).toEqual(["2", "4"]);
    expect(keys(await setUp({ where }, {}).read())).toEqual(["1", "2"]);
    const none = setUp({ where }, { states: [] });
    expect(keys(await none.read())).toEqual([]);
    expect(none.shop.calls).toEqual([]);
  });

  it("reads the records an event names, or those a retry names", async () => {
    const { read, shop } = setUp({ keys: "$trigger.keys" }, {}, { keys: ["4", "1"] });
    expect(keys(await read())).toEqual(["1", "4"]);
    expect(keys(await read({ keys: ["5"] }))).toEqual(["5"]);
    expect(shop.calls[0]?.request).toMatchObject({ keys: ["4", "1"], since: null });
  });

  it.each([
    [{ from: '"yesterday"' }, "from"],
    [{ where: [{ field: "state", op: "between", value: '"2"' }] }, "state"],
    [{ where: [{ field: "state", op: "in", value: '{ "a": 1 }' }] }, "state"],
  ])("refuses %o and names the field", async (config, field) => {
    await expect(setUp(config).read()).rejects.toMatchObject({
      code: "mapping.bad_result",
      category: "config",
      details: { field },
    });
  });
});
