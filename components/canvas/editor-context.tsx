"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { useStore } from "zustand";
import { createEditorStore, type EditorStart, type EditorState, type EditorStore } from "@/components/canvas/editor-store";

const EditorContext = createContext<EditorStore | null>(null);

export function EditorProvider({ start, children }: { start: EditorStart; children: ReactNode }) {
  const [store] = useState(() => createEditorStore(start));
  return <EditorContext value={store}>{children}</EditorContext>;
}

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext);
  if (!store) throw new Error("The editor's parts live inside EditorProvider");
  return store;
}

export function useEditor<T>(pick: (state: EditorState) => T): T {
  return useStore(useEditorStore(), pick);
}
