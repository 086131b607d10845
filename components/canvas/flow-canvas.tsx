"use client";

import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type Connection as FlowConnection,
  MiniMap,
  type NodeChange,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from "@xyflow/react";
import { type DragEvent, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import {
  addOperation,
  CARD,
  type CanvasEdge,
  type CanvasNode,
  canConnect,
  connectOperation,
  newNode,
  removeOperation,
  toCanvasNodes,
} from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { NoteCard } from "@/components/canvas/note-card";
import { StepCard } from "@/components/canvas/step-card";
import { useReveal } from "@/components/canvas/use-reveal";
import { Wire } from "@/components/canvas/wire";
import { useLanguage } from "@/components/ui/use-language";
import { NodeKindSchema } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

/** What the palette puts on the clipboard of a drag. */
export const DRAG_TYPE = "application/x-passerelle-node";

const NODE_TYPES: NodeTypes = { step: StepCard, note: NoteCard };
const EDGE_TYPES: EdgeTypes = { wire: Wire };

/** The drawing itself. Every gesture becomes one operation on the document; the drawing is always derived from it. */
export function FlowCanvas() {
  const t = useTranslations("editor");
  const mayEdit = useEditor((state) => state.mayEdit);
  const gestures = useGestures();
  const [nodes, onNodesChange] = useCanvasNodes();
  const edges = useCanvasEdges();
  useReveal();
  return (
    <ReactFlow<CanvasNode, CanvasEdge>
      className="flow-canvas"
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onNodesChange={onNodesChange}
      {...gestures}
      nodesDraggable={mayEdit}
      nodesConnectable={mayEdit}
      deleteKeyCode={mayEdit ? ["Delete", "Backspace"] : null}
      multiSelectionKeyCode={["Shift", "Meta", "Control"]}
      selectionMode={SelectionMode.Partial}
      snapToGrid
      snapGrid={[8, 8]}
      minZoom={0.2}
      maxZoom={2}
      fitView
      fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
      proOptions={{ hideAttribution: true }}
      aria-label={t("canvas")}
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} />
      <MiniMap pannable zoomable className="minimap" ariaLabel={t("minimap")} nodeClassName={minimapClass} nodeBorderRadius={2} />
    </ReactFlow>
  );
}

function minimapClass(node: CanvasNode): string {
  return nodeDefinition(node.data.node.kind).category;
}

/** React Flow keeps measures and drags of its own; places and selection come from, and go to, the store. */
function useCanvasNodes(): [CanvasNode[], (changes: NodeChange<CanvasNode>[]) => void] {
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const selection = useEditor((state) => state.selection);
  const [nodes, setNodes] = useState<CanvasNode[]>(() => toCanvasNodes(document, [], selection));
  useEffect(() => setNodes((before) => toCanvasNodes(document, before, selection)), [document, selection]);
  const onChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      setNodes((before) =>
        applyNodeChanges(
          changes.filter((change) => change.type !== "remove" && change.type !== "select"),
          before,
        ),
      );
      const picked = changes.filter((change) => change.type === "select");
      if (picked.length === 0) return;
      const selected = new Set(store.getState().selection);
      for (const { id, selected: isSelected } of picked) {
        if (isSelected) selected.add(id);
        else selected.delete(id);
      }
      store.getState().select([...selected]);
    },
    [store],
  );
  return [nodes, onChange];
}

function useCanvasEdges(): CanvasEdge[] {
  const locale = useLanguage();
  const document = useEditor((state) => state.document);
  const activity = useEditor((state) => state.activity);
  return useMemo(() => {
    const kinds = new Map(document.nodes.map((node) => [node.id, node]));
    return document.edges.map(({ id, source, sourceHandle, target, targetHandle }) => {
      const from = kinds.get(source);
      const ways = from ? nodeDefinition(from.kind).handles(from.config).outputs : [];
      const label = ways.length > 1 ? (ways.find((handle) => handle.id === sourceHandle)?.label?.[locale] ?? "") : "";
      const count = activity[source]?.out[sourceHandle] ?? null;
      const animated = activity[source]?.isRunning === true || activity[target]?.isRunning === true;
      return { id, source, sourceHandle, target, targetHandle, type: "wire" as const, animated, data: { count, label } };
    });
  }, [document, activity, locale]);
}

/** Drag, drop, connect, remove: each one operation. */
function useGestures() {
  const store = useEditorStore();
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    const state = () => store.getState();
    return {
      onNodeDragStop: (_event: unknown, _node: CanvasNode, moved: CanvasNode[]) =>
        state().apply({ type: "layout.move", positions: Object.fromEntries(moved.map(({ id, position }) => [id, position])) }),
      onConnect: (connection: FlowConnection) => state().apply(connectOperation(connection)),
      isValidConnection: (connection: FlowConnection | CanvasEdge) =>
        canConnect(state().document, {
          source: connection.source,
          sourceHandle: connection.sourceHandle ?? null,
          target: connection.target,
          targetHandle: connection.targetHandle ?? null,
        }),
      onDelete: ({ nodes, edges }: { nodes: CanvasNode[]; edges: CanvasEdge[] }) => {
        const gone = new Set(nodes.map((node) => node.id));
        const loose = edges.filter((edge) => !gone.has(edge.source) && !gone.has(edge.target)).map((edge) => edge.id);
        state().apply(removeOperation(state().document, [...gone], loose));
      },
      onPaneClick: () => state().select([]),
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
      onDrop: (event: DragEvent) => {
        const kind = NodeKindSchema.safeParse(event.dataTransfer.getData(DRAG_TYPE));
        if (!kind.success) return;
        event.preventDefault();
        const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
        const node = newNode(kind.data);
        state().apply(addOperation(state().document, node, { x: at.x - CARD.width / 2, y: at.y - CARD.height / 2 }));
        state().select([node.id]);
      },
    };
  }, [store, screenToFlowPosition]);
}
