import type { Snapshot } from "@/components/simulation/shapes";

export type {
  Change,
  Comparison,
  Cost,
  ProvenDocument,
  RecordDetail,
  SimulatedRecord,
  Snapshot,
  Write,
} from "@/components/simulation/shapes";

/** What was asked for. */
export type SimulationRequest = {
  readonly kind: "difference" | "replay";
  readonly version: "draft" | "published";
  readonly keys?: string[] | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly limit: number;
  readonly days: number;
};

export type SimulationView = {
  readonly id: string;
  readonly flow: { readonly id: string; readonly title: string };
  readonly integration: { readonly id: string; readonly name: string } | null;
  readonly request: SimulationRequest;
  readonly createdAt: string;
  /** Is what was simulated the version that runs? */
  readonly isPublished: boolean;
  /** Labels of steps by node id, and of actions by their id. */
  readonly steps: Readonly<Record<string, string>>;
  readonly actions: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, string>>;
  /** What the systems are called: of the first read, and of the first write. */
  readonly source: string;
  readonly target: string;
  readonly snapshot: Snapshot;
  readonly may: { readonly run: boolean; readonly publish: boolean; readonly cancel: boolean };
};
