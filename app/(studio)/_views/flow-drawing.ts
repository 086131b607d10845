import type { FlowDrawing } from "@/components/gallery/types";
import { nodeDefinition } from "@/engine/nodes/definitions";
import type { Locale } from "@/lib/core/text";
import type { TemplateFlow } from "@/templates/contract";

const CARD = { width: 220, height: 92 };
const MARGIN = 16;

/** A template's flow, small: its cards where they stand, and its lines. */
export function toDrawing({ document, labels, title, area }: TemplateFlow, locale: Locale): FlowDrawing {
  const { positions } = document.layout;
  const nodes = document.nodes.filter(({ kind }) => kind !== "note");
  const at = (id: string) => positions[id] ?? { x: 0, y: 0 };
  const left = Math.min(...nodes.map(({ id }) => at(id).x)) - MARGIN;
  const top = Math.min(...nodes.map(({ id }) => at(id).y)) - MARGIN;
  const place = (id: string) => ({ x: at(id).x - left, y: at(id).y - top });
  return {
    title: title[locale],
    area,
    width: Math.max(...nodes.map(({ id }) => place(id).x)) + CARD.width + MARGIN,
    height: Math.max(...nodes.map(({ id }) => place(id).y)) + CARD.height + MARGIN,
    cards: nodes.map(({ id, kind, label }) => {
      const definition = nodeDefinition(kind);
      return { id, ...place(id), category: definition.category, name: labels[id]?.[locale] ?? label ?? definition.title[locale] };
    }),
    lines: document.edges.map(({ id, source, target }) => {
      const [from, to] = [place(source), place(target)];
      const [x1, y1, x2, y2] = [from.x + CARD.width / 2, from.y + CARD.height, to.x + CARD.width / 2, to.y];
      const bend = Math.max(24, Math.abs(y2 - y1) / 2);
      return { id, path: `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}` };
    }),
  };
}
