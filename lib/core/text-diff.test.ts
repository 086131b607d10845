import { describe, expect, it } from "vitest";
import { diffLines } from "@/lib/core/text-diff";

const own = (lines: readonly { text: string; isOwn: boolean }[]) => lines.filter(({ isOwn }) => isOwn).map(({ text }) => text);

describe("two texts line by line", () => {
  it.each([
    ["a\nb\nc", "a\nx\nc", ["b"], ["x"]],
    ["a\nb\nc", "a\nc", ["b"], []],
    ["a\nc", "a\nb\nc\nd", [], ["b", "d"]],
    ["a\na", "a", ["a"], []],
    ["same", "same", [], []],
    ["a\nb\nc\nd", "b\nd\na", ["a", "c"], ["a"]],
  ])("%j → %j", (before, after, gone, come) => {
    const found = diffLines(before, after);
    expect([own(found.before), own(found.after)]).toEqual([gone, come]);
    expect(found.before.map(({ text }) => text).join("\n")).toBe(before);
    expect(found.after.map(({ text }) => text).join("\n")).toBe(after);
  });

  it("marks all between the first and last common lines of very long texts", () => {
    const long = Array.from({ length: 700 }, (_, index) => `line ${index}`);
    const found = diffLines(["top", ...long, "end"].join("\n"), ["top", ...long.toReversed(), "end"].join("\n"));
    expect([found.before[0]?.isOwn, found.before[1]?.isOwn, found.before.at(-1)?.isOwn]).toEqual([false, true, false]);
  });
});
