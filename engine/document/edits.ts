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
 * Takes nodes and edges away as one gesture. What led into nodes that hang together is joined to what one way out of them
 * led to, so that taking steps out does not cut the flow. After several ways out there is no telling which to take.
 */
export function removeOperation(document: FlowDocument, nodeIds: readonly string[], edgeIds: readonly string[]): Batch {
  const joined = partsOf(document, nodeIds).flatMap((part) => joinsOver(document, part, new Set(edgeIds)));
  return {
    type: "batch",
    operations: [
      ...edgeIds.map((id) => ({ type: "edge.remove" as const, id })),
      ...nodeIds.map((id) => ({ type: "node.remove" as const, id })),
      ...joined.filter(({ edge: { source, target } }) => !nodeIds.includes(source) && !nodeIds.includes(target)),
    ],
  };
}

/** Nodes that hang together by edges among themselves. */
function partsOf({ edges }: FlowDocument, nodeIds: readonly string[]): ReadonlySet<string>[] {
  const parts: Set<string>[] = nodeIds.map((id) => new Set([id]));
  for (const { source, target } of edges) {
    const [one, other] = [parts.find((part) => part.has(source)), parts.find((part) => part.has(target))];
    if (!one || !other || one === other) continue;
    for (const id of other) one.add(id);
    parts.splice(parts.indexOf(other), 1);
  }
  return parts;
}

function joinsOver(document: FlowDocument, part: ReadonlySet<string>, gone: ReadonlySet<string>) {
  const edges = document.edges.filter(({ id }) => !gone.has(id));
  const arriving = edges.filter((each) => part.has(each.target) && !part.has(each.source));
  const leaving = edges.filter((each) => part.has(each.source) && !part.has(each.target));
  const ways = new Set(leaving.map(({ source, sourceHandle }) => `${source} ${sourceHandle}`));
  if (ways.size !== 1) return [];
  const graph = graphOf({ ...document, edges });
  return arriving.flatMap((from) => {
    const passed = reachableFrom(graph, [from.target]);
    return leaving
      .filter(({ source }) => passed.has(source))
      .map((to) => connect(from.source, from.sourceHandle, to.target, to.targetHandle));
  });
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

/** The nearest place on the right of a wanted one, or there, where a card covers no other. Cards are 220 × 92. */
export function freePlace({ nodes, layout }: FlowDocument, wanted: Place): Place {
  const taken = nodes.flatMap(({ id }) => layout.positions[id] ?? []);
  const covers = (at: Place) => taken.some(({ x, y }) => Math.abs(x - at.x) < 228 && Math.abs(y - at.y) < 100);
  let place = { x: snap(wanted.x), y: snap(wanted.y) };
  while (covers(place)) place = { ...place, x: place.x + 40 };
  return place;
}

function snap(value: number): number {
  return Math.round(value / 8) * 8;
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
