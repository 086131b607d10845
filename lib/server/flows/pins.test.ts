import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { createFlow } from "@/lib/server/flows/flows";
import { pinOutput, readPins, unpinOutput } from "@/lib/server/flows/pins";
import { createTestApp, type TestApp } from "@/lib/server/testing";

describe("pinned outputs", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const makeOne = async () => {
    const access = await test.newAccess("editor");
    const document = makeFlow([...START, makeNode("f", "filter", { expression: "true" })], ["start>orders", "orders>f"]);
    return { access, flowId: await createFlow(test.app, access, document) };
  };

  it("stay with the draft's flow until they are replaced or let go", async () => {
    const { access, flowId } = await makeOne();
    expect(await readPins(test.app, access, flowId)).toEqual({});
    for (const id of ["1", "2"]) {
      await pinOutput(test.app, access, { flowId, nodeId: "f", outputs: { out: [{ key: id, data: { id } }] } });
    }
    expect(await readPins(test.app, access, flowId)).toEqual({
      f: { out: [{ key: "2", label: "2", data: { id: "2" }, links: {} }] },
    });
    await unpinOutput(test.app, access, { flowId, nodeId: "f" });
    expect(await readPins(test.app, access, flowId)).toEqual({});
  });

  it("are nobody else's, are not a viewer's to make, and hold no more than a few records", async () => {
    const { access, flowId } = await makeOne();
    const stranger = await test.newAccess("owner");
    const pin = { flowId, nodeId: "f", outputs: {} };
    await expect(pinOutput(test.app, stranger, pin)).rejects.toMatchObject({ code: "flow.not_found" });
    await expect(readPins(test.app, stranger, flowId)).rejects.toMatchObject({ code: "flow.not_found" });
    await expect(pinOutput(test.app, { ...access, role: "viewer" }, pin)).rejects.toMatchObject({ code: "auth.denied" });
    const outputs = { out: [{ key: "1", data: { text: "x".repeat(2_000_001) } }] };
    await expect(pinOutput(test.app, access, { ...pin, outputs })).rejects.toMatchObject({ code: "request.too_large" });
  });
});
