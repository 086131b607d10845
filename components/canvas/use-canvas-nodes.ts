"use client";

import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useState } from "react";
import { type CanvasNode, toCanvasNodes } from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";

type Moved = Extract<NodeChange<CanvasNode>, { type: "position" }>;

/** React Flow keeps measures and drags of its own; places and selection come from, and go to, the store. */
export function useCanvasNodes(): [CanvasNode[], (changes: NodeChange<CanvasNode>[]) => void] {
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const [nodes, setNodes] = useState<CanvasNode[]>(() => toCanvasNodes(document, [], selection));
  useEffect(() => setNodes((before) => toCanvasNodes(document, before, selection)), [document, selection]);
  const onChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const drawn = changes.filter((change) => change.type !== "remove" && change.type !== "select");
      if (drawn.length > 0) setNodes((before) => applyNodeChanges([...drawn, ...withGroups(drawn, before)], before));
      // Arrow keys move without a drag: each burst of them is one edit.
      const nudged = changes.filter((change): change is Moved => change.type === "position" && change.dragging === false);
      if (nudged.length > 0) {
        const positions = Object.fromEntries(nudged.flatMap(({ id, position }) => (position ? [[id, position]] : [])));
        store.getState().apply({ type: "layout.move", positions }, "nudge");
      }
      store.getState().select(pickedIds(changes, store.getState().selection));
    },
    [store],
  );
  return [nodes, onChange];
}

/** What is selected after React Flow said what was picked and let go. */
export function pickedIds(
  changes: readonly { type: string; id?: string; selected?: boolean }[],
  before: readonly string[],
): readonly string[] {
  const picked = changes.filter((change) => change.type === "select");
  if (picked.length === 0) return before;
  const selected = new Set(before);
  for (const { id, selected: isSelected } of picked) {
    if (id === undefined) continue;
    if (isSelected) selected.add(id);
    else selected.delete(id);
  }
  return [...selected];
}

/** A group takes its nodes along while it is dragged. */
function withGroups(changes: readonly NodeChange<CanvasNode>[], nodes: readonly CanvasNode[]): Moved[] {
  const moved = changes.filter((change): change is Moved => change.type === "position" && change.dragging === true);
  const own = new Set(moved.map(({ id }) => id));
  return moved.flatMap(({ id, position }) => {
    const group = nodes.find((node) => node.id === id);
    if (group?.type !== "group" || !position) return [];
    const by = { x: position.x - group.position.x, y: position.y - group.position.y };
    const members = nodes.filter((node) => group.data.group.nodeIds.includes(node.id) && !own.has(node.id));
    return members.map(
      (node): Moved => ({
        ...{ type: "position", id: node.id, dragging: true },
        position: { x: node.position.x + by.x, y: node.position.y + by.y },
      }),
    );
  });
}
