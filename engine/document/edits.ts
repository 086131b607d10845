import { graphOf, reachableFrom } from "@/engine/document/graph";
import type { FlowOperation } from "@/engine/document/operations";
import type { FlowDocument, FlowEdge, FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { newId } from "@/lib/core/ids";

type Batch = Extract<FlowOperation, { type: "batch" }>;
type Place = { readonly x: number; readonly y: number };

export interface Ends {
  readonly source: string;
  readonly sourceHandle: string | null;
  readonly target: string;
  readonly targetHandle: string | null;
}

/** Both ends exist and are handles, it is not there yet, and it closes no loop. */
export function canConnect(document: FlowDocument, { source, sourceHandle, target, targetHandle }: Ends): boolean {
  const from = document.nodes.find((node) => node.id === source);
  const to = document.nodes.find((node) => node.id === target);
  if (!from || !to || from === to) return false;
  const leaves = outputsOf(from).some((handle) => handle.id === sourceHandle);
  const enters = inputsOf(to).some((handle) => handle.id === targetHandle);
  const isThere = document.edges.some(
    (edge) => edge.source === source && edge.target === target && edge.sourceHandle === sourceHandle,
  );
  return leaves && enters && !isThere && !reachableFrom(graphOf(document), [target]).has(source);
}

export function connectOperation({ source, sourceHandle, target, targetHandle }: Ends): FlowOperation {
  return { type: "edge.connect", edge: edge(source, sourceHandle ?? "out", target, targetHandle ?? "in") };
}

/**
 * Takes nodes and edges away as one gesture. Where one edge led into what is taken away and one led out of it, both ends
 * are joined, so that taking steps out does not cut the flow.
 */
export function removeOperation(document: FlowDocument, nodeIds: readonly string[], edgeIds: readonly string[]): Batch {
  const gone = new Set(nodeIds);
  const [arriving, ...moreIn] = document.edges.filter((each) => gone.has(each.target) && !gone.has(each.source));
  const [leaving, ...moreOut] = document.edges.filter((each) => gone.has(each.source) && !gone.has(each.target));
  const isOneWay = moreIn.length + moreOut.length === 0 && arriving !== undefined && leaving !== undefined;
  const passes = isOneWay && reachableFrom(graphOf(document), [arriving.target]).has(leaving.source);
  return {
    type: "batch",
    operations: [
      ...edgeIds.map((id) => ({ type: "edge.remove" as const, id })),
      ...nodeIds.map((id) => ({ type: "node.remove" as const, id })),
      ...(passes ? [connect(arriving.source, arriving.sourceHandle, leaving.target, leaving.targetHandle)] : []),
    ],
  };
}

/** Adds a node at a place and, when there is one it can follow, joins it to that node's first free way out. */
export function addOperation(document: FlowDocument, node: FlowNode, position: Place, after?: string): FlowOperation {
  const add = { type: "node.add" as const, node, position };
  const previous = document.nodes.find((each) => each.id === after);
  const [entry] = inputsOf(node);
  if (!previous || !entry) return add;
  const taken = new Set(document.edges.filter((each) => each.source === previous.id).map((each) => each.sourceHandle));
  const way = outputsOf(previous).find((handle) => !taken.has(handle.id));
  if (!way) return add;
  return { type: "batch", operations: [add, connect(previous.id, way.id, node.id, entry.id)] };
}

/** Adds a node at the free end of an edge that was drawn into the empty: `from` is what it was drawn from. */
export function addAtEnd(
  node: FlowNode,
  position: Place,
  from: { readonly nodeId: string; readonly handle: string; readonly side: "source" | "target" },
): FlowOperation {
  const add = { type: "node.add" as const, node, position };
  const [entry] = inputsOf(node);
  const [way] = outputsOf(node);
  if (from.side === "source")
    return entry ? { type: "batch", operations: [add, connect(from.nodeId, from.handle, node.id, entry.id)] } : add;
  return way ? { type: "batch", operations: [add, connect(node.id, way.id, from.nodeId, from.handle)] } : add;
}

/** Puts a node into an edge; what stands below moves down by `room` so that nothing is covered. */
export function insertOperation(document: FlowDocument, node: FlowNode, edgeId: string, room: number): FlowOperation | undefined {
  const known = document.edges.find((each) => each.id === edgeId);
  const [entry] = inputsOf(node);
  const [way] = outputsOf(node);
  if (!known || !entry || !way) return undefined;
  const { positions } = document.layout;
  const at = positions[known.target] ?? positions[known.source] ?? { x: 0, y: 0 };
  const below = reachableFrom(graphOf(document), [known.target]);
  const moved = [...below].flatMap((id) => {
    const place = positions[id];
    return place && place.y >= at.y ? [[id, { x: place.x, y: place.y + room }] as const] : [];
  });
  return {
    type: "batch",
    operations: [
      { type: "edge.remove", id: known.id },
      { type: "layout.move", positions: Object.fromEntries(moved) },
      { type: "node.add", node, position: at },
      connect(known.source, known.sourceHandle, node.id, entry.id),
      connect(node.id, way.id, known.target, known.targetHandle),
    ],
  };
}

/** Places so that nodes share an edge or a middle, or stand at equal distances. */
export function alignOperation(
  document: FlowDocument,
  ids: readonly string[],
  how: "left" | "top" | "columns" | "rows",
): FlowOperation {
  const places = ids.flatMap((id) => {
    const place = document.layout.positions[id];
    return place ? [{ id, ...place }] : [];
  });
  const axis = how === "left" || how === "columns" ? "x" : "y";
  const sorted = places.toSorted((one, other) => one[axis] - other[axis]);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last) return { type: "layout.move", positions: {} };
  const gap = (last[axis] - first[axis]) / Math.max(1, sorted.length - 1);
  const isSpread = how === "columns" || how === "rows";
  const positions = sorted.map(({ id, x, y }, index) => {
    const next = isSpread ? Math.round((first[axis] + gap * index) / 8) * 8 : first[axis];
    return [id, { x, y, [axis]: next }] as const;
  });
  return { type: "layout.move", positions: Object.fromEntries(positions) };
}

function outputsOf(node: FlowNode) {
  return nodeDefinition(node.kind).handles(node.config).outputs;
}

function inputsOf(node: FlowNode) {
  return nodeDefinition(node.kind).handles(node.config).inputs;
}

function edge(source: string, sourceHandle: string, target: string, targetHandle: string): FlowEdge {
  return { id: newId("edg"), source, sourceHandle, target, targetHandle };
}

function connect(...ends: Parameters<typeof edge>) {
  return { type: "edge.connect" as const, edge: edge(...ends) };
}
