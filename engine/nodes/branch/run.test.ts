import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import { BranchConfigSchema, branch } from "./definition";
import { branchRunner } from "./run";

const CASES = [
  { id: "big", label: "Big", when: "amount > 100" },
  { id: "some", label: "Some", when: "amount > 0" },
];
const ITEMS = [500, 50, 0].map((amount, index) => makeItem(String(index), { amount })).concat(makeItem("bad", { amount: true }));

describeNode("branch", { config: { cases: CASES }, items: ITEMS });

describe("branch", () => {
  it("sends each record down the first case it meets, once", async () => {
    const { emit, failed } = await branchRunner.run({
      node: makeNode("b", "branch"),
      config: { cases: CASES },
      items: ITEMS,
      ctx: createMemoryContext(),
    });
    expect(Object.fromEntries(Object.entries(emit).map(([handle, items]) => [handle, items.map(({ key }) => key)]))).toEqual({
      big: ["0"],
      some: ["1"],
      otherwise: ["2"],
    });
    expect(failed).toMatchObject([{ item: { key: "bad" }, error: { details: { code: "T2010" } } }]);
  });

  it("has one way out per case, which a new name leaves in place", () => {
    expect(branch.handles({ cases: CASES }).outputs.map(({ id }) => id)).toEqual(["big", "some", "otherwise"]);
  });

  it("refuses two cases with one id", () => {
    expect(BranchConfigSchema.safeParse({ cases: [CASES[0], CASES[0]] }).success).toBe(false);
  });
});
