import type { FlowDrawing as Drawing } from "@/components/gallery/types";
import { cx } from "@/components/ui/class-names";

const CARD = { width: 220, height: 92 };
const LONGEST = 19;

/** A flow to look at: it scales to its box. */
export function FlowDrawing({ drawing }: { drawing: Drawing }) {
  const { width, height, cards, lines, title } = drawing;
  return (
    <svg className="flow-drawing" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {lines.map(({ id, path }) => (
        <path key={id} className="picture-wire" d={path} />
      ))}
      {cards.map(({ id, x, y, category, name }) => (
        <g key={id} className={cx("picture-card", category)} transform={`translate(${x} ${y})`}>
          <rect width={CARD.width} height={CARD.height} rx="10" />
          <rect className="picture-edge" width="6" height={CARD.height} rx="2" />
          <text x="18" y="52">
            {name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name}
          </text>
        </g>
      ))}
    </svg>
  );
}
