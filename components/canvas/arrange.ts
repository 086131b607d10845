import { Graph, layout } from "@dagrejs/dagre";
import { CARD } from "@/components/canvas/canvas-model";
import type { FlowDocument } from "@/engine/document/schema";

/** Places from top to bottom in the order of the flow; notes stay where people put them. */
export function arrange(document: FlowDocument): Record<string, { x: number; y: number }> {
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: CARD.column - CARD.width, ranksep: CARD.row - CARD.height });
  graph.setDefaultEdgeLabel(() => ({}));
  const steps = document.nodes.filter((node) => node.kind !== "note");
  for (const node of steps) graph.setNode(node.id, { width: CARD.width, height: CARD.height });
  for (const edge of document.edges) graph.setEdge(edge.source, edge.target);
  layout(graph);
  return Object.fromEntries(
    steps.map((node) => {
      const { x, y } = graph.node(node.id);
      return [node.id, { x: Math.round((x - CARD.width / 2) / 8) * 8, y: Math.round((y - CARD.height / 2) / 8) * 8 }];
    }),
  );
}
