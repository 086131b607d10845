import { Graph, layout } from "@dagrejs/dagre";
import { CARD } from "@/components/canvas/canvas-model";
import type { FlowDocument } from "@/engine/document/schema";

type Place = { readonly x: number; readonly y: number };

/** Rows a flow may have before it goes on at the top again, beside: about as wide as it is high then. */
const FEWEST_ROWS = 6;
/** How much wider than high a screen is. */
const SHAPE = 1.6;

/**
 * Places from top to bottom in the order of the flow, a long one in several columns side by side. Notes stay where people
 * put them.
 */
export function arrange(document: FlowDocument): Record<string, Place> {
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: CARD.column - CARD.width, ranksep: CARD.row - CARD.height });
  graph.setDefaultEdgeLabel(() => ({}));
  const steps = document.nodes.filter((node) => node.kind !== "note");
  for (const node of steps) graph.setNode(node.id, { width: CARD.width, height: CARD.height });
  for (const edge of document.edges) graph.setEdge(edge.source, edge.target);
  layout(graph);
  return wrapped(
    steps.map(({ id }) => {
      const { x, y } = graph.node(id);
      return { id, x: x - CARD.width / 2, y: y - CARD.height / 2 };
    }),
  );
}

type Placed = Place & { readonly id: string };

function wrapped(places: readonly Placed[]): Record<string, Place> {
  const levels = [...new Set(places.map(({ y }) => Math.round(y / CARD.row)))].sort((one, other) => one - other);
  const bands = bandsOf(places, levels, rowsFor(places, levels));
  const made: Record<string, Place> = {};
  let left = 0;
  for (const band of bands) {
    const start = Math.min(...band.map(({ x }) => x));
    for (const { id, x, row } of band) made[id] = { x: snap(left + x - start), y: row * CARD.row };
    left += Math.max(...band.map(({ x }) => x)) - start + CARD.column;
  }
  return made;
}

/** The fewest rows with which the whole is at most as wide as a screen of its height. */
function rowsFor(places: readonly Placed[], levels: readonly number[]): number {
  for (let rows = FEWEST_ROWS; rows < levels.length; rows++) {
    const widths = bandsOf(places, levels, rows).map((band) => {
      const across = band.map(({ x }) => x);
      return Math.max(...across) - Math.min(...across) + CARD.column;
    });
    if (widths.reduce((sum, width) => sum + width, 0) <= rows * CARD.row * SHAPE) return rows;
  }
  return levels.length;
}

function bandsOf(places: readonly Placed[], levels: readonly number[], rows: number) {
  const bands: (Placed & { readonly row: number })[][] = [];
  for (const place of places) {
    const level = levels.indexOf(Math.round(place.y / CARD.row));
    const band = Math.floor(level / rows);
    bands[band] = [...(bands[band] ?? []), { ...place, row: level % rows }];
  }
  return bands.filter((band) => band !== undefined);
}

function snap(value: number): number {
  return Math.round(value / 8) * 8;
}
