import { CARD } from "@/components/canvas/canvas-model";
import type { FlowDocument } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Below this, the words of cards cannot be made out: a flow opens at its beginning instead of as a whole. */
const LEGIBLE = 0.5;
/** Where a flow opens that does not fit. */
const START = { zoom: 0.8, top: 72 } as const;
const PADDING = 0.08;

/** The rectangle around all steps, in places of the drawing. */
export function boundsOf({ layout, nodes }: FlowDocument): { x: number; y: number } & Size {
  const places = nodes.flatMap(({ id }) => layout.positions[id] ?? []);
  if (places.length === 0) return { x: 0, y: 0, ...CARD };
  const [left, top] = [Math.min(...places.map(({ x }) => x)), Math.min(...places.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...places.map(({ x }) => x)), Math.max(...places.map(({ y }) => y))];
  return { x: left, y: top, width: right - left + CARD.width, height: bottom - top + CARD.height };
}

/** What is seen of a flow when it is opened: all of it where it can be read, else its beginning. */
export function openingView(document: FlowDocument, { width, height }: Size): Viewport {
  const bounds = boundsOf(document);
  const fit = Math.min((width * (1 - 2 * PADDING)) / bounds.width, (height * (1 - 2 * PADDING)) / bounds.height, 1);
  if (fit >= LEGIBLE) {
    const [x, y] = [bounds.x + bounds.width / 2, bounds.y + bounds.height / 2];
    return { x: width / 2 - x * fit, y: height / 2 - y * fit, zoom: fit };
  }
  const trigger = document.nodes.find(({ kind }) => nodeDefinition(kind).category === "trigger");
  const at = (trigger && document.layout.positions[trigger.id]) ?? {
    x: bounds.x + bounds.width / 2 - CARD.width / 2,
    y: bounds.y,
  };
  return { x: width / 2 - (at.x + CARD.width / 2) * START.zoom, y: START.top - at.y * START.zoom, zoom: START.zoom };
}
