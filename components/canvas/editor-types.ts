import type { CoverageRequest, CoverageView } from "@/components/canvas/coverage";
import type { SaveDraft } from "@/components/canvas/use-autosave";
import type { VersionActions } from "@/components/canvas/versions/types";
import type { MappingActions } from "@/components/mapping/visual/types";
import type { Action } from "@/components/ui/use-action";
import type { FlowDocument } from "@/engine/document/schema";
import type { Item } from "@/engine/nodes/contract";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What pickers of node forms offer: connections by reference, and what each connector has. */
export interface EditorChoices {
  readonly connections: readonly (Choice & { readonly connector: string })[];
  /** By connector id. */
  readonly streams: Readonly<Record<string, readonly Choice[]>>;
  readonly actions: Readonly<Record<string, readonly Choice[]>>;
  readonly tables: readonly Choice[];
  /** What `$settings` holds. */
  readonly settings: readonly Choice[];
}

export interface TrialItem {
  readonly key: string;
  readonly label: string;
  readonly data: JsonObject;
  readonly links: Item["links"];
}

export interface NodeTrialView {
  readonly nodeId: string;
  readonly inputs: readonly TrialItem[];
  readonly outputs: Readonly<Record<string, readonly TrialItem[]>>;
  readonly failed: readonly { readonly key: string; readonly error: ErrorInfo }[];
  readonly ignored: readonly { readonly key: string; readonly reason: { readonly code: string; readonly text?: string } }[];
  readonly review: readonly { readonly key: string }[];
}

export interface TrialView {
  readonly nodes: readonly NodeTrialView[];
}

export interface TrialRequest {
  readonly flowId: string;
  readonly document: FlowDocument;
  readonly nodeId?: string;
  /** The node alone, on samples that are its input. */
  readonly only?: boolean;
  readonly samples?: { key: string; label?: string; data: JsonObject; links?: Item["links"] }[];
  /** Which records are read when no samples are given. */
  readonly source?: "live" | "lastRun" | "failed";
  readonly limit: number;
}

/** What trying needs: it never writes to a system; pins are kept for tries alone. */
export interface TrialActions {
  readonly tryFlow: (request: TrialRequest) => ReturnType<Action<TrialRequest, TrialView>>;
  readonly pin: Action<{ flowId: string; nodeId: string; outputs: Readonly<Record<string, readonly TrialItem[]>> }>;
  readonly unpin: Action<{ flowId: string; nodeId: string }>;
}

export interface EditorActions {
  readonly save: SaveDraft;
  readonly publish: Action<{ flowId: string; note?: string }, { number: number; changed: boolean }>;
  readonly trial: TrialActions;
  readonly startRun: Action<{ flowId: string; mode: "live" | "dry" }, { id: string }>;
  readonly cancelRun: Action<{ runId: string }>;
  readonly mapping: MappingActions;
  readonly coverage: Action<CoverageRequest, CoverageView>;
  readonly versions: VersionActions;
}

export interface FlowHead {
  readonly id: string;
  /** The version that runs; null = never published. */
  readonly version: number | null;
  readonly modified: boolean;
  readonly runningRun: string | null;
  /** Version of its template it stands on, and the newest there is; null = no template made it. */
  readonly template: { readonly from: number; readonly to: number } | null;
}
