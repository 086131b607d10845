import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import { stopRunner } from "./run";

const ITEMS = [makeItem("1", { ref: "A" })];

function run(mode: "fail" | "ignore") {
  const config = { mode, message: '"Order " & ref & " is closed"' };
  return stopRunner.run({ node: makeNode("s", "stop"), config, items: ITEMS, ctx: createMemoryContext() });
}

describeNode("stop", { config: { message: '"no"' }, items: ITEMS });

describe("stop", () => {
  it("ignores with the message", async () => {
    expect((await run("ignore")).ignored).toMatchObject([{ reason: { code: "stopped", text: "Order A is closed" } }]);
  });

  it("fails with the message", async () => {
    expect((await run("fail")).failed).toMatchObject([{ error: { code: "record.stopped", message: "Order A is closed" } }]);
  });
});
