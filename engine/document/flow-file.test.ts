import { describe, expect, it } from "vitest";
import { readFlowFile } from "@/engine/document/flow-file";

const flow = { schemaVersion: 1, name: "Flow", nodes: [], edges: [], settings: { pageSize: 100 }, layout: { positions: {} } };

describe("a flow from a file", () => {
  it("is read as it was written", () => {
    expect(readFlowFile(JSON.stringify(flow))).toEqual({ ok: true, document: flow });
  });

  it("is refused with the place of what is wrong", () => {
    expect(readFlowFile("{oops")).toMatchObject({ ok: false, reason: "notJson" });
    expect(readFlowFile("[]")).toMatchObject({ ok: false, reason: "notFlow" });
    const nameless = readFlowFile(JSON.stringify({ ...flow, name: "" }));
    expect(nameless).toMatchObject({ ok: false, reason: "notFlow", detail: expect.stringContaining("name") });
    expect(readFlowFile(JSON.stringify({ ...flow, schemaVersion: 9 }))).toMatchObject({
      detail: expect.stringContaining("version 9"),
    });
  });
});
