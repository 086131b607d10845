"use client";

import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  type ReactFlowState,
  SelectionMode,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { CanvasEdge, CanvasNode } from "@/components/canvas/canvas-model";
import { useEditor } from "@/components/canvas/editor-context";
import { GroupFrame } from "@/components/canvas/group-frame";
import { NoteCard } from "@/components/canvas/note-card";
import { StepCard } from "@/components/canvas/step-card";
import { useCanvasEdges } from "@/components/canvas/use-canvas-edges";
import { useCanvasNodes } from "@/components/canvas/use-canvas-nodes";
import { useGestures } from "@/components/canvas/use-gestures";
import { useReveal } from "@/components/canvas/use-reveal";
import { useTouchLines } from "@/components/canvas/use-touch-lines";
import { Wire } from "@/components/canvas/wire";
import { nodeDefinition } from "@/engine/nodes/definitions";

const NODE_TYPES: NodeTypes = { step: StepCard, note: NoteCard, group: GroupFrame };
const EDGE_TYPES: EdgeTypes = { wire: Wire };
const MANY_KEYS = ["Shift", "Meta", "Control"];
const FIT = { padding: 0.15, maxZoom: 1 };
const GRID: [number, number] = [8, 8];
const NO_ATTRIBUTION = { hideAttribution: true };

/** So small that details cannot be read, and need not be painted while something moves. */
function isFarAway({ transform }: ReactFlowState): boolean {
  return transform[2] < 0.4;
}

/** The drawing itself. Every gesture becomes one operation on the document; the drawing is always derived from it. */
export function FlowCanvas() {
  const t = useTranslations("editor");
  const mayEdit = useEditor((state) => state.mayEdit);
  const { screenToFlowPosition } = useReactFlow();
  const isFar = useStore(isFarAway);
  const gestures = useGestures(screenToFlowPosition);
  const [nodes, onNodesChange] = useCanvasNodes();
  const [edges, onEdgesChange] = useCanvasEdges();
  useReveal();
  useTouchLines();
  const words = useMemo(
    () => ({
      "node.a11yDescription.default": t("a11y.node"),
      "node.a11yDescription.keyboardDisabled": t("a11y.nodeOnly"),
      "edge.a11yDescription.default": t("a11y.edge"),
    }),
    [t],
  );
  return (
    <ReactFlow<CanvasNode, CanvasEdge>
      className={isFar ? "flow-canvas far" : "flow-canvas"}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      {...gestures}
      ariaLabelConfig={words}
      nodesDraggable={mayEdit}
      nodesConnectable={mayEdit}
      connectionRadius={28}
      // Our own keys remove: React Flow's would also act behind an open dialog.
      deleteKeyCode={null}
      multiSelectionKeyCode={MANY_KEYS}
      selectionMode={SelectionMode.Partial}
      zoomOnDoubleClick={false}
      snapToGrid
      snapGrid={GRID}
      minZoom={0.1}
      maxZoom={2}
      fitView
      fitViewOptions={FIT}
      proOptions={NO_ATTRIBUTION}
      aria-label={t("canvas")}
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} />
      <MiniMap pannable zoomable className="minimap" ariaLabel={t("minimap")} nodeClassName={minimapClass} nodeBorderRadius={2} />
    </ReactFlow>
  );
}

function minimapClass(node: CanvasNode): string {
  return node.type === "group" ? "group" : nodeDefinition(node.data.node.kind).category;
}
