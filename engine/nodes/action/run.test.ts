import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import type { JsonObject } from "@/lib/core/json";
import { ActionConfigSchema, action } from "./definition";
import { actionRunner } from "./run";

const LINK = { id: "77", ref: "FA77", outcome: "created", stream: "invoices" } as const;
const CONFIG = { connection: "role:erp", action: "pay", target: "invoice", params: '{ "amount": amount }' };
const ITEMS = [makeItem("1", { amount: "10.00" }, { invoice: LINK }), makeItem("2", { amount: "5" })];

function setUp(config: JsonObject = {}, mode: "live" | "dry" = "live") {
  const erp = createMemoryConnector();
  const ctx = createMemoryContext({ connectors: { "role:erp": erp }, mode });
  const parsed = ActionConfigSchema.parse({ ...action.defaults, ...CONFIG, ...config });
  const run = (items = ITEMS) => actionRunner.run({ node: makeNode("a", "action"), config: parsed, items, ctx });
  return { erp, ctx, run, calls: () => erp.calls.map(({ request }) => request) };
}

describeNode("action", {
  config: CONFIG,
  items: ITEMS,
  context: () => createMemoryContext({ connectors: { "role:erp": createMemoryConnector() } }),
});

describe("action", () => {
  it("acts on the link, with the parameters, and lets pass what has no link", async () => {
    const { run, calls } = setUp({ into: "payment" });
    const { emit } = await run();
    expect(calls()).toMatchObject([{ targetId: "77", params: { amount: "10.00" }, externalRef: "int_test:shop:orders:1" }]);
    expect(emit.out?.map(({ key, links }) => [key, links.payment?.outcome])).toEqual([
      ["2", undefined],
      ["1", "updated"],
    ]);
  });

  it("GEN-01 does nothing at a second run, even with other parameters", async () => {
    const { run, calls } = setUp();
    await run();
    const changed = [makeItem("1", { amount: "11.00" }, { invoice: LINK })];
    expect((await run(changed)).emit.out).toMatchObject([{ links: { pay: { outcome: "unchanged" } } }]);
    expect(calls()).toHaveLength(1);
  });

  it("acts again on other parameters when the node says so", async () => {
    const { run, calls } = setUp({ again: "onChange" });
    await run();
    await run();
    await run([makeItem("1", { amount: "11.00" }, { invoice: LINK })]);
    expect(calls()).toMatchObject([{ params: { amount: "10.00" } }, { params: { amount: "11.00" } }]);
  });

  it("tells several uses on one record apart by its key", async () => {
    const { run, calls } = setUp({ key: "$item.key & payment" });
    await run(["a", "b"].map((payment) => makeItem("1", { amount: "5", payment }, { invoice: LINK })));
    expect(calls()).toHaveLength(2);
  });

  it("fails alone when refused, and is done at the next run", async () => {
    const { run, erp, ctx } = setUp();
    erp.actions.set("pay", () => ({
      outcome: "failed",
      uncertain: false,
      error: { code: "connector.rejected", category: "data", message: "no", details: {} },
    }));
    expect((await run()).failed).toMatchObject([{ item: { key: "1" }, error: { code: "connector.rejected" } }]);
    expect(ctx.links.openIntents()).toEqual([]);
    erp.actions.clear();
    expect((await run()).failed).toEqual([]);
  });

  it("is done again when its reply was lost: the contract makes that harmless", async () => {
    const { run, erp, ctx, calls } = setUp();
    erp.actions.set("pay", () => ({
      outcome: "failed",
      uncertain: true,
      error: { code: "connector.uncertain", category: "transient", message: "?", details: {} },
    }));
    await run();
    expect(ctx.links.openIntents()).toEqual(["1"]);
    erp.actions.set("pay", (id) => ({ outcome: "unchanged", id }));
    expect((await run()).emit.out?.at(-1)).toMatchObject({ links: { pay: { outcome: "unchanged" } } });
    expect(calls()).toHaveLength(2);
  });

  it("only says what it would do in a simulation", async () => {
    const { run, ctx, calls } = setUp({}, "dry");
    await run();
    expect(calls()).toEqual([]);
    expect(ctx.planned).toMatchObject([
      { item: { key: "1" }, write: { outcome: "updated", after: { action: "pay", params: { amount: "10.00" } } } },
    ]);
  });
});
