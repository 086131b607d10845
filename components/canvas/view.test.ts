import { describe, expect, it } from "vitest";
import { CARD } from "@/components/canvas/canvas-model";
import { boundsOf, openingView } from "@/components/canvas/view";
import type { FlowDocument } from "@/engine/document/schema";

const SIZE = { width: 1000, height: 800 };

function column(count: number): FlowDocument {
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    kind: index === 0 ? ("trigger-manual" as const) : ("transform" as const),
    ...{ version: 1, config: {}, onError: "failRecord" as const, disabled: false },
  }));
  const positions = Object.fromEntries(nodes.map(({ id }, index) => [id, { x: 0, y: index * CARD.row }]));
  return { schemaVersion: 1, name: "Column", nodes, edges: [], settings: { pageSize: 100 }, layout: { positions } };
}

describe("openingView", () => {
  it("shows a small flow as a whole, never larger than it is", () => {
    const { x, y, zoom } = openingView(column(3), SIZE);
    const { height } = boundsOf(column(3));
    expect(zoom).toBe(1);
    expect(x + (CARD.width / 2) * zoom).toBe(SIZE.width / 2);
    expect(y + (height / 2) * zoom).toBe(SIZE.height / 2);
  });

  it("shows a flow that would be too small to read from its trigger on, at a size that can be read", () => {
    const { x, y, zoom } = openingView(column(40), SIZE);
    expect(zoom).toBeGreaterThanOrEqual(0.6);
    expect(x + (CARD.width / 2) * zoom).toBe(SIZE.width / 2);
    expect(y).toBeGreaterThan(0);
    expect(y + CARD.height * zoom).toBeLessThan(SIZE.height / 3);
  });

  it("has a place for a flow without steps", () => {
    expect(openingView(column(0), SIZE).zoom).toBe(1);
  });
});
