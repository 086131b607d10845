"use client";

import { NodeToolbar, Position } from "@xyflow/react";
import { CircleSlash, Copy, Play, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { useEditor } from "@/components/canvas/editor-context";
import { useTools } from "@/components/canvas/tools-context";
import { Button } from "@/components/ui/button";

/** Above the one selected step: try it, copy it, switch it off, take it away. */
export function StepTools({ id, isNote = false }: { id: string; isNote?: boolean }) {
  const t = useTranslations("editor");
  const isOnly = useEditor((state) => state.selection.length === 1 && state.selection[0] === id && state.renaming === null);
  const mayEdit = useEditor((state) => state.mayEdit);
  const { edits, tryNode, isTrying } = useTools();
  if (!isOnly || !mayEdit) return null;
  return (
    <NodeToolbar isVisible position={Position.Top} align="start" offset={8} className="step-tools">
      {!isNote && (
        <Button
          square
          size="sm"
          variant="quiet"
          busy={isTrying}
          aria-label={t("try.thisStep")}
          title={t("try.thisStep")}
          icon={<Play className="icon" />}
          onClick={() => tryNode(id)}
        />
      )}
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("inspector.duplicate")}
        title={t("inspector.duplicate")}
        icon={<Copy className="icon" />}
        onClick={edits.duplicate}
      />
      {!isNote && (
        <Button
          square
          size="sm"
          variant="quiet"
          aria-label={t("selection.toggle")}
          title={t("selection.toggle")}
          icon={<CircleSlash className="icon" />}
          onClick={edits.toggle}
        />
      )}
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("inspector.remove")}
        title={t("inspector.remove")}
        icon={<Trash2 className="icon" />}
        onClick={edits.remove}
      />
    </NodeToolbar>
  );
}
