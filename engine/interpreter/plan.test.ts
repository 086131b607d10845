import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topologicalOrder } from "@/engine/document/graph";
import { planFlow } from "@/engine/interpreter/plan";
import { makeEdge, makeFlow, makeNode, START } from "@/engine/testing/flows";
import { deepFrozen } from "@/engine/testing/suite";

const WRITE = { connection: "role:erp", stream: "orders", alias: "order" };

describe("planFlow", () => {
  it("drives a flow by its reads, in the order of the document", () => {
    const products = makeNode("products", "read", { connection: "role:shop", stream: "products", since: "all" });
    const plan = planFlow(
      makeFlow(
        [...START, products, makeNode("f", "filter", { expression: "true" }), makeNode("w", "write", WRITE)],
        ["start>orders", "start>products", "orders>f", "products>w", "f>w"],
      ),
    );
    expect(
      plan.drivers.map(({ nodeId, sourceStream, usesWatermark, steps }) => [
        nodeId,
        sourceStream,
        usesWatermark,
        steps.map(({ node }) => node.id),
      ]),
    ).toEqual([
      ["orders", "shop:orders", true, ["f", "w"]],
      ["products", "shop:products", false, ["w"]],
    ]);
    expect([...(plan.drivers[0]?.steps[1]?.ancestors ?? [])].sort()).toEqual(["f", "orders"]);
  });

  it("is driven by a webhook that feeds nodes, and by the read behind one that only starts it", () => {
    const hook = makeNode("hook", "trigger-webhook", { stream: "orders" });
    const direct = planFlow(makeFlow([hook, makeNode("w", "write", WRITE)], ["hook>w"]));
    expect(direct.drivers).toMatchObject([{ nodeId: "hook", kind: "trigger", sourceStream: "webhook:orders" }]);
    const [, read] = START;
    const behind = planFlow(
      makeFlow([hook, ...(read ? [read] : []), makeNode("w", "write", WRITE)], ["hook>orders", "orders>w"]),
    );
    expect(behind.drivers).toMatchObject([{ nodeId: "orders", kind: "read" }]);
  });

  it("fills in the defaults of a config", () => {
    const joins = [{ stream: "customers", field: "id", from: "id", into: "customer", many: false }];
    const plan = planFlow(
      makeFlow([...START, makeNode("e", "enrich", { connection: "role:shop", joins })], ["start>orders", "orders>e"]),
    );
    expect(plan.drivers[0]?.steps[0]?.config).toMatchObject({ joins: [{ onMissing: "continue" }] });
  });

  it("leaves notes and disabled nodes out, and lets records pass where a disabled one was", () => {
    const nodes = [
      ...START,
      makeNode("n", "note", { text: "x" }),
      makeNode("f", "filter", { expression: "" }, { disabled: true }),
      makeNode("w", "write", WRITE),
    ];
    const [driver] = planFlow(makeFlow(nodes, ["start>orders", "orders>f", "f>w"])).drivers;
    expect(driver?.steps.map(({ node }) => node.id)).toEqual(["w"]);
    expect(driver?.edges).toMatchObject([{ source: "orders", target: "w" }]);
  });

  it.each([
    ["no trigger", makeFlow([makeNode("w", "write", WRITE)], [])],
    ["two triggers", makeFlow([...START, makeNode("again", "trigger-manual")], ["start>orders"])],
    ["nothing that brings records", makeFlow([makeNode("start", "trigger-manual")], [])],
    [
      "a circle",
      makeFlow(
        [...START, makeNode("a", "filter", { expression: "1" }), makeNode("b", "filter", { expression: "1" })],
        ["start>orders", "orders>a", "a>b", "b>a"],
      ),
    ],
    ["a node that is not set up", makeFlow([...START, makeNode("w", "write")], ["start>orders", "orders>w"])],
  ])("refuses %s", (_case, document) => {
    expect(() => planFlow(document)).toThrow(expect.objectContaining({ code: "flow.invalid", category: "config" }));
  });

  it("orders any graph so that every edge goes forward, and plans the same twice", () => {
    const size = 8;
    const pairs = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 24 });
    fc.assert(
      fc.property(pairs, (drawn) => {
        const filters = Array.from({ length: size }, (_, index) => makeNode(`n${index}`, "filter", { expression: "true" }));
        // Edges from lower to higher numbers only: never a circle.
        const forward = drawn.filter(([from, to]) => from < to).map(([from, to]) => `n${from}>n${to}`);
        const document = deepFrozen(makeFlow([...START, ...filters], ["start>orders", "orders>n0", ...new Set(forward)]));
        const [driver] = planFlow(document).drivers;
        const place = new Map(driver?.steps.map(({ node }, index) => [node.id, index]));
        for (const step of driver?.steps ?? []) {
          for (const { target } of step.outgoing) expect(place.get(target)).toBeGreaterThan(place.get(step.node.id) ?? -1);
          for (const ancestor of step.ancestors) expect(ancestor === "orders" || place.has(ancestor)).toBe(true);
        }
        expect(planFlow(document)).toEqual(planFlow(document));
      }),
      { numRuns: 100 },
    );
  });

  it("finds the nodes of a circle, and those behind it", () => {
    const nodes = ["a", "b", "c", "d"].map((id) => makeNode(id, "filter"));
    expect(topologicalOrder({ nodes, edges: ["a>b", "b>c", "c>b", "c>d"].map(makeEdge) })).toEqual({
      order: ["a"],
      cyclic: ["b", "c", "d"],
    });
  });
});
