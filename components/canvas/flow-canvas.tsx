"use client";

import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  type ReactFlowState,
  SelectionMode,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { CanvasEdge, CanvasNode } from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { FarProvider } from "@/components/canvas/far-context";
import { GroupFrame } from "@/components/canvas/group-frame";
import { NoteCard } from "@/components/canvas/note-card";
import { Overview } from "@/components/canvas/overview";
import { StepCard } from "@/components/canvas/step-card";
import { useCanvasEdges } from "@/components/canvas/use-canvas-edges";
import { useCanvasNodes } from "@/components/canvas/use-canvas-nodes";
import { useGestures } from "@/components/canvas/use-gestures";
import { useReveal } from "@/components/canvas/use-reveal";
import { useTouchLines } from "@/components/canvas/use-touch-lines";
import { openingView, type Size } from "@/components/canvas/view";
import { Wire } from "@/components/canvas/wire";

const NODE_TYPES: NodeTypes = { step: StepCard, note: NoteCard, group: GroupFrame };
const EDGE_TYPES: EdgeTypes = { wire: Wire };
const MANY_KEYS = ["Shift", "Meta", "Control"];
const GRID: [number, number] = [8, 8];
const NO_ATTRIBUTION = { hideAttribution: true };

/** Steps from which on only those in view are in the page; fewer are cheaper to keep than to bring back. */
const MANY = 100;

/** So small that details cannot be read, and need not be painted while something moves. */
function isFarAway({ transform }: ReactFlowState): boolean {
  return transform[2] < 0.4;
}

/** Room for the drawing, which begins when the room is known: what a server drew of it would be hidden until then. */
export function FlowCanvas() {
  const room = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    if (room.current) setSize(room.current.getBoundingClientRect());
  }, []);
  return (
    <div className="canvas-room" ref={room}>
      {size && <Drawing size={size} />}
    </div>
  );
}

/** The drawing itself. Every gesture becomes one operation on the document; the drawing is always derived from it. */
function Drawing({ size }: { size: Size }) {
  const t = useTranslations("editor");
  const mayEdit = useEditor((state) => state.mayEdit);
  const { screenToFlowPosition } = useReactFlow();
  const isFar = useStore(isFarAway);
  const store = useEditorStore();
  const [opening] = useState(() => openingView(store.getState().document, size));
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
      "node.a11yDescription.ariaLiveMessage": ({ x, y }: { x: number; y: number }) =>
        t("a11y.moved", { x: Math.round(x), y: Math.round(y) }),
    }),
    [t],
  );
  return (
    <FarProvider value={isFar}>
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
        defaultViewport={opening}
        onlyRenderVisibleElements={nodes.length > MANY}
        // A step that is dragged is not opened: its panel would push the drawing aside under the pointer.
        selectNodesOnDrag={false}
        proOptions={NO_ATTRIBUTION}
        aria-label={t("canvas")}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} />
        <Overview />
      </ReactFlow>
    </FarProvider>
  );
}
