"use client";

import type { EdgeChange } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import { type CanvasEdge, shownAs } from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { pickedIds } from "@/components/canvas/use-canvas-nodes";
import { useLanguage } from "@/components/ui/use-language";
import { nodeDefinition } from "@/engine/nodes/definitions";

/** The lines of the drawing, with the records that took them in the last run; those inside a folded group are left out. */
export function useCanvasEdges(): [CanvasEdge[], (changes: EdgeChange<CanvasEdge>[]) => void] {
  const store = useEditorStore();
  const locale = useLanguage();
  const nodes = useEditor((state) => state.document.nodes);
  const edges = useEditor((state) => state.document.edges);
  const groups = useEditor((state) => state.document.layout.groups);
  const activity = useEditor((state) => state.activity);
  const selection = useEditor((state) => state.selection);
  const onChange = useCallback(
    (changes: EdgeChange<CanvasEdge>[]) => {
      const { selection: before, select } = store.getState();
      select(pickedIds(changes, before));
    },
    [store],
  );
  const drawn = useMemo(() => {
    const kinds = new Map(nodes.map((node) => [node.id, node]));
    const shown = shownAs({ layout: { positions: {}, ...(groups ? { groups } : {}) } });
    return edges.flatMap(({ id, ...ends }) => {
      const from = kinds.get(ends.source);
      const ways = from ? nodeDefinition(from.kind).handles(from.config).outputs : [];
      const label = ways.length > 1 ? (ways.find((handle) => handle.id === ends.sourceHandle)?.label?.[locale] ?? "") : "";
      const count = activity[ends.source]?.out[ends.sourceHandle] ?? null;
      const animated = activity[ends.source]?.isRunning === true || activity[ends.target]?.isRunning === true;
      const [source, target] = [shown(ends.source), shown(ends.target)];
      if (source === target) return [];
      const sourceHandle = source === ends.source ? ends.sourceHandle : "out";
      const targetHandle = target === ends.target ? ends.targetHandle : "in";
      return [{ id, source, sourceHandle, target, targetHandle, type: "wire" as const, animated, data: { count, label } }];
    });
  }, [nodes, edges, groups, activity, locale]);
  const marked = useMemo(() => {
    const chosen = new Set(selection);
    return drawn.map((edge) => (chosen.has(edge.id) ? { ...edge, selected: true } : edge));
  }, [drawn, selection]);
  return [marked, onChange];
}
