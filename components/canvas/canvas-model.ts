import { type Edge, type Node, type NodeHandle, Position } from "@xyflow/react";
import type { FlowDocument, FlowGroup, FlowNode, NodeKind } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { newId } from "@/lib/core/ids";

export type StepNode = Node<{ readonly node: FlowNode }, "step" | "note">;
export type GroupNode = Node<{ readonly group: FlowGroup }, "group">;
export type CanvasNode = StepNode | GroupNode;
export type CanvasEdge = Edge<{ readonly count: number | null; readonly label: string }, "wire">;

/** Node cards are 220 × 92; columns are 278 apart, rows 128. */
export const CARD = { width: 220, height: 92, column: 278, row: 128 } as const;
/** A group leaves this much around its nodes, and more above for its title. */
export const GROUP_FRAME = { side: 14, head: 36 } as const;
const FOLDED = { width: 220, height: 56 } as const;

type Place = { readonly x: number; readonly y: number };

/** What the canvas draws of a document; what did not change keeps its identity, its measure and its selection. */
export function toCanvasNodes(document: FlowDocument, before: readonly CanvasNode[], selection: readonly string[]): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const selected = new Set(selection);
  const groups = document.layout.groups ?? [];
  const folded = new Set(groups.flatMap((group) => (group.isFolded ? group.nodeIds : [])));
  const frames = groups.map((group) =>
    groupNode(document, group, { earlier: known.get(group.id), selected: selected.has(group.id) }),
  );
  const steps = document.nodes.map((node) => {
    const position = document.layout.positions[node.id] ?? { x: 0, y: 0 };
    const look = { selected: selected.has(node.id), hidden: folded.has(node.id) };
    const earlier = known.get(node.id);
    const isSame =
      earlier?.type !== "group" &&
      earlier?.data.node === node &&
      samePlace(earlier.position, position) &&
      earlier.selected === look.selected &&
      earlier.hidden === look.hidden;
    if (isSame) return earlier;
    const type = node.kind === "note" ? ("note" as const) : ("step" as const);
    const kept = earlier?.type === "group" ? {} : earlier;
    return { ...kept, ...shapeOf(node), id: node.id, type, position, data: { node }, ...look } satisfies StepNode;
  });
  return [...frames, ...steps];
}

/** Cards have one size and handles have places: nothing has to be drawn to be measured. A note is as long as its text. */
function shapeOf(node: FlowNode): Pick<StepNode, "measured" | "handles"> {
  if (node.kind === "note") return {};
  const { inputs, outputs } = nodeDefinition(node.kind).handles(node.config);
  return {
    measured: { width: CARD.width, height: CARD.height },
    handles: [
      ...inputs.map(({ id }) => handleAt(id, "target", 0.5)),
      ...outputs.map(({ id }, index) => handleAt(id, "source", (index + 1) / (outputs.length + 1))),
    ],
  };
}

const HANDLE = 9;

function handleAt(id: string, type: "source" | "target", part: number): NodeHandle {
  const y = (type === "target" ? 0 : CARD.height) - HANDLE / 2;
  const place = { x: CARD.width * part - HANDLE / 2, y, width: HANDLE, height: HANDLE };
  return { id, type, position: type === "target" ? Position.Top : Position.Bottom, ...place };
}

function groupNode(
  document: FlowDocument,
  group: FlowGroup,
  { earlier, selected }: { earlier: CanvasNode | undefined; selected: boolean },
): GroupNode {
  const { x, y, width, height } = frameOf(document, group);
  const isSame =
    earlier?.type === "group" &&
    earlier.data.group === group &&
    samePlace(earlier.position, { x, y }) &&
    earlier.width === width &&
    earlier.height === height &&
    earlier.selected === selected;
  if (isSame) return earlier;
  const kept = earlier?.type === "group" ? earlier : {};
  return {
    ...kept,
    ...{ id: group.id, type: "group", position: { x, y }, width, height, selected, data: { group } },
    // Drawn first, so behind its nodes; over the lines, which would take the clicks of its head.
    connectable: false,
  };
}

/** The frame around the nodes of a group, in places of the drawing. */
function frameOf(document: FlowDocument, group: FlowGroup) {
  const places = group.nodeIds.flatMap((id) => document.layout.positions[id] ?? []);
  const left = Math.min(...places.map(({ x }) => x)) - GROUP_FRAME.side;
  const top = Math.min(...places.map(({ y }) => y)) - GROUP_FRAME.head;
  if (places.length === 0) return { x: 0, y: 0, ...FOLDED };
  if (group.isFolded) return { x: left + GROUP_FRAME.side, y: top + GROUP_FRAME.head, ...FOLDED };
  const right = Math.max(...places.map(({ x }) => x)) + CARD.width + GROUP_FRAME.side;
  const bottom = Math.max(...places.map(({ y }) => y)) + CARD.height + GROUP_FRAME.side;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The node that is drawn for another one: the folded group that holds it, or itself. */
export function shownAs(document: Pick<FlowDocument, "layout">): (id: string) => string {
  const groups = (document.layout.groups ?? []).filter((group) => group.isFolded);
  const shown = new Map(groups.flatMap((group) => group.nodeIds.map((id) => [id, group.id] as const)));
  return (id) => shown.get(id) ?? id;
}

function samePlace(a: Place, b: Place): boolean {
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
