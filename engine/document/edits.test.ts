import { describe, expect, it } from "vitest";
import {
  addAtEnd,
  addOperation,
  alignOperation,
  canConnect,
  freePlace,
  insertOperation,
  removeOperation,
} from "@/engine/document/edits";
import { pasteFragment, readFragment, takeFragment } from "@/engine/document/fragments";
import { applyOperation, type FlowOperation } from "@/engine/document/operations";
import type { FlowDocument, FlowNode } from "@/engine/document/schema";

const node = (id: string, kind: FlowNode["kind"] = "filter"): FlowNode => ({
  ...{ id, kind, version: 1, config: {}, onError: "failRecord", disabled: false },
});
const edge = (source: string, target: string) => ({
  ...{ id: `${source}-${target}`, source, sourceHandle: "out", target, targetHandle: "in" },
});
const chain: FlowDocument = {
  schemaVersion: 1,
  name: "Flow",
  nodes: [node("start", "trigger-manual"), node("a"), node("b"), node("c")],
  edges: [edge("start", "a"), edge("a", "b"), edge("b", "c")],
  settings: { pageSize: 100 },
  layout: { positions: { start: { x: 0, y: 0 }, a: { x: 0, y: 128 }, b: { x: 10, y: 256 }, c: { x: 50, y: 400 } } },
};
const apply = (operation: FlowOperation | undefined) => (operation ? applyOperation(chain, operation) : chain);
const lines = ({ edges }: FlowDocument) => edges.map(({ source, target }) => `${source}>${target}`).sort();

describe("gestures as operations", () => {
  it("a step taken out leaves its neighbours joined, several in a row too", () => {
    expect(lines(apply(removeOperation(chain, ["b"], [])))).toEqual(["a>c", "start>a"]);
    expect(lines(apply(removeOperation(chain, ["a", "b"], [])))).toEqual(["start>c"]);
    expect(lines(apply(removeOperation(chain, ["a", "c"], [])))).toEqual(["start>b"]);
    expect(lines(apply(removeOperation(chain, [], ["a-b"])))).toEqual(["b>c", "start>a"]);
  });

  it("a step that several lead to, or that leads to several by one way out, is bridged; one with several ways out is not", () => {
    const wide = {
      ...chain,
      nodes: [...chain.nodes, node("d"), node("e")],
      edges: [...chain.edges, edge("d", "b"), edge("b", "e")],
    };
    const without = (document: FlowDocument, id: string) => lines(applyOperation(document, removeOperation(document, [id], [])));
    expect(without(wide, "b")).toEqual(["a>c", "a>e", "d>c", "d>e", "start>a"]);
    const branched = {
      ...wide,
      edges: wide.edges.map((each) => (each.target === "e" ? { ...each, sourceHandle: "else" } : each)),
    };
    expect(without(branched, "b")).toEqual(["start>a"]);
    expect(lines(applyOperation(wide, removeOperation(wide, ["b"], ["b-e"])))).toEqual(["a>c", "d>c", "start>a"]);
  });

  it("a step is put into a line, and what is below makes room", () => {
    const next = apply(insertOperation(chain, node("new"), "a-b", 128));
    expect(lines(next)).toEqual(["a>new", "b>c", "new>b", "start>a"]);
    expect(next.layout.positions).toMatchObject({ new: { x: 10, y: 256 }, b: { y: 384 }, c: { y: 528 }, a: { y: 128 } });
    expect(insertOperation(chain, node("note", "note"), "a-b", 128)).toBeUndefined();
  });

  it("a step follows the selected one, or the end of a line drawn into the empty", () => {
    expect(lines(apply(addOperation(chain, node("new"), { x: 0, y: 0 }, "c")))).toContain("c>new");
    const from = { nodeId: "a", handle: "out", side: "source" } as const;
    expect(lines(apply(addAtEnd(node("new"), { x: 0, y: 0 }, from)))).toContain("a>new");
    const back = { nodeId: "a", handle: "in", side: "target" } as const;
    expect(lines(apply(addAtEnd(node("new"), { x: 0, y: 0 }, back)))).toContain("new>a");
  });

  it("a step added where another stands goes beside it", () => {
    expect(freePlace(chain, { x: 700, y: 3 })).toEqual({ x: 704, y: 0 });
    const place = freePlace(chain, { x: 4, y: 120 });
    expect(place.y).toBe(120);
    for (const { x, y } of Object.values(chain.layout.positions)) {
      expect(Math.abs(x - place.x) >= 220 || Math.abs(y - place.y) >= 92).toBe(true);
    }
  });

  it("a line never closes a loop", () => {
    const ends = { source: "c", sourceHandle: "out", target: "a", targetHandle: "in" };
    expect(canConnect(chain, ends)).toBe(false);
    expect(canConnect(chain, { ...ends, source: "a", target: "c" })).toBe(true);
  });

  it("steps are aligned and spread", () => {
    expect(apply(alignOperation(chain, ["a", "b", "c"], "left")).layout.positions).toMatchObject({
      b: { x: 0 },
      c: { x: 0, y: 400 },
    });
    expect(apply(alignOperation(chain, ["start", "a", "c"], "rows")).layout.positions).toMatchObject({
      a: { y: 200 },
      c: { y: 400 },
    });
  });

  it("a copy has ids of its own and keeps the lines inside it", () => {
    const fragment = takeFragment(chain, ["a", "b"]);
    expect(readFragment(JSON.stringify(fragment))).toEqual(fragment);
    expect(readFragment("hello")).toBeUndefined();
    const { operation, ids } = pasteFragment(fragment ?? expect.fail("nothing was taken"), { x: 500, y: 500 });
    const next = apply(operation);
    expect(next.nodes).toHaveLength(6);
    expect(next.edges).toHaveLength(4);
    expect(next.layout.positions[ids[0] ?? ""]).toEqual({ x: 500, y: 500 });
    expect(ids).not.toContain("a");
  });

  it("a frame goes along when all of its steps do", () => {
    const groups = [{ id: "g", title: "Dolibarr", nodeIds: ["a", "b"], isFolded: true }];
    const framed = { ...chain, layout: { ...chain.layout, groups } };
    expect(takeFragment(framed, ["a"])?.groups).toBeUndefined();
    const fragment = takeFragment(framed, ["a", "b"]) ?? expect.fail("nothing was taken");
    expect(readFragment(JSON.stringify(fragment))).toEqual(fragment);
    const { operation, ids } = pasteFragment(fragment);
    const [, copy] = applyOperation(framed, operation).layout.groups ?? [];
    expect(copy).toMatchObject({ title: "Dolibarr", nodeIds: ids, isFolded: true });
    expect(copy?.id).not.toBe("g");
  });

  it("a group holds nodes once, loses those that go, and goes with the last one", () => {
    const group = (id: string, nodeIds: string[]): FlowOperation => ({
      type: "group.set",
      group: { id, title: "Dolibarr", nodeIds, isFolded: false },
    });
    const one = applyOperation(chain, group("g", ["a", "b", "zz"]));
    expect(one.layout.groups?.[0]?.nodeIds).toEqual(["a", "b"]);
    const two = applyOperation(one, group("h", ["b"]));
    expect(two.layout.groups?.map(({ id, nodeIds }) => [id, nodeIds])).toEqual([
      ["g", ["a"]],
      ["h", ["b"]],
    ]);
    expect(applyOperation(two, { type: "node.remove", id: "a" }).layout.groups?.map(({ id }) => id)).toEqual(["h"]);
    expect(applyOperation(two, { type: "group.remove", id: "h" }).layout.groups?.map(({ id }) => id)).toEqual(["g"]);
    expect(applyOperation(chain, { type: "group.remove", id: "h" })).toBe(chain);
  });
});
