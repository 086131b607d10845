"use client";

import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { CARD } from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { selectedNode } from "@/components/canvas/editor-store";

/** Room left around a step that was brought into view, in pixels of the screen. */
const MARGIN = 24;

/** A step that is selected, and hidden by the panel that opens for it, is moved into view. */
export function useReveal(): void {
  const store = useEditorStore();
  const flow = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  const id = useEditor((state) => selectedNode(state)?.id);
  useEffect(() => {
    const canvas = flow.getState().domNode;
    if (id === undefined || !canvas) return;
    const reveal = () => {
      const at = store.getState().document.layout.positions[id];
      const { width, height } = canvas.getBoundingClientRect();
      if (!at || width === 0) return;
      const { x, y, zoom } = getViewport();
      const left = shift(at.x * zoom + x, CARD.width * zoom, width);
      const top = shift(at.y * zoom + y, CARD.height * zoom, height);
      if (left !== 0 || top !== 0) void setViewport({ x: x + left, y: y + top, zoom }, { duration: 160 });
    };
    // The panel opens after the selection: the canvas says when its size is the final one.
    const observer = new ResizeObserver(reveal);
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [id, store, flow, getViewport, setViewport]);
}

/** How far a span has to move to be inside `room`; its beginning wins when it is larger. */
function shift(start: number, size: number, room: number): number {
  if (start < MARGIN) return MARGIN - start;
  const over = start + size + MARGIN - room;
  return over > 0 ? Math.max(-over, MARGIN - start) : 0;
}
