"use client";

import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { CanvasNode } from "@/components/canvas/canvas-model";
import { cx } from "@/components/ui/class-names";
import { useLanguage } from "@/components/ui/use-language";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { getPath } from "@/lib/core/json-path";

/** A remark stuck on the canvas. */
export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<CanvasNode>) {
  const locale = useLanguage();
  const text = getPath(data.node.config, "text");
  return (
    <div className={cx("sticky-note", selected && "selected")}>
      <p>{typeof text === "string" && text !== "" ? text : nodeDefinition("note").description[locale]}</p>
    </div>
  );
});
