import type { Snapshot } from "@/components/runs/shapes";

// What replies are checked with is loaded by who asks for them, after the first script of the page.
export type {
  LogLineView,
  NodeFigures,
  PlannedView,
  RecordDetail,
  RecordView,
  Snapshot,
  TargetView,
} from "@/components/runs/shapes";

/** A step of the flow, in the order records pass through it. */
export type StepView = {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  readonly category: "trigger" | "source" | "transform" | "control" | "destination";
  readonly isReading: boolean;
};

export type RunView = {
  readonly id: string;
  readonly title: string;
  readonly flowId: string;
  readonly integration: { readonly id: string; readonly name: string } | null;
  readonly version: number | null;
  /** The one that is published now, where it is another. */
  readonly newerVersion: number | null;
  readonly isDry: boolean;
  readonly trigger: "manual" | "schedule" | "webhook" | "api" | "retry";
  /** ISO; when it was asked for. */
  readonly createdAt: string;
  /** ISO; where it reads from instead of the end of the last run. */
  readonly since: string | null;
  /** ISO; records changed from then on were left out. */
  readonly until: string | null;
  readonly retryOf: string | null;
  readonly steps: readonly StepView[];
  /** Mapping tables of the integration by key, for the errors that name one. */
  readonly tables: Readonly<Record<string, string>>;
  readonly snapshot: Snapshot;
  /** Its records can be read from their source again (UI-50). */
  readonly hasSource: boolean;
  readonly mayRun: boolean;
  readonly mayCancel: boolean;
};
