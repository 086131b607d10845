"use client";

import { CARD } from "@/components/canvas/canvas-model";
import { cx } from "@/components/ui/class-names";
import { useLanguage } from "@/components/ui/use-language";
import type { FlowDocument } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

export type Marks = Readonly<Record<string, "added" | "removed" | "changed">>;

const MARGIN = 40;

/** A flow to look at: cards and lines at their places, those that differ marked. It scales to its box. */
export function FlowPicture({ document, marks, label }: { document: FlowDocument; marks: Marks; label: string }) {
  const locale = useLanguage();
  const at = (id: string) => document.layout.positions[id] ?? { x: 0, y: 0 };
  const places = document.nodes.map(({ id }) => at(id));
  const left = Math.min(...places.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...places.map(({ y }) => y)) - MARGIN;
  const width = Math.max(...places.map(({ x }) => x)) + CARD.width + MARGIN - left;
  const height = Math.max(...places.map(({ y }) => y)) + CARD.height + MARGIN - top;
  return (
    <figure className="flow-picture">
      <figcaption>{label}</figcaption>
      <svg viewBox={`${left} ${top} ${width} ${height}`} role="img" aria-label={label} preserveAspectRatio="xMidYMin meet">
        {document.edges.map(({ id, source, target }) => {
          const [from, to] = [at(source), at(target)];
          const [x1, y1, x2, y2] = [from.x + CARD.width / 2, from.y + CARD.height, to.x + CARD.width / 2, to.y];
          const bend = Math.max(24, Math.abs(y2 - y1) / 2);
          return <path key={id} className="picture-wire" d={`M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`} />;
        })}
        {document.nodes.map((node) => {
          const { x, y } = at(node.id);
          const definition = nodeDefinition(node.kind);
          return (
            <g
              key={node.id}
              className={cx("picture-card", definition.category, marks[node.id])}
              transform={`translate(${x} ${y})`}
            >
              <rect width={CARD.width} height={CARD.height} rx="10" />
              <rect className="picture-edge" width="4" height={CARD.height} rx="2" />
              <text x="16" y="32">
                {shortened(node.label ?? definition.title[locale], 26)}
              </text>
              <text x="16" y="56" className="picture-summary">
                {shortened(definition.summary(node.config, locale), 32)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
