import { endsOf, goesWith } from "@/engine/document/merge/differences";
import { takeField } from "@/engine/document/merge/mappings";
import type { Difference, ThreeWay, ValueDifference } from "@/engine/document/merge/model";
import { type FlowDocument, type FlowEdge, type FlowNode, FlowNodeSchema, FlowSettingsSchema } from "@/engine/document/schema";
import { newId } from "@/lib/core/ids";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { getPath } from "@/lib/core/json-path";

/** `ours` with the differences that were accepted; the others leave it as it is. An edge to what is not there is left out. */
export function takeDifferences(documents: ThreeWay, accepted: readonly Difference[]): FlowDocument {
  const values = accepted.flatMap(({ what }) => (what.kind === "value" ? [what] : []));
  const whole = accepted.filter(({ what }) => what.kind !== "value");
  const drawn = whole.reduce((document, difference) => takeWhole(document, documents, difference), documents.ours);
  return values.reduce((document, value) => takeValue(document, documents, value), drawn);
}

function takeWhole(document: FlowDocument, documents: ThreeWay, { what }: Difference): FlowDocument {
  switch (what.kind) {
    case "node.added":
      return takeEdges(addNode(document, documents.theirs, what.nodeId), documents, what.nodeId);
    case "node.removed":
      return takeEdges(removeNode(document, what.nodeId), documents, what.nodeId);
    case "edge.added":
      return withEdge(document, what);
    case "edge.removed":
      return { ...document, edges: document.edges.filter((edge) => endsOf(edge) !== endsOf(what)) };
    default:
      return document;
  }
}

function addNode(document: FlowDocument, theirs: FlowDocument, nodeId: string): FlowDocument {
  const node = theirs.nodes.find(({ id }) => id === nodeId);
  if (!node || document.nodes.some(({ id }) => id === nodeId)) return document;
  const place = theirs.layout.positions[nodeId];
  const positions = place ? { ...document.layout.positions, [nodeId]: freePlace(document, place) } : document.layout.positions;
  return { ...document, nodes: [...document.nodes, node], layout: { ...document.layout, positions } };
}

const ROW = 128;

/** Where the template drew it, or the first free row below. */
function freePlace({ layout }: FlowDocument, { x, y }: { x: number; y: number }): { x: number; y: number } {
  const places = Object.values(layout.positions);
  let free = y;
  while (places.some((other) => Math.abs(other.x - x) < 200 && Math.abs(other.y - free) < 90)) free += ROW;
  return { x, y: free };
}

function removeNode(document: FlowDocument, nodeId: string): FlowDocument {
  const { [nodeId]: _gone, ...positions } = document.layout.positions;
  const groups = document.layout.groups
    ?.map((group) => ({ ...group, nodeIds: group.nodeIds.filter((id) => id !== nodeId) }))
    .filter((group) => group.nodeIds.length > 0);
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => id !== nodeId),
    edges: document.edges.filter(({ source, target }) => source !== nodeId && target !== nodeId),
    layout: { ...document.layout, positions, ...(groups ? { groups } : {}) },
  };
}

/** The edges that come and go with a node. */
function takeEdges(document: FlowDocument, { base, theirs }: ThreeWay, nodeId: string): FlowDocument {
  const there = new Set(theirs.edges.map(endsOf));
  const gone = new Set(
    base.edges.filter((edge) => !there.has(endsOf(edge)) && goesWith({ base, theirs }, nodeId, edge)).map(endsOf),
  );
  const kept = { ...document, edges: document.edges.filter((edge) => !gone.has(endsOf(edge))) };
  const before = new Set(base.edges.map(endsOf));
  const coming = theirs.edges.filter(
    (edge) => goesWith({ base, theirs }, nodeId, edge) && (!before.has(endsOf(edge)) || touches(edge, nodeId)),
  );
  return coming.reduce(withEdge, kept);
}

function touches({ source, target }: FlowEdge, nodeId: string): boolean {
  return source === nodeId || target === nodeId;
}

type Ends = Pick<FlowEdge, "source" | "sourceHandle" | "target" | "targetHandle">;

function withEdge(document: FlowDocument, { source, sourceHandle, target, targetHandle }: Ends): FlowDocument {
  const ends = { source, sourceHandle, target, targetHandle };
  const ids = new Set(document.nodes.map(({ id }) => id));
  const isDrawn = document.edges.some((edge) => endsOf(edge) === endsOf(ends));
  if (isDrawn || !ids.has(source) || !ids.has(target)) return document;
  return { ...document, edges: [...document.edges, { id: newId("edg"), ...ends }] };
}

function takeValue(document: FlowDocument, { theirs }: ThreeWay, value: ValueDifference): FlowDocument {
  const { nodeId } = value;
  if (nodeId === undefined) {
    const { name, settings } = document;
    const next = withValue(toObject({ name, settings }), value, toObject({ name: theirs.name, settings: theirs.settings }));
    return {
      ...document,
      name: typeof next.name === "string" ? next.name : name,
      settings: FlowSettingsSchema.parse(next.settings),
    };
  }
  const other = theirs.nodes.find(({ id }) => id === nodeId);
  const change = (node: FlowNode) =>
    node.id === nodeId && other ? FlowNodeSchema.parse(withValue(toObject(node), value, toObject(other))) : node;
  return { ...document, nodes: document.nodes.map(change) };
}

function withValue(own: JsonObject, { path, field, theirs }: ValueDifference, other: JsonObject): JsonObject {
  if (field === undefined) return setOrDrop(own, path, theirs);
  const [text, from] = [getPath(own, path.join(".")), getPath(other, path.join("."))];
  return typeof text === "string" && typeof from === "string" ? setOrDrop(own, path, takeField(text, from, field)) : own;
}

/** A copy with the value at a place; undefined takes it away. */
function setOrDrop(own: JsonObject, [name = "", ...rest]: readonly string[], value: Json | undefined): JsonObject {
  const { [name]: known, ...others } = own;
  if (rest.length > 0) return { ...own, [name]: setOrDrop(isJsonObject(known) ? known : {}, rest, value) };
  return value === undefined ? others : { ...own, [name]: value };
}

function toObject(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
