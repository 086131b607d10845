import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import { filterRunner } from "./run";

const ITEMS = [true, false, "", "no", 0, [], {}, [0, 1], null].map((value, index) => makeItem(String(index), { value }));

describeNode("filter", { config: { expression: "value" }, items: ITEMS });

describe("filter", () => {
  it("lets through what JSONata holds to be true, and gives the reason for the rest", async () => {
    const config = { expression: "value", reason: "Not paid" };
    const { emit, ignored } = await filterRunner.run({
      node: makeNode("f", "filter"),
      config,
      items: ITEMS,
      ctx: createMemoryContext(),
    });
    expect(emit.out?.map(({ data }) => data.value)).toEqual([true, "no", [0, 1]]);
    expect(ignored?.[0]).toMatchObject({ item: { key: "1" }, reason: { code: "filtered", text: "Not paid" } });
    expect(ignored).toHaveLength(6);
  });
});
