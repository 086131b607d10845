"use client";

import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { CARD, newNode } from "@/components/canvas/canvas-model";
import { useEditorStore } from "@/components/canvas/editor-context";
import type { EditorQuestion, EditorState } from "@/components/canvas/editor-store";
import { addAtEnd, addOperation, alignOperation, freePlace, insertOperation, removeOperation } from "@/engine/document/edits";
import { pasteFragment, readFragment, takeFragment } from "@/engine/document/fragments";
import type { NodeKind } from "@/engine/document/schema";
import { newId } from "@/lib/core/ids";

export type Edits = ReturnType<typeof useEdits>;

/** A frame that is selected stands for its steps. */
function framedSteps({ selection, document }: EditorState): string[] {
  return (document.layout.groups ?? []).filter(({ id }) => selection.includes(id)).flatMap(({ nodeIds }) => nodeIds);
}

/** What can be done to the drawing as a whole or to what is selected; each is one operation, so one undo. */
export function useEdits() {
  const store = useEditorStore();
  const { screenToFlowPosition, setCenter, getZoom } = useReactFlow();
  return useMemo(() => {
    const state = () => store.getState();
    const middle = () => screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 });
    const steps = () => state().selection.filter((id) => state().document.nodes.some((node) => node.id === id));
    const taken = () => [...new Set([...steps(), ...framedSteps(state())])];
    const paste = (text: string) => {
      const fragment = readFragment(text);
      if (!fragment) return false;
      const isHere = fragment.nodes.some((node) => state().document.nodes.some((known) => known.id === node.id));
      const { operation, ids } = pasteFragment(fragment, isHere ? undefined : middle());
      state().apply(operation);
      state().select(ids);
      return true;
    };
    const remove = () => {
      const { selection, document, apply } = state();
      const groups = (document.layout.groups ?? []).filter((group) => selection.includes(group.id));
      const lines = document.edges.filter((edge) => selection.includes(edge.id)).map(({ id }) => id);
      const { operations } = removeOperation(document, steps(), lines);
      apply({ type: "batch", operations: [...operations, ...groups.map(({ id }) => ({ type: "group.remove" as const, id }))] });
    };
    return {
      paste,
      remove,
      copy: () => {
        const fragment = takeFragment(state().document, taken());
        return fragment && { text: JSON.stringify(fragment, null, 2), count: fragment.nodes.length };
      },
      /** What was copied goes, steps of a frame with the frame. */
      cut: () => {
        state().select([...new Set([...state().selection, ...taken()])]);
        remove();
      },
      duplicate: () => {
        const fragment = takeFragment(state().document, taken());
        if (fragment) paste(JSON.stringify(fragment));
      },
      toggle: () => {
        const chosen = state().document.nodes.filter((node) => steps().includes(node.id));
        const disabled = chosen.some((node) => !node.disabled);
        const operations = chosen.map(({ id }) => ({ type: "node.update" as const, id, disabled }));
        state().apply({ type: "batch", operations });
      },
      align: (how: Parameters<typeof alignOperation>[2]) => state().apply(alignOperation(state().document, steps(), how)),
      group: (title: string) => {
        const id = newId("grp");
        state().apply({ type: "group.set", group: { id, title, nodeIds: steps(), isFolded: false } });
        state().select([id]);
        state().rename(id);
      },
      add: (kind: NodeKind, question: Extract<EditorQuestion, { kind: "add" }>) => {
        const { document, selection, apply, select } = state();
        const node = newNode(kind);
        const after = selection.length === 1 ? selection[0] : undefined;
        const above = after === undefined ? undefined : document.layout.positions[after];
        const at = question.at ? { x: question.at.x - CARD.width / 2, y: question.at.y } : undefined;
        const place = at ?? freePlace(document, above ? { x: above.x, y: above.y + CARD.row } : middle());
        const inserted = question.edgeId === undefined ? undefined : insertOperation(document, node, question.edgeId, CARD.row);
        apply(inserted ?? (question.from ? addAtEnd(node, place, question.from) : addOperation(document, node, place, after)));
        select([node.id]);
      },
      goTo: (id: string) => {
        const at = state().document.layout.positions[id];
        state().select([id]);
        const group = state().document.layout.groups?.find((each) => each.isFolded && each.nodeIds.includes(id));
        if (group) state().apply({ type: "group.set", group: { ...group, isFolded: false } });
        if (at) void setCenter(at.x + CARD.width / 2, at.y + CARD.height / 2, { zoom: Math.max(getZoom(), 0.8), duration: 200 });
      },
    };
  }, [store, screenToFlowPosition, setCenter, getZoom]);
}
