import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyOperation, type FlowOperation, FlowOperationSchema } from "@/engine/document/operations";
import { type FlowDocument, FlowDocumentSchema, NODE_KINDS } from "@/engine/document/schema";
import { makeEdge, makeFlow, makeNode } from "@/engine/testing/flows";
import { deepFrozen } from "@/engine/testing/suite";

const flow = deepFrozen({
  ...makeFlow([makeNode("a", "trigger-manual"), makeNode("b", "read"), makeNode("c", "write")], ["a>b", "b>c"]),
  layout: { positions: { a: { x: 0, y: 0 }, b: { x: 10, y: 0 } } },
});

function node(document: FlowDocument, id: string) {
  return document.nodes.find((each) => each.id === id);
}

describe("applyOperation", () => {
  it("adds a node in its place and leaves the others as they are", () => {
    const next = applyOperation(flow, { type: "node.add", node: makeNode("d", "note"), position: { x: 5, y: 5 } });
    expect(next.nodes.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(next.layout.positions.d).toEqual({ x: 5, y: 5 });
    expect(next.nodes[0]).toBe(flow.nodes[0]);
    expect(next.edges).toBe(flow.edges);
  });

  it("marks ways out as ends, and unmarks one that is joined to something", () => {
    const marked = applyOperation(flow, { type: "node.update", id: "b", ends: ["out", "other"] });
    expect(node(marked, "b")?.ends).toEqual(["out", "other"]);
    expect(applyOperation(marked, { type: "node.update", id: "b", ends: ["out", "other"] })).toBe(marked);
    const apart = applyOperation(marked, { type: "edge.remove", id: marked.edges[1]?.id ?? "" });
    const joined = applyOperation(apart, { type: "edge.connect", edge: makeEdge("b>c") });
    expect(node(joined, "b")?.ends).toEqual(["other"]);
    expect(node(applyOperation(joined, { type: "node.update", id: "b", ends: [] }), "b")).not.toHaveProperty("ends");
  });

  it("changes one node only", () => {
    const next = applyOperation(flow, {
      type: "node.update",
      id: "b",
      label: "Orders",
      config: { stream: "orders" },
      disabled: true,
    });
    expect(node(next, "b")).toMatchObject({
      label: "Orders",
      config: { stream: "orders" },
      disabled: true,
      onError: "failRecord",
    });
    expect([next.nodes[0], next.nodes[2], next.edges, next.layout]).toEqual([
      flow.nodes[0],
      flow.nodes[2],
      flow.edges,
      flow.layout,
    ]);
    expect(next.nodes[0]).toBe(flow.nodes[0]);
    expect(node(applyOperation(next, { type: "node.update", id: "b", label: null }), "b")).not.toHaveProperty("label");
  });

  it("removes a node with its edges and its place", () => {
    const next = applyOperation(flow, { type: "node.remove", id: "b" });
    expect(next.nodes.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(next.edges).toEqual([]);
    expect(next.layout.positions).toEqual({ a: { x: 0, y: 0 } });
  });

  it("connects and disconnects", () => {
    const connected = applyOperation(flow, { type: "edge.connect", edge: makeEdge("a>c") });
    expect(connected.edges.map(({ id }) => id)).toEqual(["a>b", "b>c", "a>c"]);
    expect(applyOperation(connected, { type: "edge.remove", id: "a>c" }).edges).toEqual(flow.edges);
  });

  it("sets and takes away limits", () => {
    const limited = applyOperation(flow, { type: "settings.update", pageSize: 50, maxFailures: 3 });
    expect(limited.settings).toEqual({ pageSize: 50, maxFailures: 3 });
    expect(applyOperation(limited, { type: "settings.update", maxFailures: null }).settings).toEqual({ pageSize: 50 });
  });

  it("makes one gesture of several edits", () => {
    const operations = [
      { type: "node.add" as const, node: makeNode("d", "write") },
      { type: "edge.connect" as const, edge: makeEdge("b>d") },
    ];
    expect(applyOperation(flow, { type: "batch", operations }).edges).toHaveLength(3);
  });

  it.each<[string, FlowOperation]>([
    ["a node that is there", { type: "node.add", node: makeNode("a", "note") }],
    ["an update of what is gone", { type: "node.update", id: "gone", label: "x" }],
    ["an update that changes nothing", { type: "node.update", id: "a", disabled: false }],
    ["the removal of what is gone", { type: "node.remove", id: "gone" }],
    ["an edge drawn twice", { type: "edge.connect", edge: { ...makeEdge("a>b"), id: "other" } }],
    ["an edge to itself", { type: "edge.connect", edge: makeEdge("a>a") }],
    ["an edge to nothing", { type: "edge.connect", edge: makeEdge("a>gone") }],
    ["a move to the same place", { type: "layout.move", positions: { a: { x: 0, y: 0 }, gone: { x: 1, y: 1 } } }],
    ["its own name", { type: "flow.rename", name: "Test flow" }],
    ["an empty batch", { type: "batch", operations: [] }],
  ])("returns the same document for %s", (_case, operation) => {
    expect(applyOperation(flow, operation)).toBe(flow);
  });

  it("refuses operations it does not know", () => {
    expect(FlowOperationSchema.safeParse({ type: "node.explode", id: "a" }).success).toBe(false);
    expect(FlowOperationSchema.safeParse({ type: "node.remove", id: "a", also: true }).success).toBe(false);
  });
});

const ids = fc.constantFrom("a", "b", "c", "d", "e", "f");
const positions = fc.record({ x: fc.integer(), y: fc.integer() });
const operations: fc.Arbitrary<FlowOperation> = fc.oneof(
  fc.record({
    type: fc.constant("node.add" as const),
    node: fc.tuple(ids, fc.constantFrom(...NODE_KINDS)).map(([id, kind]) => makeNode(id, kind)),
    position: positions,
  }),
  fc.record({ type: fc.constant("node.remove" as const), id: ids }),
  fc.record({
    type: fc.constant("node.update" as const),
    id: ids,
    label: fc.option(fc.string({ maxLength: 20 })),
    disabled: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("edge.connect" as const),
    edge: fc.tuple(ids, ids).map(([from, to]) => makeEdge(`${from}>${to}`)),
  }),
  fc.record({ type: fc.constant("edge.remove" as const), id: fc.tuple(ids, ids).map(([from, to]) => `${from}>${to}`) }),
  fc.record({ type: fc.constant("layout.move" as const), positions: fc.dictionary(ids, positions) }),
  fc.record({
    type: fc.constant("settings.update" as const),
    pageSize: fc.integer({ min: 1, max: 500 }),
    maxFailures: fc.option(fc.integer({ min: 1 })),
  }),
);

describe("applyOperation, whatever the edits", () => {
  it("always gives a document that can be saved, without loose edges, places or repeated ids", () => {
    fc.assert(
      fc.property(fc.array(operations, { maxLength: 40 }), (edits) => {
        const document = edits.reduce((before, edit) => deepFrozen(applyOperation(before, edit)), flow as FlowDocument);
        const known = new Set(document.nodes.map(({ id }) => id));
        expect(FlowDocumentSchema.safeParse(document).success).toBe(true);
        expect(known.size).toBe(document.nodes.length);
        expect(document.edges.every(({ source, target }) => source !== target && known.has(source) && known.has(target))).toBe(
          true,
        );
        expect(Object.keys(document.layout.positions).every((id) => known.has(id))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves the document it is given as it was, and shares the nodes it did not touch", () => {
    fc.assert(
      fc.property(operations, (edit) => {
        const before = JSON.stringify(flow);
        const next = applyOperation(flow, edit);
        expect(JSON.stringify(flow)).toBe(before);
        const touched = edit.type === "node.update" ? edit.id : undefined;
        for (const each of next.nodes) {
          const known = node(flow, each.id);
          if (known !== undefined && each.id !== touched) expect(each).toBe(known);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("applying an edit twice is applying it once", () => {
    fc.assert(
      fc.property(operations, (edit) => {
        const once = applyOperation(flow, edit);
        expect(applyOperation(once, edit)).toEqual(once);
      }),
    );
  });
});
