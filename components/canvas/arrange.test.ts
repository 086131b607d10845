import { describe, expect, it } from "vitest";
import { arrange } from "@/components/canvas/arrange";
import { CARD, newNode } from "@/components/canvas/canvas-model";
import type { FlowDocument } from "@/engine/document/schema";

function flow(ids: readonly string[], edges: readonly (readonly [string, string])[]): FlowDocument {
  return {
    ...{ schemaVersion: 1, name: "Flow", settings: { pageSize: 100 }, layout: { positions: {} } },
    nodes: ids.map((id) => ({ ...newNode(id.startsWith("note") ? "note" : "filter"), id })),
    edges: edges.map(([source, target]) => ({
      ...{ id: `${source}-${target}`, source, sourceHandle: "out", target, targetHandle: "in" },
    })),
  };
}

const chain = (length: number) => {
  const ids = Array.from({ length }, (_, index) => `s${index}`);
  return flow(
    ids,
    ids.slice(1).map((id, index) => [ids[index] ?? "", id] as const),
  );
};

describe("steps put in order", () => {
  it("a short flow stands in one column, a row for each step", () => {
    const places = arrange(chain(5));
    expect(Object.values(places).map(({ x }) => x)).toEqual([0, 0, 0, 0, 0]);
    expect(Object.values(places).map(({ y }) => y)).toEqual([0, 1, 2, 3, 4].map((row) => row * CARD.row));
  });

  it("a long flow goes on in columns beside, shaped like a screen, and no step covers another", () => {
    const places = Object.values(arrange(chain(40)));
    const width = Math.max(...places.map(({ x }) => x)) + CARD.width;
    const height = Math.max(...places.map(({ y }) => y)) + CARD.height;
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(2.2);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(40);
  });

  it("ways out stand side by side, and notes stay where they are", () => {
    const places = arrange(
      flow(
        ["a", "b", "c", "note1"],
        [
          ["a", "b"],
          ["a", "c"],
        ],
      ),
    );
    expect(places.b?.y).toBe(places.c?.y);
    expect(Math.abs((places.b?.x ?? 0) - (places.c?.x ?? 0))).toBeGreaterThan(CARD.width);
    expect(places).not.toHaveProperty("note1");
  });
});
