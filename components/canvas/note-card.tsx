"use client";

import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { StepNode } from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { StepTools } from "@/components/canvas/step-tools";
import { cx } from "@/components/ui/class-names";
import { useLanguage } from "@/components/ui/use-language";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { getPath } from "@/lib/core/json-path";

/** A remark stuck on the canvas; a double click or F2 writes in it. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<StepNode>) {
  const t = useTranslations("editor");
  const locale = useLanguage();
  const store = useEditorStore();
  const isWriting = useEditor((state) => state.renaming === id);
  const text = getPath(data.node.config, "text");
  const words = typeof text === "string" ? text : "";
  const end = (next: string) => {
    store.getState().rename(null);
    if (next !== words) store.getState().apply({ type: "node.update", id, config: { ...data.node.config, text: next } });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; F2 does the same
    <div className={cx("sticky-note", selected && "selected")} onDoubleClick={() => store.getState().rename(id)}>
      {selected && <StepTools id={id} isNote />}
      {isWriting ? (
        <textarea
          className="nodrag nopan nowheel"
          aria-label={t("noteText")}
          defaultValue={words}
          rows={4}
          // biome-ignore lint/a11y/noAutofocus: the field opens because a person asked to write in it
          autoFocus
          onBlur={(event) => end(event.target.value)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
      ) : (
        <p>{words === "" ? nodeDefinition("note").description[locale] : words}</p>
      )}
    </div>
  );
});
