import { z } from "zod";
import type { FlowOperation } from "@/engine/document/operations";
import { type FlowDocument, FlowEdgeSchema, FlowGroupSchema, FlowNodeSchema } from "@/engine/document/schema";
import { newId } from "@/lib/core/ids";

/** Nodes taken out of a flow as text: what the clipboard holds, between flows and between windows. No secret is in it. */
const FragmentSchema = z.strictObject({
  passerelle: z.literal("nodes"),
  schemaVersion: z.literal(1),
  nodes: z.array(FlowNodeSchema).min(1).max(1000),
  edges: z.array(FlowEdgeSchema).max(4000),
  positions: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
  /** Frames all of whose nodes are taken. */
  groups: z.array(FlowGroupSchema).max(200).optional(),
});
export type Fragment = z.infer<typeof FragmentSchema>;

/** The nodes, the edges between them, and the frames around them. */
export function takeFragment(document: FlowDocument, ids: readonly string[]): Fragment | undefined {
  const wanted = new Set(ids);
  const nodes = document.nodes.filter((node) => wanted.has(node.id));
  if (nodes.length === 0) return undefined;
  const groups = (document.layout.groups ?? []).filter(({ nodeIds }) => nodeIds.every((id) => wanted.has(id)));
  const places = nodes.map(({ id }) => [id, document.layout.positions[id] ?? { x: 0, y: 0 }] as const);
  return {
    passerelle: "nodes",
    schemaVersion: 1,
    nodes,
    edges: document.edges.filter((edge) => wanted.has(edge.source) && wanted.has(edge.target)),
    positions: Object.fromEntries(places),
    ...(groups.length > 0 ? { groups } : {}),
  };
}

/** undefined for a text that is none of ours. */
export function readFragment(text: string): Fragment | undefined {
  try {
    return FragmentSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Adds a copy with ids of its own, its upper left corner at `at`, or a little beside where it was. */
export function pasteFragment(fragment: Fragment, at?: { x: number; y: number }): { operation: FlowOperation; ids: string[] } {
  const ids = new Map(fragment.nodes.map((node) => [node.id, newId("nod")]));
  const places = Object.values(fragment.positions);
  const corner = { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
  const move = at && places.length > 0 ? { x: at.x - corner.x, y: at.y - corner.y } : { x: 32, y: 32 };
  const nodes = fragment.nodes.map((node) => {
    const { x, y } = fragment.positions[node.id] ?? { x: 0, y: 0 };
    const id = ids.get(node.id) ?? node.id;
    return { type: "node.add" as const, node: { ...node, id }, position: { x: x + move.x, y: y + move.y } };
  });
  const edges = fragment.edges.flatMap((edge) => {
    const [source, target] = [ids.get(edge.source), ids.get(edge.target)];
    return source && target ? [{ type: "edge.connect" as const, edge: { ...edge, id: newId("edg"), source, target } }] : [];
  });
  const groups = (fragment.groups ?? []).map((group) => ({
    type: "group.set" as const,
    group: { ...group, id: newId("grp"), nodeIds: group.nodeIds.flatMap((id) => ids.get(id) ?? []) },
  }));
  return { operation: { type: "batch", operations: [...nodes, ...edges, ...groups] }, ids: [...ids.values()] };
}
