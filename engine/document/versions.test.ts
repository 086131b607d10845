import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isSameContent } from "@/engine/document/content";
import { flowContentHash } from "@/engine/document/content-hash";
import { diffFlows } from "@/engine/document/diff";
import { type Migration, migrateDocument, readFlowDocument } from "@/engine/document/migrations/migrate";
import { applyOperation } from "@/engine/document/operations";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";

const WRITE = makeNode("w", "write", { connection: "role:erp", stream: "orders", alias: "order" });
const FLOW = makeFlow([...START, WRITE], ["start>orders", "orders>w"]);

describe("content of a flow", () => {
  it("is the same wherever its boxes stand and in whatever order its keys were written", () => {
    const moved = applyOperation(FLOW, { type: "layout.move", positions: { w: { x: 400, y: 40 } } });
    const { nodes, ...rest } = moved;
    const reordered = { ...rest, nodes: nodes.map(({ id, ...node }) => ({ ...node, id })) };
    expect(flowContentHash(reordered)).toBe(flowContentHash(FLOW));
    expect(isSameContent(reordered, FLOW)).toBe(true);
  });

  it("differs as soon as a value does", () => {
    const changed = applyOperation(FLOW, { type: "node.update", id: "w", config: { ...WRITE.config, mode: "create" } });
    expect(flowContentHash(changed)).not.toBe(flowContentHash(FLOW));
    expect(flowContentHash(FLOW)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("diffFlows", () => {
  it("says nothing of two drawings of one flow", () => {
    const moved = applyOperation(FLOW, { type: "layout.move", positions: { w: { x: 4, y: 4 } } });
    expect(diffFlows(FLOW, moved).isEmpty).toBe(true);
  });

  it("names what was added, removed and changed, with the paths of the values", () => {
    const rule = { fields: [{ field: "ref", value: "reference" }] };
    const after = [
      { type: "node.update" as const, id: "w", label: "Order", config: { ...WRITE.config, mode: "create", match: [rule] } },
      { type: "node.remove" as const, id: "orders" },
      { type: "node.add" as const, node: makeNode("n", "note") },
      {
        type: "edge.connect" as const,
        edge: { id: "new", source: "start", sourceHandle: "out", target: "w", targetHandle: "in" },
      },
      { type: "settings.update" as const, maxFailures: 5 },
      { type: "flow.rename" as const, name: "Orders" },
    ].reduce(applyOperation, FLOW);
    const diff = diffFlows(FLOW, after);
    expect(diff.nodes.added.map(({ id }) => id)).toEqual(["n"]);
    expect(diff.nodes.removed.map(({ id }) => id)).toEqual(["orders"]);
    expect(diff.nodes.changed[0]?.changes).toEqual([
      { path: "config.match.0", after: rule },
      { path: "config.mode", before: "upsert", after: "create" },
      { path: "label", after: "Order" },
    ]);
    expect(diff.edges.added.map(({ id }) => id)).toEqual(["new"]);
    expect(diff.edges.removed.map(({ id }) => id)).toEqual(["start>orders", "orders>w"]);
    expect(diff.flow).toEqual([
      { path: "name", before: "Test flow", after: "Orders" },
      { path: "settings.maxFailures", after: 5 },
    ]);
  });
});

describe("readFlowDocument", () => {
  it("reads every version that was ever stored", () => {
    const stored: unknown = JSON.parse(readFileSync("engine/document/migrations/fixtures/v1.json", "utf8"));
    expect(readFlowDocument(stored)).toEqual(stored);
  });

  it("takes a document through each step in turn", () => {
    const migrations: Migration[] = [
      { from: 1, migrate: ({ title, ...rest }) => ({ ...rest, name: title ?? "" }) },
      { from: 2, migrate: (document) => ({ ...document, settings: {} }) },
    ];
    expect(migrateDocument({ schemaVersion: 1, title: "Orders" }, { migrations, to: 3 })).toEqual({
      schemaVersion: 3,
      name: "Orders",
      settings: {},
    });
    expect(migrateDocument({ schemaVersion: 2, name: "Orders" }, { migrations, to: 3 })).toMatchObject({
      name: "Orders",
      settings: {},
    });
  });

  it.each([
    ["a version of the future", { schemaVersion: 9 }],
    ["no version", { nodes: [] }],
    ["no object", "flow"],
    ["a node of no kind", { ...FLOW, nodes: [{ ...WRITE, kind: "explode" }] }],
  ])("refuses %s", (_case, stored) => {
    expect(() => readFlowDocument(stored)).toThrow(expect.objectContaining({ code: "flow.invalid" }));
  });
});
