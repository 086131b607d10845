"use client";

import { Position } from "@xyflow/react";
import { CARD } from "@/components/canvas/canvas-model";
import { useSummary } from "@/components/canvas/node-summary";
import { wirePath } from "@/components/canvas/wire-path";
import { cx } from "@/components/ui/class-names";
import { useLanguage } from "@/components/ui/use-language";
import type { FlowDocument, FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

export type Marks = Readonly<Record<string, "added" | "removed" | "changed">>;

type Place = { readonly x: number; readonly y: number };

const MARGIN = 40;

/** A flow to look at: cards and lines at their places, those that differ marked. It scales to its box. */
export function FlowPicture({ document, marks, label }: { document: FlowDocument; marks: Marks; label: string }) {
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
        {document.edges.map(({ id, source, target }) => (
          <path key={id} className="picture-wire" d={lineBetween(at(source), at(target))} />
        ))}
        {document.nodes.map((node) => {
          const { x, y } = at(node.id);
          return (
            <g key={node.id} transform={`translate(${x} ${y})`}>
              <Card node={node} mark={marks[node.id]} />
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** Inside the group that places it: the name of its category is a class that would move it. */
function Card({ node, mark }: { node: FlowNode; mark: Marks[string] | undefined }) {
  const locale = useLanguage();
  const summary = useSummary(node);
  const definition = nodeDefinition(node.kind);
  return (
    <g className={cx("picture-card", definition.category, mark)}>
      <rect width={CARD.width} height={CARD.height} rx="10" />
      <rect className="picture-edge" width="4" height={CARD.height} rx="2" />
      <text x="16" y="32">
        {shortened(node.label ?? definition.title[locale], 26)}
      </text>
      <text x="16" y="56" className="picture-summary">
        {shortened(summary, 32)}
      </text>
    </g>
  );
}

function lineBetween(from: Place, to: Place): string {
  const [path] = wirePath({
    ...{ sourceX: from.x + CARD.width / 2, sourceY: from.y + CARD.height, sourcePosition: Position.Bottom },
    ...{ targetX: to.x + CARD.width / 2, targetY: to.y, targetPosition: Position.Top },
  });
  return path;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
