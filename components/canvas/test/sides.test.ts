import { describe, expect, it } from "vitest";
import type { NodeTrialView } from "@/components/canvas/editor-types";
import { changeOf, leafOf, sidesOf, tableOf } from "@/components/canvas/test/sides";

const item = (key: string, data: Record<string, string | number>) => ({ key, label: key, data, links: {} });
const trial = (values: Partial<NodeTrialView>): NodeTrialView => ({
  ...{ nodeId: "n", inputs: [], outputs: {}, failed: [], ignored: [], review: [] },
  ...values,
});

describe("input and output side by side", () => {
  it("pairs each record with what came of it, children of a split included", () => {
    const sides = sidesOf(
      trial({
        inputs: [item("7", { a: 1 }), item("8", { a: 2 })],
        outputs: { out: [item("7#0", { b: 1 }), item("7#1", { b: 2 })] },
      }),
    );
    expect(sides.map(({ key, outputs }) => [key, outputs.length])).toEqual([
      ["7", 2],
      ["8", 0],
    ]);
  });

  it("a step that brings records has outputs alone, and so has a pinned record nobody sent", () => {
    expect(sidesOf(trial({ outputs: { out: [item("1", { a: 1 })] } }))).toMatchObject([{ key: "1", input: null }]);
    const pinned = sidesOf(trial({ inputs: [item("7", {})], outputs: { out: [item("9", { a: 1 })] } }));
    expect(pinned.map(({ key, input }) => [key, input])).toEqual([
      ["7", {}],
      ["9", null],
    ]);
  });

  it("marks cells that are new or other than before, and shows their columns first", () => {
    const { columns, rows } = tableOf([{ a: 1, b: [1, 2], c: { d: 1 } }], [{ a: 1, b: [1] }]);
    expect(columns).toEqual(["b", "c", "a"]);
    expect(rows[0]).toEqual([
      { text: "[2]", change: "changed" },
      { text: "{1}", change: "added" },
      { text: "1", change: undefined },
    ]);
    expect(changeOf(1, undefined)).toBe("removed");
  });

  it("says of a field of a tree what it is and how it differs: nothing that stays empty is new", () => {
    expect(leafOf(null, null)).toEqual({ change: undefined, text: "null" });
    expect(leafOf(undefined, null)).toEqual({ change: "added", text: "null" });
    expect(leafOf("a", null)).toEqual({ change: "changed", text: "null" });
    expect(leafOf([1, 2], undefined)).toEqual({ change: "removed", text: "[2]" });
  });
});
