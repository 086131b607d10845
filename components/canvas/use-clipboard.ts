"use client";

import { useEffect } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useEditorStore } from "@/components/canvas/editor-context";
import type { Edits } from "@/components/canvas/use-edits";
import { isTyping } from "@/components/canvas/use-shortcuts";

/** Copy, cut and paste of steps as text: into another flow, another window, or a message to a colleague. */
export function useClipboard(edits: Edits): void {
  const t = useTranslations("editor.clipboard");
  const store = useEditorStore();
  useEffect(() => {
    const isOurs = (event: ClipboardEvent) => !isTyping(event.target) && !hasSelectedText();
    const onCopy = (event: ClipboardEvent) => {
      const copied = isOurs(event) ? edits.copy() : undefined;
      if (copied === undefined || !event.clipboardData) return;
      event.clipboardData.setData("text/plain", copied.text);
      event.preventDefault();
      toast.success(t("copied", { count: copied.count }));
      if (event.type === "cut" && store.getState().mayEdit) edits.cut();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs(event) || !store.getState().mayEdit) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (edits.paste(text)) event.preventDefault();
      else if (text.trim().startsWith("{")) toast.error(t("notOurs"));
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [edits, store, t]);
}

/** Text that a person marked, to copy it: not what a drag with Shift over the drawing left behind. */
function hasSelectedText(): boolean {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed) return false;
  const place = selection.anchorNode instanceof Element ? selection.anchorNode : selection.anchorNode?.parentElement;
  return place?.closest(".inspector, [role=dialog]") !== null && place !== undefined;
}
