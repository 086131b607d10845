import { createStore } from "zustand/vanilla";
import type { CoverageView } from "@/components/canvas/coverage";
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

/** A question over the drawing: what to add and where, which step to go to or to connect to, which keys there are. */
export type EditorQuestion =
  | {
      readonly kind: "add";
      /** Pixels of the window; absent = the middle. */
      readonly screen?: { readonly x: number; readonly y: number };
      readonly at?: { readonly x: number; readonly y: number };
      /** The end of a line drawn into the empty. */
      readonly from?: { readonly nodeId: string; readonly handle: string; readonly side: "source" | "target" };
      /** The line the step is put into. */
      readonly edgeId?: string;
    }
  | { readonly kind: "find" }
  | { readonly kind: "connect"; readonly nodeId: string }
  | { readonly kind: "keys" };

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
  /** Number of problems by id of the node or edge they are pinned to. */
  readonly problemCounts: ReadonlyMap<string, number>;
  readonly activity: Readonly<Record<string, NodeActivity>>;
  /** Nodes whose output is pinned for tries. */
  readonly pins: ReadonlySet<string>;
  /** What was counted last on live records. */
  readonly coverage: CoverageView | null;
  /** Revision of the draft on the server this document grew from. */
  readonly revision: number;
  readonly saveState: SaveState;
  readonly savedAt: Date | null;
  /** False for viewers: every edit is refused. */
  readonly mayEdit: boolean;
  readonly question: EditorQuestion | null;
  /** Id of the node or group whose name is being written on the drawing. */
  readonly renaming: string | null;
  ask(question: EditorQuestion | null): void;
  rename(id: string | null): void;
  /** `gesture` names what the edit is part of: edits of one gesture that follow each other at once are one undo. */
  apply(operation: FlowOperation, gesture?: string): void;
  undo(): void;
  redo(): void;
  select(ids: readonly string[]): void;
  setPins(pins: readonly string[]): void;
  setActivity(activity: Readonly<Record<string, NodeActivity>>): void;
  setSave(save: { readonly state: SaveState; readonly revision?: number; readonly at?: Date }): void;
}

export interface EditorStart {
  readonly document: FlowDocument;
  readonly revision: number;
  readonly env: ValidationEnv;
  readonly mayEdit: boolean;
  readonly activity?: Readonly<Record<string, NodeActivity>>;
  readonly pins?: readonly string[];
}

/** The editor's state: the document and its history. What the canvas shows is derived; selection is never saved. */
export function createEditorStore({ document, revision, env, mayEdit, activity, pins }: EditorStart) {
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
      const known = new Set([...next.nodes, ...next.edges, ...(next.layout.groups ?? [])].map(({ id }) => id));
      set({
        document: next,
        ...history,
        ...(isLayoutOnly ? {} : examine(next, env)),
        selection: isLayoutOnly ? before.selection : before.selection.filter((id) => known.has(id)),
        saveState: before.saveState === "conflict" ? "conflict" : "dirty",
      });
    };
    return {
      document,
      past: [],
      future: [],
      selection: [],
      ...examine(document, env),
      activity: activity ?? {},
      pins: new Set(pins),
      coverage: null,
      revision,
      saveState: "saved",
      savedAt: null,
      mayEdit,
      question: null,
      renaming: null,
      ask: (question) => set({ question }),
      rename: (id) => set({ renaming: mayEdit ? id : null }),
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
      setPins: (next) => set({ pins: new Set(next) }),
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

function examine(document: FlowDocument, env: ValidationEnv): Pick<EditorState, "problems" | "problemCounts"> {
  const problems = validateFlow(document, env);
  const counts = new Map<string, number>();
  for (const { nodeId, edgeId } of problems) {
    const id = edgeId ?? nodeId;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return { problems, problemCounts: counts };
}

export type EditorStore = ReturnType<typeof createEditorStore>;

export function selectedNode(state: EditorState): FlowNode | undefined {
  const [only, ...others] = state.selection;
  return others.length === 0 ? state.document.nodes.find((node) => node.id === only) : undefined;
}
