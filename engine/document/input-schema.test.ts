import { describe, expect, it } from "vitest";
import { inputSchemaOf } from "@/engine/document/input-schema";
import type { FlowDocument, FlowNode } from "@/engine/document/schema";

const node = (id: string, kind: FlowNode["kind"], config: FlowNode["config"] = {}, disabled = false): FlowNode => ({
  ...{ id, kind, version: 1, config, onError: "failRecord", disabled },
});
const edge = (source: string, target: string, sourceHandle = "out") => ({
  ...{ id: `${source}-${target}`, source, sourceHandle, target, targetHandle: "in" },
});
const flow = (nodes: FlowNode[], edges: FlowDocument["edges"]): FlowDocument => ({
  ...{ schemaVersion: 1, name: "Flow", nodes, edges, settings: { pageSize: 100 }, layout: { positions: {} } },
});
const catalog = {
  streamSchema: (_connection: string, stream: string) =>
    stream === "orders" ? { type: "object", properties: { id: { type: "string" } } } : undefined,
};

describe("what arrives at a node", () => {
  const nodes = [
    node("start", "trigger-manual"),
    node("read", "read", { connection: "role:shop", stream: "orders" }),
    node("table", "map-table", { table: "t", source: "id", into: "rule" }),
    node("wanted", "filter", { expression: "true" }),
    node("made", "transform", { expression: '{"ref": id, "qty": 1}' }),
    node("end", "stop"),
  ];

  it("is what the nodes before it describe, laid over each other", () => {
    const document = flow(nodes, [
      edge("start", "read"),
      edge("read", "table"),
      edge("table", "wanted"),
      edge("wanted", "end"),
      edge("read", "made"),
      edge("made", "end"),
    ]);
    expect(Object.keys(inputSchemaOf(document, "wanted", catalog).properties ?? {})).toEqual(["id", "rule"]);
    expect(Object.keys(inputSchemaOf(document, "end", catalog).properties ?? {})).toEqual(["id", "rule", "ref", "qty"]);
  });

  it("is an object of anything where nothing is known, and a circle ends", () => {
    expect(inputSchemaOf(flow(nodes, []), "end", catalog)).toEqual({ type: "object" });
    const round = flow(nodes, [edge("wanted", "made"), edge("made", "wanted")]);
    expect(inputSchemaOf(round, "wanted", catalog)).toMatchObject({ properties: { ref: {} } });
  });
});
