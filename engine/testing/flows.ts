import type { FlowDocument, FlowEdge, FlowNode, NodeKind } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import type { JsonObject } from "@/lib/core/json";

/** A node of a test flow: the kind's defaults with `config` over them. */
export function makeNode(id: string, kind: NodeKind, config: JsonObject = {}, rest: Partial<FlowNode> = {}): FlowNode {
  const definition = nodeDefinition(kind);
  return { id, kind, version: 1, config: { ...definition.defaults, ...config }, onError: "failRecord", disabled: false, ...rest };
}

/** `a>b`, or `a:handle>b` for another way out than `out`. */
export function makeEdge(text: string): FlowEdge {
  const [from = "", target = ""] = text.split(">");
  const [source = "", sourceHandle = "out"] = from.split(":");
  return { id: text, source, sourceHandle, target, targetHandle: "in" };
}

export function makeFlow(
  nodes: readonly FlowNode[],
  edges: readonly string[],
  settings: Partial<FlowDocument["settings"]> = {},
): FlowDocument {
  return {
    schemaVersion: 1,
    name: "Test flow",
    nodes: [...nodes],
    edges: edges.map(makeEdge),
    settings: { pageSize: 100, ...settings },
    layout: { positions: {} },
  };
}

/** By hand, then orders of `role:shop`: where most test flows begin. */
export const START: readonly FlowNode[] = [
  makeNode("start", "trigger-manual"),
  makeNode("orders", "read", { connection: "role:shop", stream: "orders" }),
];
