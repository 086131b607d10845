"use client";

import { useReactFlow, useViewport } from "@xyflow/react";
import { Keyboard, Maximize, Minus, Plus, Search, Workflow } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { arrange } from "@/components/canvas/arrange";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { Button } from "@/components/ui/button";

/** Zoom, fit, and arrange. */
export function CanvasControls() {
  const t = useTranslations("editor.controls");
  const format = useFormatter();
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const { zoom } = useViewport();
  const onArrange = () => {
    const { document, apply } = store.getState();
    apply({ type: "layout.move", positions: arrange(document) });
    requestAnimationFrame(() => void fitView({ padding: 0.15, maxZoom: 1, duration: 200 }));
  };
  return (
    <fieldset className="zoom" aria-label={t("title")}>
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("out")}
        icon={<Minus className="icon" />}
        onClick={() => void zoomOut({ duration: 120 })}
      />
      <span className="num">{format.number(zoom, { style: "percent", maximumFractionDigits: 0 })}</span>
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("in")}
        icon={<Plus className="icon" />}
        onClick={() => void zoomIn({ duration: 120 })}
      />
      <span className="divider" />
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("fit")}
        icon={<Maximize className="icon" />}
        onClick={() => void fitView({ padding: 0.15, maxZoom: 1, duration: 200 })}
      />
      {mayEdit && (
        <Button
          square
          size="sm"
          variant="quiet"
          aria-label={t("arrange")}
          icon={<Workflow className="icon" />}
          onClick={onArrange}
        />
      )}
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("find")}
        title={t("find")}
        icon={<Search className="icon" />}
        onClick={() => store.getState().ask({ kind: "find" })}
      />
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("keys")}
        title={t("keys")}
        icon={<Keyboard className="icon" />}
        onClick={() => store.getState().ask({ kind: "keys" })}
      />
    </fieldset>
  );
}
