import { z } from "zod";
import {
  type FlowDocument,
  FlowDocumentSchema,
  FlowEdgeSchema,
  type FlowGroup,
  FlowGroupSchema,
  FlowLayoutSchema,
  FlowNodeSchema,
  FlowSettingsSchema,
  OnErrorSchema,
} from "@/engine/document/schema";
import { JsonObjectSchema } from "@/lib/core/json-schema";

const PositionSchema = z.strictObject({ x: z.number(), y: z.number() });
const IdSchema = z.string().min(1);

const ChangeSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("node.add"), node: FlowNodeSchema, position: PositionSchema.optional() }),
  z.strictObject({
    type: z.literal("node.update"),
    id: IdSchema,
    /** null takes the label away. */
    label: z.string().max(120).nullable().optional(),
    /** The whole config; nothing of the former one is kept. */
    config: JsonObjectSchema.optional(),
    onError: OnErrorSchema.optional(),
    disabled: z.boolean().optional(),
    /** All ways out at which records stop on purpose; an empty list takes the marks away. */
    ends: z.array(IdSchema).max(40).optional(),
  }),
  /** Its edges and its place go with it. */
  z.strictObject({ type: z.literal("node.remove"), id: IdSchema }),
  z.strictObject({ type: z.literal("edge.connect"), edge: FlowEdgeSchema }),
  z.strictObject({ type: z.literal("edge.remove"), id: IdSchema }),
  z.strictObject({ type: z.literal("layout.move"), positions: z.record(z.string(), PositionSchema) }),
  z.strictObject({ type: z.literal("layout.view"), viewport: FlowLayoutSchema.shape.viewport.unwrap() }),
  /** Adds a group, or replaces the one of this id; a node is in one group at the most. */
  z.strictObject({ type: z.literal("group.set"), group: FlowGroupSchema }),
  /** The nodes stay. */
  z.strictObject({ type: z.literal("group.remove"), id: IdSchema }),
  /** null takes a limit away. */
  z.strictObject({
    type: z.literal("settings.update"),
    pageSize: FlowSettingsSchema.shape.pageSize.unwrap().optional(),
    maxFailures: z.int().min(1).nullable().optional(),
  }),
  z.strictObject({ type: z.literal("flow.rename"), name: z.string().trim().min(1).max(120) }),
  z.strictObject({ type: z.literal("document.replace"), document: FlowDocumentSchema }),
]);

/** An edit of a flow: what the canvas, undo, imports and the API all speak. `batch` is one gesture, one undo. */
export const FlowOperationSchema = z.union([
  ChangeSchema,
  z.strictObject({ type: z.literal("batch"), operations: z.array(ChangeSchema).max(5000) }),
]);
export type FlowOperation = z.infer<typeof FlowOperationSchema>;
type Change = z.infer<typeof ChangeSchema>;
type ChangeOf<Type extends Change["type"]> = Extract<Change, { type: Type }>;

const APPLY = {
  "node.add": addNode,
  "node.update": updateNode,
  "node.remove": removeNode,
  "edge.connect": connect,
  "edge.remove": (document, { id }) => withEdges(document, (edge) => edge.id !== id),
  "layout.move": move,
  "layout.view": (document, { viewport }) => ({ ...document, layout: { ...document.layout, viewport } }),
  "group.set": setGroup,
  "group.remove": (document, { id }) => withGroups(document, (groups) => groups.filter((group) => group.id !== id)),
  "settings.update": updateSettings,
  "flow.rename": (document, { name }) => (name === document.name ? document : { ...document, name }),
  "document.replace": (_document, { document }) => document,
} satisfies { [Type in Change["type"]]: (document: FlowDocument, change: ChangeOf<Type>) => FlowDocument };

/**
 * The document after an edit. Pure; what the edit does not touch keeps its identity, and an edit that changes nothing,
 * or that speaks of what is not there any more, returns the same document.
 */
export function applyOperation(document: FlowDocument, operation: FlowOperation): FlowDocument {
  if (operation.type !== "batch") return applyChange(document, operation);
  return operation.operations.reduce(applyChange, document);
}

function applyChange(document: FlowDocument, change: Change): FlowDocument {
  // One entry of the table takes exactly the change of its own type.
  const apply = APPLY[change.type] as (document: FlowDocument, change: Change) => FlowDocument;
  return apply(document, change);
}

function addNode(document: FlowDocument, { node, position }: ChangeOf<"node.add">): FlowDocument {
  if (document.nodes.some((known) => known.id === node.id)) return document;
  const added = { ...document, nodes: [...document.nodes, node] };
  return position === undefined ? added : move(added, { type: "layout.move", positions: { [node.id]: position } });
}

function updateNode(document: FlowDocument, change: ChangeOf<"node.update">): FlowDocument {
  const { id, label, config, onError, disabled, ends } = change;
  const index = document.nodes.findIndex((node) => node.id === id);
  const known = document.nodes[index];
  if (known === undefined) return document;
  const { label: formerLabel, ends: formerEnds, ...rest } = known;
  const nextLabel = label === undefined ? formerLabel : (label ?? undefined);
  const nextEnds = ends === undefined ? formerEnds : nonEmpty(ends);
  const next = {
    ...rest,
    ...(nextEnds === undefined ? {} : { ends: nextEnds }),
    ...(nextLabel === undefined ? {} : { label: nextLabel }),
    config: config ?? known.config,
    onError: onError ?? known.onError,
    disabled: disabled ?? known.disabled,
  };
  const isSame =
    next.config === known.config &&
    next.onError === known.onError &&
    next.disabled === known.disabled &&
    nextLabel === formerLabel &&
    String(nextEnds ?? "") === String(formerEnds ?? "");
  return isSame ? document : { ...document, nodes: document.nodes.with(index, next) };
}

function nonEmpty(ends: readonly string[]): string[] | undefined {
  return ends.length === 0 ? undefined : [...new Set(ends)];
}

function removeNode(document: FlowDocument, { id }: ChangeOf<"node.remove">): FlowDocument {
  if (!document.nodes.some((node) => node.id === id)) return document;
  const { [id]: _removed, ...positions } = document.layout.positions;
  const layout = id in document.layout.positions ? { ...document.layout, positions } : document.layout;
  const nodes = document.nodes.filter((node) => node.id !== id);
  const left = withEdges({ ...document, nodes, layout }, (edge) => edge.source !== id && edge.target !== id);
  return withGroups(left, (groups) => groups.flatMap((group) => without(group, [id])));
}

function setGroup(document: FlowDocument, { group }: ChangeOf<"group.set">): FlowDocument {
  const ids = new Set(document.nodes.map((node) => node.id));
  const nodeIds = [...new Set(group.nodeIds)].filter((id) => ids.has(id));
  if (nodeIds.length === 0) return document;
  return withGroups(document, (groups) => {
    const others = groups.filter((known) => known.id !== group.id).flatMap((known) => without(known, nodeIds));
    return [...others, { ...group, nodeIds }];
  });
}

/** A group without some nodes; one that is left empty goes. */
function without(group: FlowGroup, gone: readonly string[]): FlowGroup[] {
  const nodeIds = group.nodeIds.filter((id) => !gone.includes(id));
  if (nodeIds.length === group.nodeIds.length) return [group];
  return nodeIds.length === 0 ? [] : [{ ...group, nodeIds }];
}

function withGroups(document: FlowDocument, change: (groups: readonly FlowGroup[]) => FlowGroup[]): FlowDocument {
  const { groups: known = [], ...layout } = document.layout;
  const groups = change(known);
  const isSame = groups.length === known.length && groups.every((group, index) => group === known[index]);
  if (isSame) return document;
  return { ...document, layout: groups.length === 0 ? layout : { ...layout, groups } };
}

/** An edge from a node to itself, to or from nothing, or drawn already, is not added; one from an end makes it none. */
function connect(document: FlowDocument, { edge }: ChangeOf<"edge.connect">): FlowDocument {
  const ids = new Set(document.nodes.map((node) => node.id));
  const isDrawn = document.edges.some(
    (known) =>
      known.id === edge.id ||
      (known.source === edge.source &&
        known.sourceHandle === edge.sourceHandle &&
        known.target === edge.target &&
        known.targetHandle === edge.targetHandle),
  );
  if (isDrawn || edge.source === edge.target || !ids.has(edge.source) || !ids.has(edge.target)) return document;
  const joined = { ...document, edges: [...document.edges, edge] };
  const ends = document.nodes.find(({ id }) => id === edge.source)?.ends;
  if (!ends?.includes(edge.sourceHandle)) return joined;
  const others = ends.filter((handle) => handle !== edge.sourceHandle);
  return updateNode(joined, { type: "node.update", id: edge.source, ends: others });
}

function move(document: FlowDocument, { positions }: ChangeOf<"layout.move">): FlowDocument {
  const ids = new Set(document.nodes.map((node) => node.id));
  const known = document.layout.positions;
  const moved = Object.entries(positions).filter(([id, { x, y }]) => ids.has(id) && (known[id]?.x !== x || known[id]?.y !== y));
  if (moved.length === 0) return document;
  return { ...document, layout: { ...document.layout, positions: { ...known, ...Object.fromEntries(moved) } } };
}

function updateSettings(document: FlowDocument, { pageSize, maxFailures }: ChangeOf<"settings.update">): FlowDocument {
  const { maxFailures: former, ...rest } = document.settings;
  const next = maxFailures === undefined ? former : (maxFailures ?? undefined);
  const size = pageSize ?? rest.pageSize;
  if (next === former && size === rest.pageSize) return document;
  return { ...document, settings: { ...rest, pageSize: size, ...(next === undefined ? {} : { maxFailures: next }) } };
}

function withEdges(document: FlowDocument, keep: (edge: FlowDocument["edges"][number]) => boolean): FlowDocument {
  const edges = document.edges.filter(keep);
  return edges.length === document.edges.length ? document : { ...document, edges };
}
