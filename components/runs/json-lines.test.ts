import { describe, expect, it } from "vitest";
import { type JsonLine, toLines } from "@/components/runs/json-lines";
import type { Json } from "@/lib/core/json";

function textOf(line: JsonLine): string {
  const { body, key, comma, depth } = line;
  const value = body.kind === "folded" ? `${body.open}${body.entries}${body.close}` : body.text;
  return `${" ".repeat(depth)}${key === undefined ? "" : `${key}: `}${value}${comma ? "," : ""}`;
}

const linesOf = (value: Json, before?: Json, folds: [string, boolean][] = []) =>
  toLines(value, { before, folds: new Map(folds) });

describe("lines of a JSON pane", () => {
  it("writes one line for each scalar and each end of a container", () => {
    expect(linesOf({ name: "MOREL", tags: [], paid: true }).map(textOf)).toEqual([
      "{",
      ' name: "MOREL",',
      " tags: [],",
      " paid: true",
      "}",
    ]);
  });

  it("folds long lists, and opens them when asked", () => {
    const value = { lines: [1, 2, 3, 4, 5, 6, 7] };
    expect(linesOf(value).map(textOf)).toEqual(["{", " lines: [7]", "}"]);
    expect(linesOf(value, undefined, [["lines", false]])).toHaveLength(11);
  });

  it("folds an object when asked, and never the value itself", () => {
    expect(linesOf([1, 2, 3, 4, 5, 6])).toHaveLength(8);
    expect(linesOf({ tiers: { name: "A" } }, undefined, [["tiers", true]]).map(textOf)).toEqual(["{", " tiers: {1}", "}"]);
  });

  it("marks what was added, changed and removed, and nothing else", () => {
    const lines = linesOf({ name: "B", town: "Lyon", kept: { a: 1 } }, { name: "A", zip: "69001", kept: { a: 1 } });
    expect(lines.map((line) => [line.key, line.change, line.was])).toEqual([
      [undefined, undefined, undefined],
      ["name", "changed", '"A"'],
      ["town", "added", undefined],
      ["kept", undefined, undefined],
      ["a", undefined, undefined],
      [undefined, undefined, undefined],
      ["zip", "removed", undefined],
      [undefined, undefined, undefined],
    ]);
  });

  it("marks a folded container whose inside changed", () => {
    const [, line] = linesOf({ lines: [1, 2, 3, 4, 6] }, { lines: [1, 2, 3, 4, 5] });
    expect(line).toMatchObject({ change: "changed", body: { kind: "folded", entries: 5 } });
  });

  it("gives each line an id of its own", () => {
    const ids = linesOf({ a: [{ b: 1 }, { b: 2 }], c: {} }, { a: [{ b: 1 }], d: { e: 1 } }).map((line) => line.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
