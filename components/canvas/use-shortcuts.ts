"use client";

import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useEditorStore } from "@/components/canvas/editor-context";
import type { EditorState, EditorStore } from "@/components/canvas/editor-store";
import type { Edits } from "@/components/canvas/use-edits";

type Act = (state: EditorState, tools: Tools) => void;
type Tools = { readonly edits: Edits; readonly showAll: () => void; readonly groupTitle: string };

/** Keys by what is pressed; `mod` is Ctrl, or Command on a Mac. */
const KEYS: Readonly<Record<string, Act>> = {
  "mod+z": (state) => state.undo(),
  "mod+shift+z": (state) => state.redo(),
  "mod+y": (state) => state.redo(),
  "mod+a": (state) => state.select(state.document.nodes.map((node) => node.id)),
  "mod+d": (state, { edits }) => state.mayEdit && edits.duplicate(),
  "mod+k": (state) => state.mayEdit && state.ask({ kind: "add" }),
  "mod+f": (state) => state.ask({ kind: "find" }),
  "mod+g": (state, { edits, groupTitle }) => state.mayEdit && state.selection.length > 0 && edits.group(groupTitle),
  "/": (state) => state.mayEdit && state.ask({ kind: "add" }),
  "?": (state) => state.ask({ kind: "keys" }),
  c: (state) => state.mayEdit && state.selection[0] !== undefined && state.ask({ kind: "connect", nodeId: state.selection[0] }),
  d: (state, { edits }) => state.mayEdit && edits.toggle(),
  delete: (state, { edits }) => state.mayEdit && edits.remove(),
  backspace: (state, { edits }) => state.mayEdit && edits.remove(),
  f2: (state) => state.rename(state.selection[0] ?? null),
  "1": (_state, { showAll }) => showAll(),
  escape: (state) => state.select([]),
};

/** Keys of the whole editor; those typed into a field are the field's. */
export function useShortcuts(edits: Edits): void {
  const store = useEditorStore();
  const { fitView } = useReactFlow();
  const t = useTranslations("editor.group");
  const groupTitle = t("untitled");
  useEffect(() => {
    const showAll = () => void fitView({ padding: 0.15, maxZoom: 1, duration: 200 });
    const onKey = (event: KeyboardEvent) => act(event, store, { edits, showAll, groupTitle });
    // Before the page's own search takes Ctrl-K.
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [store, edits, fitView, groupTitle]);
}

function act(event: KeyboardEvent, store: EditorStore, tools: Tools): void {
  // A dialog above the drawing has keys of its own.
  if (isTyping(event.target) || document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return;
  const key = event.key.toLowerCase();
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const shift = event.shiftKey && mod !== "" ? "shift+" : "";
  const action = event.altKey ? undefined : KEYS[`${mod}${shift}${key}`];
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action(store.getState(), tools);
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
