import type { Edge, Node } from "@xyflow/react";
import type { FlowOperation } from "@/engine/document/operations";
import type { FlowDocument, FlowNode, NodeKind } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { newId } from "@/lib/core/ids";

export type CanvasNode = Node<{ readonly node: FlowNode }, "step" | "note">;
export type CanvasEdge = Edge<{ readonly count: number | null; readonly label: string }, "wire">;

/** Node cards are 220 × 92; columns are 278 apart, rows 128. */
export const CARD = { width: 220, height: 92, column: 278, row: 128 } as const;

/** What the canvas draws of a document; what did not change keeps its identity, its measure and its selection. */
export function toCanvasNodes(document: FlowDocument, before: readonly CanvasNode[], selection: readonly string[]): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return document.nodes.map((node) => {
    const position = document.layout.positions[node.id] ?? { x: 0, y: 0 };
    const earlier = known.get(node.id);
    const selected = selection.includes(node.id);
    if (earlier && earlier.data.node === node && samePlace(earlier.position, position) && earlier.selected === selected)
      return earlier;
    const type = node.kind === "note" ? ("note" as const) : ("step" as const);
    return { ...earlier, id: node.id, type, position, data: { node }, selected };
  });
}

function samePlace(a: { x: number; y: number }, b: { x: number; y: number }): boolean {
  return a.x === b.x && a.y === b.y;
}

/** A node of a kind with its defaults, ready to be added. */
export function newNode(kind: NodeKind): FlowNode {
  const definition = nodeDefinition(kind);
  return {
    id: newId("nod"),
    kind,
    version: definition.version,
    config: structuredClone(definition.defaults),
    onError: "failRecord",
    disabled: false,
  };
}

export interface Connection {
  readonly source: string;
  readonly sourceHandle: string | null;
  readonly target: string;
  readonly targetHandle: string | null;
}

/** Both ends exist and are handles, it is not there yet, and it closes no loop. */
export function canConnect(document: FlowDocument, { source, sourceHandle, target, targetHandle }: Connection): boolean {
  const from = document.nodes.find((node) => node.id === source);
  const to = document.nodes.find((node) => node.id === target);
  if (!from || !to || from === to) return false;
  const leaves = nodeDefinition(from.kind)
    .handles(from.config)
    .outputs.some((handle) => handle.id === sourceHandle);
  const enters = nodeDefinition(to.kind)
    .handles(to.config)
    .inputs.some((handle) => handle.id === targetHandle);
  const isThere = document.edges.some(
    (edge) => edge.source === source && edge.target === target && edge.sourceHandle === sourceHandle,
  );
  return leaves && enters && !isThere && !reaches(document, target, source);
}

function reaches(document: FlowDocument, start: string, goal: string): boolean {
  const next = [start];
  const seen = new Set<string>();
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (id === goal) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const edge of document.edges) if (edge.source === id) next.push(edge.target);
  }
  return false;
}

export function connectOperation(connection: Connection): FlowOperation {
  const { source, sourceHandle, target, targetHandle } = connection;
  const edge = { id: newId("edg"), source, sourceHandle: sourceHandle ?? "out", target, targetHandle: targetHandle ?? "in" };
  return { type: "edge.connect", edge };
}

/**
 * Takes nodes and edges away as one gesture. A single node that stood between one node and another leaves them joined,
 * so that taking a step out does not cut the flow.
 */
export function removeOperation(document: FlowDocument, nodeIds: readonly string[], edgeIds: readonly string[]): FlowOperation {
  const operations: Extract<FlowOperation, { type: "batch" }>["operations"] = [
    ...edgeIds.map((id) => ({ type: "edge.remove" as const, id })),
    ...nodeIds.map((id) => ({ type: "node.remove" as const, id })),
  ];
  const [only, ...others] = nodeIds;
  if (only !== undefined && others.length === 0) {
    const [arriving, ...moreIn] = document.edges.filter((edge) => edge.target === only);
    const [leaving, ...moreOut] = document.edges.filter((edge) => edge.source === only);
    if (arriving && leaving && moreIn.length + moreOut.length === 0) {
      const { source, sourceHandle } = arriving;
      const { target, targetHandle } = leaving;
      operations.push({ type: "edge.connect", edge: { id: newId("edg"), source, sourceHandle, target, targetHandle } });
    }
  }
  return { type: "batch", operations };
}

/** Adds a node at a place and, when there is one it can follow, joins it to that node's first free way out. */
export function addOperation(
  document: FlowDocument,
  node: FlowNode,
  position: { x: number; y: number },
  after?: string,
): FlowOperation {
  const add = { type: "node.add" as const, node, position };
  const previous = document.nodes.find((each) => each.id === after);
  const entry = nodeDefinition(node.kind).handles(node.config).inputs[0]?.id;
  if (!previous || entry === undefined) return add;
  const taken = new Set(document.edges.filter((edge) => edge.source === previous.id).map((edge) => edge.sourceHandle));
  const way = nodeDefinition(previous.kind)
    .handles(previous.config)
    .outputs.find((handle) => !taken.has(handle.id));
  if (!way) return add;
  const edge = { id: newId("edg"), source: previous.id, sourceHandle: way.id, target: node.id, targetHandle: entry };
  return { type: "batch", operations: [add, { type: "edge.connect", edge }] };
}
