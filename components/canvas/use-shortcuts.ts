"use client";

import { useEffect } from "react";
import { useEditorStore } from "@/components/canvas/editor-context";

/** Keys of the whole editor; those typed into a field are the field's. */
export function useShortcuts(): void {
  const store = useEditorStore();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      const { undo, redo, document, select } = store.getState();
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (command && key === "z") run(event, event.shiftKey ? redo : undo);
      else if (command && key === "y") run(event, redo);
      else if (command && key === "a") run(event, () => select(document.nodes.map((node) => node.id)));
      else if (key === "escape") select([]);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [store]);
}

function run(event: KeyboardEvent, action: () => void): void {
  event.preventDefault();
  action();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
