import { describe, expect, it } from "vitest";
import { tryRun } from "@/engine/interpreter/try-run";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext } from "@/engine/testing/memory-ports";

const DOCUMENT = makeFlow(
  [
    ...START,
    makeNode("f", "filter", { expression: 'state = "paid"' }),
    makeNode("t", "transform", { expression: '{ "ref": ref, "total": $roundTo(total) }' }),
    makeNode("w", "write", { connection: "role:erp", stream: "orders", alias: "order" }),
    makeNode("v", "action", { connection: "role:erp", action: "validate", target: "order" }),
  ],
  ["start>orders", "orders>f", "f>t", "t>w", "w>v"],
);
const RECORDS = ["A", "B", "C"].map((ref) => ({
  key: ref,
  label: ref,
  data: { ref, total: "9.999", state: ref === "B" ? "new" : "paid" },
}));

function setUp(mode: "test" | "dry" | "live" = "test") {
  const shop = createMemoryConnector({ connectionId: "con_shop", records: { orders: RECORDS } });
  const erp = createMemoryConnector({ connectionId: "con_erp" });
  const ctx = createMemoryContext({ mode, connectors: { "role:shop": shop, "role:erp": erp } });
  return { shop, erp, ctx };
}

describe("tryRun", () => {
  it("shows what went in and out of each node, on records read for real, and writes nothing", async () => {
    const { ctx, erp } = setUp("dry");
    const { nodes, planned, outcomes } = await tryRun({ document: DOCUMENT, scope: { kind: "flow" }, ctx, limit: 2 });
    expect(nodes.map(({ nodeId, inputs, outputs }) => [nodeId, inputs.length, outputs.out?.length])).toEqual([
      ["orders", 0, 2],
      ["f", 2, 1],
      ["t", 1, 1],
      ["w", 1, 1],
      ["v", 1, 1],
    ]);
    expect(nodes[1]?.ignored).toEqual([{ key: "B", reason: { code: "filtered" } }]);
    expect(nodes[2]?.outputs.out).toMatchObject([{ data: { ref: "A", total: "10.00" } }]);
    expect(planned).toMatchObject([
      { key: "A", nodeId: "w", outcome: "created", before: null, after: { ref: "A", total: "10.00" } },
      { key: "A", nodeId: "v", after: { action: "validate" } },
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["created", "ignored"]);
    expect(erp.calls.map(({ call }) => call)).toEqual(["find"]);
  });

  it("runs up to a node on samples, without a request", async () => {
    const { ctx, shop, erp } = setUp();
    const samples = [{ key: "1", data: { ref: "X", total: "1", state: "paid" } }];
    const { nodes } = await tryRun({ document: DOCUMENT, scope: { kind: "until", nodeId: "t" }, samples, ctx });
    expect(nodes.map(({ nodeId }) => nodeId)).toEqual(["orders", "f", "t"]);
    expect([shop.calls, erp.calls]).toEqual([[], []]);
  });

  it("runs one node alone, with the links its samples bring, in a flow that is half drawn", async () => {
    const { ctx } = setUp();
    const link = { id: "7", ref: "SO7", outcome: "created", stream: "orders" } as const;
    const document = { ...DOCUMENT, edges: [] };
    const samples = [{ key: "1", data: {}, links: { order: link } }];
    const { nodes, planned } = await tryRun({ document, scope: { kind: "only", nodeId: "v" }, samples, ctx });
    expect(nodes).toMatchObject([{ nodeId: "v", inputs: [{ key: "1" }], failed: [] }]);
    expect(planned).toMatchObject([{ link: { id: "7" } }]);
  });

  it("shows the error of a sample beside the others", async () => {
    const { ctx } = setUp();
    const samples = ["1", "x"].map((total) => ({ key: total, data: { ref: "A", total, state: "paid" } }));
    const { nodes } = await tryRun({ document: DOCUMENT, scope: { kind: "only", nodeId: "t" }, samples, ctx });
    expect(nodes[0]).toMatchObject({
      outputs: { out: [{ key: "1" }] },
      failed: [{ key: "x", error: { details: { function: "roundTo" } } }],
    });
  });

  it("refuses a live context, a node that is not set up and one no record gets to", async () => {
    const scope = { kind: "flow" } as const;
    await expect(tryRun({ document: DOCUMENT, scope, ctx: setUp("live").ctx })).rejects.toMatchObject({
      code: "system.unexpected",
    });
    const { ctx } = setUp();
    const half = { ...DOCUMENT, nodes: [...DOCUMENT.nodes, makeNode("x", "transform")] };
    await expect(tryRun({ document: half, scope: { kind: "only", nodeId: "x" }, samples: [], ctx })).rejects.toMatchObject({
      code: "flow.invalid",
    });
    await expect(tryRun({ document: half, scope: { kind: "until", nodeId: "x" }, ctx })).rejects.toMatchObject({
      code: "flow.invalid",
    });
  });
});
