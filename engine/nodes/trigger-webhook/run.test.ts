import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import { itemsOfPayload } from "./items";

describeNode("trigger-webhook", { config: {}, items: [makeItem("1", { ref: "A" })] });

describe("trigger-webhook", () => {
  it("makes an item of each record of the payload, named and once per key", async () => {
    const trigger = {
      orders: [
        { id: 7, ref: "A" },
        { id: 8, ref: "B" },
        { id: 7, ref: "A2" },
      ],
    };
    const node = makeNode("hook", "trigger-webhook", { records: "orders", key: "id", label: "ref" });
    expect(await itemsOfPayload(node, createMemoryContext({ trigger }))).toMatchObject([
      { key: "7", label: "A2", data: { ref: "A2" } },
      { key: "8", label: "B" },
    ]);
  });

  it("takes one record as a list of one, and nothing as none", async () => {
    const node = makeNode("hook", "trigger-webhook", { records: "order" });
    expect(await itemsOfPayload(node, createMemoryContext({ trigger: { order: { id: 7 } } }))).toMatchObject([
      { key: "7", label: "7" },
    ]);
    expect(await itemsOfPayload(node, createMemoryContext())).toEqual([]);
  });

  it("refuses a record without a key: it could be written twice", async () => {
    const node = makeNode("hook", "trigger-webhook", { records: "$" });
    await expect(itemsOfPayload(node, createMemoryContext({ trigger: { ref: "A" } }))).rejects.toMatchObject({
      code: "mapping.bad_result",
    });
  });
});
