"use client";

import { Handle, type NodeProps, Position } from "@xyflow/react";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { GroupNode } from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { InlineName } from "@/components/canvas/inline-name";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";

/** A frame around steps; folded, a card that stands for them. */
export const GroupFrame = memo(function GroupFrame({ id, data, selected }: NodeProps<GroupNode>) {
  const t = useTranslations("editor.group");
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  const { group } = data;
  const set = (change: Partial<typeof group>) => store.getState().apply({ type: "group.set", group: { ...group, ...change } });
  const Chevron = group.isFolded ? ChevronRight : ChevronDown;
  return (
    <div className={cx("group-frame", group.isFolded && "folded", selected && "selected")}>
      {group.isFolded && <Handle id="in" type="target" position={Position.Top} isConnectable={false} />}
      <header>
        <Button
          square
          size="sm"
          variant="quiet"
          className="nodrag"
          aria-expanded={!group.isFolded}
          aria-label={group.isFolded ? t("unfold", { title: group.title }) : t("fold", { title: group.title })}
          disabled={!mayEdit}
          icon={<Chevron className="icon" />}
          onClick={() => set({ isFolded: !group.isFolded })}
        />
        <InlineName id={id} name={group.title} label={t("title")} onRename={(title) => set({ title: title || t("untitled") })} />
        <span className="muted push">{t("steps", { count: group.nodeIds.length })}</span>
      </header>
      {group.isFolded && <Handle id="out" type="source" position={Position.Bottom} isConnectable={false} />}
    </div>
  );
});
