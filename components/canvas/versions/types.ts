import type { Action } from "@/components/ui/use-action";
import type { FlowDocument } from "@/engine/document/schema";

export interface VersionSummary {
  readonly id: string;
  readonly number: number;
  /** Name of who published it; null = the installation, or a token. */
  readonly author: string | null;
  readonly note: string | null;
  readonly publishedAt: Date;
}

export interface VersionActions {
  readonly list: Action<{ flowId: string }, readonly VersionSummary[]>;
  readonly read: Action<{ flowId: string; versionId: string }, { document: FlowDocument }>;
}
