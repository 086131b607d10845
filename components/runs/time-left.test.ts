import { describe, expect, it } from "vitest";
import { timeLeft } from "@/components/runs/time-left";

describe("time left", () => {
  it.each([
    [0, { unit: "soon" }],
    [89, { unit: "soon" }],
    [121, { unit: "minutes", count: 3 }],
    [16 * 60, { unit: "minutes", count: 20 }],
    [59 * 60, { unit: "hours", hours: 1, minutes: 0 }],
    [2 * 3600 + 1, { unit: "hours", hours: 2, minutes: 5 }],
    [5 * 3600 + 1, { unit: "hours", hours: 5, minutes: 15 }],
    [3 * 86_400, { unit: "days", count: 3 }],
  ])("%i s is told as coarsely as it is known", (seconds, told) => {
    expect(timeLeft(seconds)).toEqual(told);
  });
});
