"use client";

import {
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  CircleSlash,
  Copy,
  Group,
  Trash2,
  Ungroup,
} from "lucide-react";
import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import type { Edits } from "@/components/canvas/use-edits";
import { Button } from "@/components/ui/button";

/** What can be done with several selected steps. */
export function SelectionBar({ edits }: { edits: Edits }) {
  const t = useTranslations("editor.selection");
  const store = useEditorStore();
  const count = useEditor((state) => state.selection.length);
  const mayEdit = useEditor((state) => state.mayEdit);
  const group = useEditor((state) => state.document.layout.groups?.find((each) => state.selection.includes(each.id)));
  if (!mayEdit || (count < 2 && !group)) return null;
  const tools = [
    { word: t("alignLeft"), Icon: AlignStartVertical, run: () => edits.align("left") },
    { word: t("alignTop"), Icon: AlignStartHorizontal, run: () => edits.align("top") },
    { word: t("spread"), Icon: AlignVerticalSpaceAround, run: () => edits.align("rows") },
    { word: t("group"), Icon: Group, run: () => edits.group(t("groupTitle")) },
    { word: t("toggle"), Icon: CircleSlash, run: () => edits.toggle() },
    { word: t("duplicate"), Icon: Copy, run: () => edits.duplicate() },
    { word: t("remove"), Icon: Trash2, run: () => edits.remove() },
  ];
  return (
    <div className="selection-bar" role="toolbar" aria-label={t("title")}>
      <span className="num">{t("count", { count })}</span>
      {group && count === 1 ? (
        <Button
          size="sm"
          variant="quiet"
          icon={<Ungroup className="icon" />}
          onClick={() => store.getState().apply({ type: "group.remove", id: group.id })}
        >
          {t("ungroup")}
        </Button>
      ) : (
        tools.map(({ word, Icon, run }) => (
          <Button
            key={word}
            square
            size="sm"
            variant="quiet"
            aria-label={word}
            title={word}
            icon={<Icon className="icon" />}
            onClick={run}
          />
        ))
      )}
    </div>
  );
}
