import { describe, expect, it } from "vitest";
import { niceTop, stackOf } from "@/components/statistics/scale";
import type { Figures } from "@/components/statistics/types";

const day = (more: Partial<Figures>): Figures => ({
  ...{ created: 0, updated: 0, unchanged: 0, ignored: 0, review: 0, failed: 0 },
  ...{ runs: 0, failedRuns: 0, seconds: 0, requests: 0, ...more },
});

describe("UI-54 the chart of records per day", () => {
  it.each([
    [0, 2],
    [2, 2],
    [3, 4],
    [10, 10],
    [11, 20],
    [103, 200],
    [784, 800],
    [24_314, 40_000],
  ])("an axis for %i ends at %i", (most, top) => {
    expect(niceTop(most)).toBe(top);
    expect(niceTop(most)).toBeGreaterThanOrEqual(most);
  });

  it("stacks the outcomes of a day from the bottom, in their order, and leaves out what did not happen", () => {
    const parts = stackOf(day({ created: 50, failed: 25 }), ["created", "updated", "failed"], { top: 100, height: 200 });
    expect(parts).toEqual([
      { outcome: "created", y: 100, height: 100 },
      { outcome: "failed", y: 50, height: 50 },
    ]);
  });

  it("one failed record among thousands is still to be seen", () => {
    const [, failed] = stackOf(day({ created: 9_999, failed: 1 }), ["created", "failed"], { top: 10_000, height: 200 });
    expect(failed?.height).toBe(1);
  });
});
