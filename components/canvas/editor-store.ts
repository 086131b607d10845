import { createStore } from "zustand/vanilla";
import { applyOperation, type FlowOperation } from "@/engine/document/operations";
import type { FlowDocument, FlowNode, Problem } from "@/engine/document/schema";
import { type ValidationEnv, validateFlow } from "@/engine/document/validate";

/** What the last or the running run says of a node; shown at the foot of its card. */
export interface NodeActivity {
  readonly in: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly out: Readonly<Record<string, number>>;
  readonly failed: number;
  readonly ms: number;
  readonly isRunning: boolean;
}

export type SaveState = "saved" | "dirty" | "saving" | "offline" | "conflict";

/** A step of history: what the document was before one gesture. */
const HISTORY = 200;
/** Typing goes on for as long as the pauses are shorter than this. */
const GESTURE_MS = 1_500;

export interface EditorState {
  readonly document: FlowDocument;
  readonly past: readonly FlowDocument[];
  readonly future: readonly FlowDocument[];
  readonly selection: readonly string[];
  readonly problems: readonly Problem[];
  readonly activity: Readonly<Record<string, NodeActivity>>;
  /** Revision of the draft on the server this document grew from. */
  readonly revision: number;
  readonly saveState: SaveState;
  readonly savedAt: Date | null;
  /** False for viewers: every edit is refused. */
  readonly mayEdit: boolean;
  /** `gesture` names what the edit is part of: edits of one gesture that follow each other at once are one undo. */
  apply(operation: FlowOperation, gesture?: string): void;
  undo(): void;
  redo(): void;
  select(ids: readonly string[]): void;
  setActivity(activity: Readonly<Record<string, NodeActivity>>): void;
  setSave(save: { readonly state: SaveState; readonly revision?: number; readonly at?: Date }): void;
}

export interface EditorStart {
  readonly document: FlowDocument;
  readonly revision: number;
  readonly env: ValidationEnv;
  readonly mayEdit: boolean;
  readonly activity?: Readonly<Record<string, NodeActivity>>;
}

/** The editor's state: the document and its history. What the canvas shows is derived; selection is never saved. */
export function createEditorStore({ document, revision, env, mayEdit, activity }: EditorStart) {
  return createStore<EditorState>()((set, get) => {
    const last = { gesture: "", at: 0 };
    const continues = (gesture: string | undefined): boolean => {
      const now = Date.now();
      const isSame = gesture !== undefined && gesture === last.gesture && now - last.at < GESTURE_MS;
      Object.assign(last, { gesture: gesture ?? "", at: now });
      return isSame;
    };
    const change = (next: FlowDocument, history: Pick<EditorState, "past" | "future">) => {
      const before = get();
      const isLayoutOnly = next.nodes === before.document.nodes && next.edges === before.document.edges;
      const known = new Set(next.nodes.map((node) => node.id));
      set({
        document: next,
        ...history,
        problems: isLayoutOnly ? before.problems : validateFlow(next, env),
        selection: before.selection.filter((id) => known.has(id)),
        saveState: before.saveState === "conflict" ? "conflict" : "dirty",
      });
    };
    return {
      document,
      past: [],
      future: [],
      selection: [],
      problems: validateFlow(document, env),
      activity: activity ?? {},
      revision,
      saveState: "saved",
      savedAt: null,
      mayEdit,
      apply: (operation, gesture) => {
        const { document: before, past } = get();
        const next = applyOperation(before, operation);
        if (!mayEdit || next === before) return;
        // Moving the view is no edit that anyone would undo.
        if (operation.type === "layout.view") set({ document: next });
        else change(next, { past: continues(gesture) ? past : [...past, before].slice(-HISTORY), future: [] });
      },
      undo: () => {
        continues(undefined);
        const { past, future, document: now } = get();
        const previous = past.at(-1);
        if (previous) change(previous, { past: past.slice(0, -1), future: [now, ...future] });
      },
      redo: () => {
        const { past, future, document: now } = get();
        const [next, ...rest] = future;
        if (next) change(next, { past: [...past, now], future: rest });
      },
      select: (ids) => {
        const { selection } = get();
        if (ids.length !== selection.length || ids.some((id, index) => id !== selection[index])) set({ selection: ids });
      },
      setActivity: (next) => set({ activity: next }),
      setSave: ({ state, revision: saved, at }) =>
        set({
          saveState: state,
          ...(saved === undefined ? {} : { revision: saved }),
          ...(at === undefined ? {} : { savedAt: at }),
        }),
    };
  });
}

export type EditorStore = ReturnType<typeof createEditorStore>;

export function selectedNode(state: EditorState): FlowNode | undefined {
  const [only, ...others] = state.selection;
  return others.length === 0 ? state.document.nodes.find((node) => node.id === only) : undefined;
}
