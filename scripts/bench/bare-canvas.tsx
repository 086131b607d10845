// The yardstick of the canvas: the same number of React Flow's own default nodes, nothing else on the page.
import { Background, type Edge, type Node, ReactFlow } from "@xyflow/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

declare const PLACES: readonly { readonly x: number; readonly y: number }[];

const nodes: Node[] = PLACES.map((position, index) => ({ id: `n${index}`, position, data: { label: `Étape ${index}` } }));
const edges: Edge[] = nodes.slice(1).map(({ id }, index) => ({ id: `e${index}`, source: `n${index}`, target: id }));

function Bare() {
  const [start] = useState({ nodes, edges });
  return (
    <ReactFlow defaultNodes={start.nodes} defaultEdges={start.edges} minZoom={0.1} fitView>
      <Background />
    </ReactFlow>
  );
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Bare />);
