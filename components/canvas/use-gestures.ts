"use client";

import type { FinalConnectionState, Connection as FlowConnection } from "@xyflow/react";
import { type DragEvent, useMemo } from "react";
import { CARD, type CanvasEdge, type CanvasNode, GROUP_FRAME, newNode } from "@/components/canvas/canvas-model";
import { useEditorStore } from "@/components/canvas/editor-context";
import { addOperation, canConnect, connectOperation, insertOperation } from "@/engine/document/edits";
import { NodeKindSchema } from "@/engine/document/schema";

/** What the palette puts on the clipboard of a drag. */
export const DRAG_TYPE = "application/x-passerelle-node";

type Point = { x: number; y: number };

/** Drag, drop, connect, remove: each one operation. */
export function useGestures(toFlow: (point: Point) => Point) {
  const store = useEditorStore();
  return useMemo(() => {
    const state = () => store.getState();
    return {
      onNodeDragStop: (_event: unknown, _node: CanvasNode, moved: CanvasNode[]) => {
        const positions = placesOf(moved, state().document.layout.positions);
        state().apply({ type: "layout.move", positions });
      },
      onSelectionDragStop: (_event: unknown, moved: CanvasNode[]) =>
        state().apply({ type: "layout.move", positions: placesOf(moved, state().document.layout.positions) }),
      onConnect: (connection: FlowConnection) => state().apply(connectOperation(connection)),
      /** A line let go over the empty asks what should stand there. */
      onConnectEnd: (event: MouseEvent | TouchEvent, { isValid, toNode, fromNode, fromHandle }: FinalConnectionState) => {
        if (isValid || toNode || !fromNode || !fromHandle?.id) return;
        const point = "changedTouches" in event ? event.changedTouches[0] : event;
        if (!point) return;
        const screen = { x: point.clientX, y: point.clientY };
        const from = { nodeId: fromNode.id, handle: fromHandle.id, side: fromHandle.type };
        state().ask({ kind: "add", screen, at: toFlow(screen), from });
      },
      isValidConnection: (connection: FlowConnection | CanvasEdge) =>
        canConnect(state().document, {
          source: connection.source,
          sourceHandle: connection.sourceHandle ?? null,
          target: connection.target,
          targetHandle: connection.targetHandle ?? null,
        }),
      onPaneClick: () => state().select([]),
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
      onDrop: (event: DragEvent) => {
        const kind = NodeKindSchema.safeParse(event.dataTransfer.getData(DRAG_TYPE));
        if (!kind.success) return;
        event.preventDefault();
        const at = toFlow({ x: event.clientX, y: event.clientY });
        const node = newNode(kind.data);
        const edgeId = edgeUnder(event.target);
        const inserted = edgeId === undefined ? undefined : insertOperation(state().document, node, edgeId, CARD.row);
        const place = { x: at.x - CARD.width / 2, y: at.y - CARD.height / 2 };
        state().apply(inserted ?? addOperation(state().document, node, place));
        state().select([node.id]);
      },
    };
  }, [store, toFlow]);
}

/** The line something was let go on: its path, or the sign in its middle. */
function edgeUnder(target: EventTarget): string | undefined {
  const line = target instanceof Element ? target.closest<HTMLElement | SVGElement>(".react-flow__edge, .edge-tools") : null;
  return line?.dataset.id;
}

/** Where dragged nodes ended; a group stands for its nodes. */
function placesOf(moved: readonly CanvasNode[], before: Readonly<Record<string, Point>>): Record<string, Point> {
  const places = moved.flatMap((node) =>
    node.type === "group" ? groupPlaces(node, before) : [[node.id, node.position] as const],
  );
  return Object.fromEntries(places);
}

function groupPlaces(
  { data: { group }, position }: Extract<CanvasNode, { type: "group" }>,
  before: Readonly<Record<string, Point>>,
) {
  const places = group.nodeIds.flatMap((id) => (before[id] ? [{ id, ...before[id] }] : []));
  const frame = group.isFolded ? { side: 0, head: 0 } : GROUP_FRAME;
  const left = Math.min(...places.map(({ x }) => x)) - frame.side;
  const top = Math.min(...places.map(({ y }) => y)) - frame.head;
  return places.map(({ id, x, y }) => [id, { x: x + position.x - left, y: y + position.y - top }] as const);
}
