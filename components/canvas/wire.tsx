"use client";

import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { Plus, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { CanvasEdge } from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { useFar } from "@/components/canvas/far-context";
import { wirePath } from "@/components/canvas/wire-path";

/** An edge with the name of its way out and the number of records that took it in the last run. */
export const Wire = memo(function Wire(props: EdgeProps<CanvasEdge>) {
  const t = useTranslations("editor");
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  const problems = useEditor((state) => state.problemCounts.get(props.id) ?? 0);
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, selected, animated } = props;
  const format = useFormatter();
  const isFar = useFar();
  const [path, labelX, labelY] = wirePath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const count = data?.count === null || data?.count === undefined ? "" : format.number(data.count);
  const words = [data?.label ?? "", count].filter(Boolean).join(" · ");
  const isVertical = Math.abs(sourceX - targetX) < 8;
  return (
    <>
      <BaseEdge path={path} className={selected ? "wire active" : animated ? "wire flowing" : "wire"} interactionWidth={18} />
      {!isFar && (mayEdit || problems > 0) && (
        <EdgeLabelRenderer>
          <span
            className="edge-tools"
            data-id={props.id}
            data-selected={selected}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {problems > 0 && (
              <span className="edge-problem" title={t("problems.count", { count: problems })}>
                <TriangleAlert className="icon" aria-hidden="true" />
                <span className="visually-hidden">{t("problems.count", { count: problems })}</span>
              </span>
            )}
            {mayEdit && (
              <button
                type="button"
                className="edge-add nodrag nopan"
                aria-label={t("insert")}
                title={t("insert")}
                onClick={(event) =>
                  store.getState().ask({ kind: "add", edgeId: props.id, screen: { x: event.clientX, y: event.clientY } })
                }
              >
                <Plus className="icon" />
              </button>
            )}
          </span>
        </EdgeLabelRenderer>
      )}
      {!isFar && words !== "" && (
        <EdgeLabelRenderer>
          <span
            className={isVertical ? "edge-label beside" : "edge-label"}
            style={{ transform: `translate(${isVertical ? "10px, -50%" : "-50%, -50%"}) translate(${labelX}px, ${labelY}px)` }}
          >
            {words}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
