"use client";

import { useEffect, useRef } from "react";
import { useEditorStore } from "@/components/canvas/editor-context";
import type { Action } from "@/components/ui/use-action";
import type { FlowDocument } from "@/engine/document/schema";

export type SaveDraft = Action<{ flowId: string; document: FlowDocument; revision: number }, { revision: number; savedAt: Date }>;

/** Pause after the last edit before the draft is sent. */
const QUIET_MS = 800;
const RETRY_MS = 5_000;

/**
 * Sends the draft once edits pause, one request at a time, and again after an edit made meanwhile. Typing never waits.
 * A draft somebody else saved is never overwritten: the state becomes `conflict` and saving stops.
 */
export function useAutosave(flowId: string, save: SaveDraft): { flush: () => Promise<boolean> } {
  const store = useEditorStore();
  const saving = useRef<Promise<boolean> | null>(null);
  const send = useRef(async (): Promise<boolean> => true);
  send.current = async () => {
    const { document, revision, setSave, saveState, mayEdit } = store.getState();
    if (saveState === "saved" || !mayEdit) return true;
    if (saveState === "conflict") return false;
    setSave({ state: "saving" });
    try {
      const result = await save({ flowId, document, revision });
      if (!result.ok) {
        setSave({ state: result.error.code === "flow.stale_draft" ? "conflict" : "offline" });
        return false;
      }
      const isLatest = store.getState().document === document;
      setSave({ state: isLatest ? "saved" : "dirty", revision: result.value.revision, at: result.value.savedAt });
      return isLatest;
    } catch {
      // No answer came: the edit is kept here and sent again.
      setSave({ state: "offline" });
      return false;
    }
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const schedule = (state: string) => {
      clearTimeout(timer);
      if (state === "dirty" || state === "offline") timer = setTimeout(run, state === "dirty" ? QUIET_MS : RETRY_MS);
    };
    const run = () => {
      if (saving.current) return;
      saving.current = send.current().finally(() => {
        saving.current = null;
        schedule(store.getState().saveState);
      });
    };
    const stop = store.subscribe((state, before) => {
      if (state.document !== before.document || state.saveState !== before.saveState) schedule(state.saveState);
    });
    const warn = (event: BeforeUnloadEvent) => {
      if (store.getState().saveState !== "saved" && store.getState().mayEdit) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      stop();
      clearTimeout(timer);
      window.removeEventListener("beforeunload", warn);
    };
  }, [store]);
  return {
    /** Sends what is not saved yet, now; false when it could not be. */
    flush: async () => {
      await saving.current;
      let isSaved = await send.current();
      if (!isSaved && store.getState().saveState === "dirty") isSaved = await send.current();
      return isSaved;
    },
  };
}
