"use client";

import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";

type Props = { id: string; name: string; label: string; onRename: (name: string) => void };

/** A name changed where it stands: a double click or F2, then Enter; Escape keeps the former one. */
export function InlineName({ id, name, label, onRename }: Props) {
  const t = useTranslations("editor");
  const store = useEditorStore();
  const isRenaming = useEditor((state) => state.renaming === id);
  const mayEdit = useEditor((state) => state.mayEdit);
  if (!isRenaming) {
    return (
      <h3
        className="truncate"
        title={mayEdit ? t("renameHint") : undefined}
        onDoubleClick={() => mayEdit && store.getState().rename(id)}
      >
        {name}
      </h3>
    );
  }
  const end = (next?: string) => {
    store.getState().rename(null);
    if (next !== undefined && next.trim() !== name) onRename(next.trim());
  };
  return (
    <input
      className="inline-name nodrag nopan"
      aria-label={label}
      defaultValue={name}
      maxLength={120}
      // biome-ignore lint/a11y/noAutofocus: the field opens because a person asked to write in it
      autoFocus
      onFocus={(event) => event.target.select()}
      onBlur={(event) => end(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(event.currentTarget.value);
        if (event.key === "Escape") end();
      }}
    />
  );
}
