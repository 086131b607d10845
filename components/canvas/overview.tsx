"use client";

import { Panel, type ReactFlowState, useReactFlow, useStore } from "@xyflow/react";
import { memo, type PointerEvent, useMemo } from "react";
import { useTranslations } from "use-intl";
import { CARD } from "@/components/canvas/canvas-model";
import { useEditor } from "@/components/canvas/editor-context";
import { boundsOf } from "@/components/canvas/view";
import { nodeDefinition } from "@/engine/nodes/definitions";

const MARGIN = 60;

/** The whole flow in a corner, with what is seen of it; drawn anew when something was dropped, not while it moves. */
export function Overview() {
  const t = useTranslations("editor");
  const document = useEditor((state) => state.document);
  const { setCenter, getZoom, zoomTo } = useReactFlow();
  const { nodes, layout } = document;
  // biome-ignore lint/correctness/useExhaustiveDependencies: names and settings of the flow are not drawn
  const { box, shapes } = useMemo(() => {
    const { x, y, width, height } = boundsOf(document);
    const byCategory = new Map<string, string>();
    for (const { id, kind } of nodes) {
      const at = layout.positions[id];
      const { category } = nodeDefinition(kind);
      if (at)
        byCategory.set(
          category,
          `${byCategory.get(category) ?? ""}M${at.x} ${at.y}h${CARD.width}v${CARD.height}h-${CARD.width}z`,
        );
    }
    return { box: [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN], shapes: [...byCategory] };
  }, [nodes, layout]);
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (event.type === "pointermove" && event.buttons !== 1) return;
    const matrix = event.currentTarget.getScreenCTM();
    if (!matrix) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    void setCenter(x, y, { zoom: getZoom() });
  };
  return (
    <Panel position="bottom-left" className="minimap">
      <svg
        viewBox={box.join(" ")}
        role="img"
        aria-label={t("minimap")}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          move(event);
        }}
        onPointerMove={move}
        onWheel={(event) => void zoomTo(getZoom() * (event.deltaY < 0 ? 1.2 : 1 / 1.2))}
      >
        <Shapes shapes={shapes} />
        <Seen />
      </svg>
    </Panel>
  );
}

const Shapes = memo(function Shapes({ shapes }: { shapes: readonly (readonly [category: string, path: string])[] }) {
  return shapes.map(([category, path]) => <path key={category} className={`overview-steps ${category}`} d={path} />);
});

function seen({ transform: [x, y, zoom], width, height }: ReactFlowState): string {
  return [-x / zoom, -y / zoom, width / zoom, height / zoom].map(Math.round).join(" ");
}

function Seen() {
  const [x, y, width, height] = useStore(seen).split(" ");
  return <rect className="overview-seen" x={x} y={y} width={width} height={height} />;
}
