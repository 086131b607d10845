import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import { splitRunner } from "./run";

const LINK = { id: "9", ref: "CU9", outcome: "created", stream: "customers" } as const;
const ITEMS = [makeItem("1", { ref: "A", payments: [{ amount: "1" }, "cash"] }, { customer: LINK }), makeItem("2", { ref: "B" })];

describeNode("split", { config: { expression: "payments" }, items: ITEMS });

describe("split", () => {
  it("makes one item per entry, keyed by its place, with the links and the record it comes from", async () => {
    const config = { expression: "payments", parent: "order" };
    const { emit, ignored } = await splitRunner.run({
      node: makeNode("s", "split"),
      config,
      items: ITEMS,
      ctx: createMemoryContext(),
    });
    expect(emit.out).toMatchObject([
      { key: "1#1", label: "Record 1", data: { amount: "1", order: { ref: "A" } }, links: { customer: LINK } },
      { key: "1#2", data: { value: "cash" } },
    ]);
    expect(ignored).toMatchObject([{ item: { key: "2" }, reason: { code: "emptyList" } }]);
  });
});
